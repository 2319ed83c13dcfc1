"""Number grids: small grids of coloured numbers side by side, such as patch × kernel = product, a row a channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.inspect.arithmetic.grids.grid import Grid, GridRow
from gui.inspect.arithmetic.grids.grid_layout import Bounds, GridLayout, laid_out
from gui.inspect.arithmetic.grids.grid_painting import cell, paint_grid
from gui.inspect.arithmetic.words.reckoning import EXACTLY, rounded, sign_of
from gui.inspect.arithmetic.words.value_words import figure, in_brackets
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys
from gui.pieces.pages.scrolled import bring_into_sight

NO_ROW = -1  # is chosen: all are small
LARGEST = 40  # the side of a cell
BESIDE = 10  # the same of a row that is not the chosen one
SIGN, GAP, HEAD, LINE = 12, 10, 20, 6
AROUND = 1, 6  # beside and above a number in its cell
WIDEST = "−0.44"
FRAME = 2  # where the keyboard is
KEYS = PanelKeys(
    "On the numbers of how a number comes about",
    (
        ("Arrows, Home, End", "another number, which is read out"),
        ("Enter", "the map of its channel, and how its weight learns"),
    ),
)
Cell = tuple[int, int, int]  # a row of grids, and the line and column in each of them


class NumberGrids(QWidget):
    """Paints rows of grids, as large as the width allows; where one is chosen the others are small.

    clicked(row)                        a press on a row of grids, or Enter
    cell_clicked(row, grid, line, at)   the cell of a grid that it was on; by Enter that of each grid
    """

    clicked = Signal(int)
    cell_clicked = Signal(int, int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[GridRow, ...] = ()
        self._chosen: int | None = None
        self._current: Cell | None = None  # where the keyboard is
        self._words = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[GridRow], words: str, chosen: int | None = None) -> None:
        """These rows, in `words` for those who do not see them; one may be chosen, or NO_ROW."""
        self._rows, self._chosen, self._words = tuple(rows), chosen, words
        if self._current is not None:
            self._current = self._kept(*self._current)
        self.setAccessibleName("Numbers")
        self._describe()
        self.setVisible(bool(rows))
        self._fit()
        self.update()

    # Geometry

    def layout_of(self, number: int) -> GridLayout:
        """Of a row: numbers are never smaller than captions."""
        row, letters = self._rows[number], QFontMetricsF(theme.caption_font())
        small = self._chosen not in (None, number)
        wide, high = letters.horizontalAdvance(WIDEST) + theme.px(AROUND[0]), letters.height() + theme.px(AROUND[1])
        bounds = Bounds(theme.px(BESIDE) if small else max(theme.px(LARGEST), wide), wide, high)
        return laid_out(len(row.grids), row.size[1], self.width() - 2, theme.px(SIGN), bounds)

    def _height(self, number: int) -> float:
        row, layout = self._rows[number], self.layout_of(number)
        lines = -(-len(row.grids) // layout.beside)
        grids = lines * row.size[0] * layout.height + (lines - 1) * theme.px(LINE)
        return theme.px(HEAD) + grids + theme.px(GAP)

    def _top(self, number: int) -> float:
        return sum(self._height(before) for before in range(number))

    def _row_at(self, y: float) -> int | None:
        return next((number for number in range(len(self._rows)) if y < self._top(number + 1)), None)

    def _places(self, number: int) -> Iterator[tuple[Grid, QRectF]]:
        """The grids of a row with where they lie."""
        row, layout = self._rows[number], self.layout_of(number)
        width, height = row.size[1] * layout.width, row.size[0] * layout.height
        top = self._top(number) + theme.px(HEAD)
        for at, grid in enumerate(row.grids):
            line, place = divmod(at, layout.beside)
            left = place * (width + theme.px(SIGN)) + (theme.px(SIGN) if line else 0) + 1
            yield grid, QRectF(left, top + line * (height + theme.px(LINE)), width, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the rows are at this width."""
        self.setFixedHeight(round(self._top(len(self._rows))))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            cell = self._cell_at(event.position())
            self.clicked.emit(row)
            if cell is not None:
                self.cell_clicked.emit(row, *cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        QToolTip.showText(event.globalPosition().toPoint(), self.reading(event.position()), self)

    def _cell_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """Grid, row and column of the cell under a point."""
        number = self._row_at(position.y())
        if number is None:
            return None
        (height, width), layout = self._rows[number].size, self.layout_of(number)
        for at, (_, area) in enumerate(self._places(number)):
            if area.contains(position):
                inner = position - area.topLeft()
                row, column = int(inner.y() / layout.height), int(inner.x() / layout.width)
                return at, min(row, height - 1), min(column, width - 1)
        return None

    def reading(self, position: QPointF) -> str:
        """The numbers at one place of all grids of a row, as 0.5 × (−0.2) = −0.1; empty beside them."""
        number, cell = self._row_at(position.y()), self._cell_at(position)
        return "" if number is None or cell is None else self._in_words(number, *cell[1:])

    def _in_words(self, number: int, *place: int) -> str:
        row = self._rows[number]
        inside = row.grids[0].inside
        if inside is not None and not inside[place]:
            return "padding: 0"
        values = [float(one.values[place]) for one in row.grids]
        *factors, product = values
        holds = sign_of(product, prod(map(rounded, factors)))
        signs = ("", *(holds if sign == EXACTLY else sign for sign in row.signs))
        return "".join(map(_behind, signs, values))

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key begins with the first number of what is chosen."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY:
            self._go_to(self._kept(self._chosen or 0, 0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number, line, at = self._current or (self._chosen or 0, 0, 0)
        to = {
            Qt.Key.Key_Left: (number, line, at - 1),
            Qt.Key.Key_Right: (number, line, at + 1),
            Qt.Key.Key_Up: (number, line - 1, at),
            Qt.Key.Key_Down: (number, line + 1, at),
            Qt.Key.Key_Home: (number, line, 0),
            Qt.Key.Key_End: (number, line, 1_000_000),
        }.get(Qt.Key(event.key()))
        if to is not None:
            self._go_to(self._kept(*to))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self._press(*self._current)
        else:
            super().keyPressEvent(event)

    def _kept(self, number: int, line: int, at: int) -> Cell | None:
        """That cell; from below the last line of a row the first of the next, and from above the first one."""
        if not self._rows:
            return None
        number = min(max(number, 0), len(self._rows) - 1)  # NO_ROW may be chosen
        high = self._rows[number].size[0]
        if line >= high and number + 1 < len(self._rows):
            number, line = number + 1, 0
        elif line < 0 < number:
            number, line = number - 1, self._rows[number - 1].size[0] - 1
        high, wide = self._rows[number].size
        return number, min(max(line, 0), high - 1), min(max(at, 0), wide - 1)

    def _go_to(self, cell: Cell | None) -> None:
        """Reads it out; None: the keyboard goes elsewhere."""
        self._current = cell
        self._describe()
        self.update()
        if cell is not None:
            head = QRect(0, round(self._top(cell[0])), self.width(), theme.px(HEAD))
            for place in (head, self._areas_of(*cell)[-1].toAlignedRect()):
                bring_into_sight(self, place)

    def _press(self, number: int, line: int, at: int) -> None:
        grids = len(self._rows[number].grids)
        self.clicked.emit(number)
        for grid in range(grids):
            self.cell_clicked.emit(number, grid, line, at)

    def _heading(self, number: int) -> str:
        """The caption of a row, or the numbers that the keyboard is on."""
        current = self._current
        return self._rows[number].caption if current is None or current[0] != number else self._in_words(*current)

    def _describe(self) -> None:
        reading = "" if self._current is None else f"{self._in_words(*self._current)}. "
        self.setAccessibleDescription(f"{reading}{self._words}")

    def _areas_of(self, number: int, line: int, at: int) -> list[QRectF]:
        """Of a cell, in each of the grids of its row."""
        return [cell(grid, area, line, at) for grid, area in self._places(number)]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number in range(len(self._rows)):
            if event.rect().top() <= self._top(number + 1) and self._top(number) <= event.rect().bottom():
                self._paint_row(painter, number)
        if self.hasFocus():
            self._paint_keyboard(painter)

    def _paint_keyboard(self, painter: QPainter) -> None:
        """A frame around all, and around the number in each grid."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.current().accent), FRAME))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        for area in () if self._current is None else self._areas_of(*self._current):
            painter.setPen(QPen(QColor("white"), FRAME))
            painter.drawRect(area)
            painter.setPen(QPen(QColor("black"), FRAME))
            painter.drawRect(area.adjusted(-FRAME, -FRAME, FRAME, FRAME))

    def _paint_row(self, painter: QPainter, number: int) -> None:
        row, chosen = self._rows[number], number == self._chosen
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().accent if chosen else theme.current().secondary))
        head = QRectF(0, self._top(number), self.width(), theme.px(HEAD))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._heading(number))
        for at, (grid, area) in enumerate(self._places(number)):
            if at:
                painter.setFont(theme.caption_font())
                painter.setPen(QColor(theme.current().text))
                sign = QRectF(area.left() - theme.px(SIGN), area.top(), theme.px(SIGN), area.height())
                painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, row.signs[at - 1])
            paint_grid(painter, grid, area, readable=self.layout_of(number).readable)


def _behind(sign: str, value: float) -> str:
    """A number behind × has brackets where it is negative."""
    return f" {sign} {in_brackets(value) if sign == '×' else figure(value)}" if sign else figure(value)
