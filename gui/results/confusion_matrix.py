"""ConfusionMatrix: a painted square, a row for each true class and a column for each answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.results.confusion_picture import Cells, colours, dots, image, legible_on
from gui.results.confusion_words import Confusion
from gui.results.matrix_text import count_font, draw_upwards, set_emphasis, shortest

SIDE, LEAST_SIDE = 270, 180  # of all cells
LARGEST_CELL = 28
SMALLEST_MARK = 7  # around the chosen cell
NAMES = 76  # the most that class names may take
WITH_NAMES, WITH_GAPS = 10, 6  # cells at least as large get names and counts, or gaps
HOW = "A click, or Enter, shows the first of them."

Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class _Painted:
    """The picture as it was last made: for how many dots at most and in which look, its cells and their colours."""

    most: int = 0
    look: str = ""
    cells: Cells = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    colours: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))


class ConfusionMatrix(QWidget):
    """Right answers in the accent colour, mistakes in a warm one, stronger the larger their share of the true class.

    It never takes more than its square: where there are more classes than pixels, a dot is the strongest of its cells.
    The pointer or the arrow keys choose a cell, with Ctrl the next that counts images; `said` says it in words. A click
    on a cell that counts images, or Enter, asks for them: `picked(true class, answer)`.
    """

    said = Signal(str)
    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._confusion: Confusion | None = None
        self._cell: Cell | None = None
        self._painted = _Painted()
        self._longest_name: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Confusion matrix")

    def show_confusion(self, confusion: Confusion) -> None:
        """Shows other counts; the chosen cell stays."""
        self._confusion, self._painted, self._longest_name = confusion, _Painted(), None
        if self._cell is not None and max(self._cell) >= len(confusion.classes):
            self._cell = None
        self._say()
        self.updateGeometry()

    # Cells

    @property
    def cell(self) -> Cell | None:
        """True class and answer that are chosen."""
        return self._cell

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell lies on the widget."""
        side, origin = self._cell_side(), self._origin()
        return QRectF(origin.x() + column * side, origin.y() + row * side, side, side)

    def cell_at(self, position: QPointF) -> Cell | None:
        """The cell under a point: of several, the one that the dot there stands for."""
        cells, offset = self._picture().cells, position - self._origin()
        scale = len(cells) / max(1, self._side())
        row, column = int(offset.y() * scale // 1), int(offset.x() * scale // 1)
        if not (0 <= row < len(cells) and 0 <= column < len(cells)):
            return None
        truth, answer = divmod(int(cells[row, column]), self._count())
        return truth, answer

    def _choose(self, cell: Cell | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.setCursor(Qt.CursorShape.PointingHandCursor if self._counts(cell) else Qt.CursorShape.ArrowCursor)
            self._say()

    def _counts(self, cell: Cell | None) -> bool:
        """True for a cell that counts images, which can be looked at."""
        return cell is not None and self._confusion is not None and bool(self._confusion.counts[cell])

    def tip(self, cell: Cell | None) -> str:
        """A cell in words, and how to see its images."""
        if self._confusion is None or cell is None:
            return ""
        sentence = self._confusion.sentence(*cell)
        return f"{sentence}\n{HOW}" if self._counts(cell) else sentence

    def _say(self) -> None:
        if self._confusion is not None:
            sentence = self._confusion.sentence(*self._cell) if self._cell else self._confusion.summary()
            self.setAccessibleDescription(f"{sentence} {HOW}" if self._counts(self._cell) else sentence)
            self.said.emit(sentence)
        self.update()

    # Geometry

    def _count(self) -> int:
        return len(self._confusion.classes) if self._confusion is not None else 0

    @property
    def crowded(self) -> bool:
        """True where a dot may stand for several cells."""
        return self._count() > theme.px(SIDE)

    def _side(self, width: int | None = None) -> int:
        """Of all cells, on a widget of some width, by default its own: whole pixels for a cell, or all the room."""
        room = max(1, min(theme.px(SIDE), (self.width() if width is None else width) - int(self._origin().x()) - 1))
        each = min(room // max(1, self._count()), theme.px(LARGEST_CELL))
        return each * self._count() or room

    def _cell_side(self) -> float:
        return self._side() / max(1, self._count())

    def _picture(self) -> _Painted:
        """What is painted, made anew where the counts, the look or the number of dots are others."""
        if self._confusion is None:
            return self._painted
        most, look = max(1, round(self._side() * self.devicePixelRatioF())), theme.current().name
        if (self._painted.most, self._painted.look) != (most, look):
            cells = dots(self._confusion, most)
            self._painted = _Painted(most, look, cells, colours(self._confusion, cells))
        return self._painted

    def _named(self) -> bool:
        return theme.px(LEAST_SIDE) >= theme.px(WITH_NAMES) * self._count()

    def _names_width(self) -> float:
        """Of the longest name, as far as it is shown; asked for with every cell, so measured once."""
        if self._confusion is None or not self._named():
            return 0
        if self._longest_name is None:
            metrics = QFontMetricsF(theme.caption_font())
            self._longest_name = max(metrics.horizontalAdvance(name) for name in self._confusion.classes)
        return min(theme.px(NAMES), self._longest_name)

    def _upright(self) -> bool:
        """True where the names fit above their columns as they are read."""
        return self._names_width() * self._count() <= theme.px(LEAST_SIDE)

    def _origin(self) -> QPointF:
        """The upper left corner of the cells: names and the axis' title lie before it."""
        line, gap = QFontMetricsF(theme.caption_font()).height(), theme.px(4)
        names = self._names_width()
        above = (line if self._upright() else names) if names else 0
        return QPointF(round(line + names + 2 * gap), round(line + above + 2 * gap))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._origin().y()) + self._side(width) + 2

    def sizeHint(self) -> QSize:
        width = int(self._origin().x()) + theme.px(SIDE) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = int(self._origin().x()) + theme.px(LEAST_SIDE) + 2
        return QSize(width, self.heightForWidth(width))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self.cell_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.cell_at(event.position()))
            self._pick()

    def _pick(self) -> None:
        if self._cell is not None and self._counts(self._cell):
            self.picked.emit(*self._cell)

    def event(self, event: QEvent) -> bool:
        """The tool tip is of the cell under the pointer."""
        tip = self.tip(self.cell_at(QPointF(event.pos()))) if isinstance(event, QHelpEvent) else ""
        if not tip or not isinstance(event, QHelpEvent):
            return super().event(event)
        QToolTip.showText(event.globalPos(), tip, self)
        return True

    def leaveEvent(self, event: QEvent) -> None:
        self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PICKS:
            self._pick()
            return
        if event.key() not in _MOVES or not self._count():
            super().keyPressEvent(event)
            return
        move = _MOVES[Qt.Key(event.key())]
        cell = self._next(self._cell, *move)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            while not self._counts(cell) and (after := self._next(cell, *move)) != cell:
                cell = after
        self._choose(cell)

    def _next(self, cell: Cell | None, down: int, right: int) -> Cell:
        row, column = cell or (-down, -right)
        last = self._count() - 1
        return min(max(row + down, 0), last), min(max(column + right, 0), last)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._longest_name = None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._confusion is None:
            return
        painter = QPainter(self)
        area = QRectF(self._origin(), QSize(1, 1) * self._side())
        painter.drawImage(area, image(self._picture().colours))
        if self._cell_side() >= theme.px(WITH_GAPS):
            self._paint_gaps(painter, area)
        self._paint_titles(painter, area)
        if self._named():
            self._paint_names(painter, self._confusion.classes)
            self._paint_counts(painter, self._confusion)
        self._paint_choice(painter, area)

    def _paint_gaps(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(theme.current().surface), 1))
        for index in range(self._count() + 1):
            at = index * self._cell_side() - 0.5
            painter.drawLine(QPointF(area.left() + at, area.top()), QPointF(area.left() + at, area.bottom()))
            painter.drawLine(QPointF(area.left(), area.top() + at), QPointF(area.right(), area.top() + at))

    def _paint_titles(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        line = painter.fontMetrics().height()
        painter.drawText(QRectF(area.left(), 0, area.width(), line), Qt.AlignmentFlag.AlignCenter, "Answer")
        draw_upwards(painter, QRectF(0, area.top(), line, area.height()), Qt.AlignmentFlag.AlignCenter, "True class")

    def _paint_names(self, painter: QPainter, classes: tuple[str, ...]) -> None:
        width, side, gap = self._names_width(), self._cell_side(), theme.px(4)
        for index, name in enumerate(classes):
            chosen_row, chosen_column = self._cell or (-1, -1)
            short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(width) + 1)
            cell = self.cell_rect(index, 0)
            set_emphasis(painter, on=index == chosen_row)
            left = QRectF(cell.left() - gap - width, cell.top(), width, side)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short)
            set_emphasis(painter, on=index == chosen_column)
            self._paint_column_name(painter, index, short)

    def _paint_column_name(self, painter: QPainter, index: int, name: str) -> None:
        cell, line, width = self.cell_rect(0, index), painter.fontMetrics().height(), self._names_width()
        bottom = cell.top() - theme.px(4)
        if self._upright():
            above = QRectF(cell.left(), bottom - line, cell.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)
        else:
            above = QRectF(cell.left(), bottom - width, cell.width(), width)
            draw_upwards(painter, above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_counts(self, painter: QPainter, confusion: Confusion) -> None:
        cells, font = self._picture().colours, count_font()
        painter.setFont(font)
        metrics, room = QFontMetricsF(font), self._cell_side() - 3
        for row, column in np.argwhere(confusion.counts).tolist():
            text = shortest(int(confusion.counts[row, column]), metrics, room)
            painter.setPen(legible_on(QColor(*cells[row, column].tolist())))
            painter.drawText(self.cell_rect(row, column), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_choice(self, painter: QPainter, area: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._cell is not None:
            painter.setPen(QPen(QColor(theme.current().text), 1.5))
            grown = max(0.5, (theme.px(SMALLEST_MARK) - self._cell_side()) / 2)
            painter.drawRect(self.cell_rect(*self._cell).adjusted(-grown, -grown, grown - 1, grown - 1))
        elif self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))


_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
