"""ConfusionMatrix: a painted grid, a row for each true class and a column for each answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.training.confusion_words import Confusion

SIDE, LEAST_SIDE = 270, 180  # of all cells
LARGEST_CELL, SMALLEST_CELL = 28, 2
NAMES = 76  # the most that class names may take
WITH_NAMES, WITH_GAPS = 10, 6  # cells at least as large get names and counts, or gaps
HOW = "A click, or Enter, shows the first of them."
FAINTEST = 0.14  # a single image of many is still seen

Cell = tuple[int, int]


class ConfusionMatrix(QWidget):
    """Right answers in the accent colour, mistakes in a warm one, stronger the larger their share of the true class.

    The pointer or the arrow keys choose a cell, and `said` says it in words. A click on a cell that counts images, or
    Enter, asks for them: `picked(true class, answer)`.
    """

    said = Signal(str)
    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._confusion: Confusion | None = None
        self._cell: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Confusion matrix")

    def show_confusion(self, confusion: Confusion) -> None:
        """Shows other counts; the chosen cell stays."""
        self._confusion = confusion
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
        """The cell under a point."""
        offset = position - self._origin()
        row, column = int(offset.y() // self._cell_side()), int(offset.x() // self._cell_side())
        return (row, column) if 0 <= row < self._count() and 0 <= column < self._count() else None

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

    def _cell_side(self, width: int | None = None) -> int:
        """Of a cell on a widget of some width, by default its own."""
        room = (self.width() if width is None else width) - self._origin().x() - 1
        share = int(min(theme.px(SIDE), room)) // max(1, self._count())
        return min(max(share, SMALLEST_CELL), theme.px(LARGEST_CELL))

    def _named(self) -> bool:
        return theme.px(LEAST_SIDE) >= theme.px(WITH_NAMES) * self._count()

    def _names_width(self) -> float:
        """Of the longest name, as far as it is shown."""
        if self._confusion is None or not self._named():
            return 0
        metrics = QFontMetricsF(theme.caption_font())
        return min(theme.px(NAMES), max(metrics.horizontalAdvance(name) for name in self._confusion.classes))

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
        return int(self._origin().y()) + self._count() * self._cell_side(width) + 2

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
        down, right = _MOVES[Qt.Key(event.key())]
        row, column = self._cell or (-down, -right)
        last = self._count() - 1
        self._choose((min(max(row + down, 0), last), min(max(column + right, 0), last)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._confusion is None:
            return
        painter = QPainter(self)
        area = QRectF(self._origin(), QSize(1, 1) * self._count() * self._cell_side())
        painter.drawImage(area, image(colours(self._confusion)))
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
        _draw_upwards(painter, QRectF(0, area.top(), line, area.height()), Qt.AlignmentFlag.AlignCenter, "True class")

    def _paint_names(self, painter: QPainter, classes: tuple[str, ...]) -> None:
        width, side, gap = self._names_width(), self._cell_side(), theme.px(4)
        for index, name in enumerate(classes):
            chosen_row, chosen_column = self._cell or (-1, -1)
            short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(width) + 1)
            cell = self.cell_rect(index, 0)
            _set_emphasis(painter, on=index == chosen_row)
            left = QRectF(cell.left() - gap - width, cell.top(), width, side)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short)
            _set_emphasis(painter, on=index == chosen_column)
            self._paint_column_name(painter, index, short)

    def _paint_column_name(self, painter: QPainter, index: int, name: str) -> None:
        cell, line, width = self.cell_rect(0, index), painter.fontMetrics().height(), self._names_width()
        bottom = cell.top() - theme.px(4)
        if self._upright():
            above = QRectF(cell.left(), bottom - line, cell.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)
        else:
            above = QRectF(cell.left(), bottom - width, cell.width(), width)
            _draw_upwards(painter, above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_counts(self, painter: QPainter, confusion: Confusion) -> None:
        cells, font = colours(confusion), _count_font()
        painter.setFont(font)
        room = self._cell_side() - 3
        for row, column in np.argwhere(confusion.counts):
            text = shortest(int(confusion.counts[row, column]), QFontMetricsF(font), room)
            painter.setPen(_legible_on(QColor(*cells[row, column])))
            painter.drawText(self.cell_rect(int(row), int(column)), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_choice(self, painter: QPainter, area: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._cell is not None:
            painter.setPen(QPen(QColor(theme.current().text), 1.5))
            painter.drawRect(self.cell_rect(*self._cell).adjusted(-0.5, -0.5, -0.5, -0.5))
        elif self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))


def colours(confusion: Confusion) -> NDArray[np.uint8]:
    """Of each cell the colour (classes, classes, 3)."""
    look, shares = theme.current(), confusion.shares
    strength = np.where(confusion.counts > 0, FAINTEST + (1 - FAINTEST) * np.sqrt(shares), 0)[..., None]
    front = np.where(np.eye(len(shares), dtype=bool)[..., None], _rgb(look.accent), _rgb(look.validation))
    return np.rint(front * strength + _rgb(look.hover) * (1 - strength)).astype(np.uint8)


def image(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of (height, width, 3) colours."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def shortest(count: int, metrics: QFontMetricsF, room: float) -> str:
    """A count as it fits into a cell: whole, in thousands, or not at all."""
    for text in (str(count), f"{count / 1000:.1f}k", f"{count / 1000:.0f}k"):
        if metrics.horizontalAdvance(text) <= room and (count >= 1000 or "k" not in text):
            return text
    return ""


def _rgb(colour: str) -> NDArray[np.float64]:
    exact = QColor(colour)
    return np.array([exact.red(), exact.green(), exact.blue()], dtype=np.float64)


def _count_font() -> QFont:
    """A size below captions: the figures of 10 classes have to fit into 300 pixels."""
    font = theme.tabular(theme.caption_font())
    font.setPointSizeF(font.pointSizeF() * 0.88)
    return font


def _legible_on(colour: QColor) -> QColor:
    """Black or white, whichever stands out more (relative luminance of WCAG 2.2, roughly)."""
    luminance = 0.2126 * colour.redF() ** 2.2 + 0.7152 * colour.greenF() ** 2.2 + 0.0722 * colour.blueF() ** 2.2
    return QColor("#FFFFFF" if luminance < 0.18 else "#14171B")


def _set_emphasis(painter: QPainter, *, on: bool) -> None:
    font = QFont(painter.font())
    font.setBold(on)
    painter.setFont(font)
    painter.setPen(QColor(theme.current().text if on else theme.current().secondary))


def _draw_upwards(painter: QPainter, area: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
    """Text that reads from the bottom of an area to its top."""
    painter.save()
    painter.translate(area.left(), area.bottom())
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, area.height(), area.width()), flags, text)
    painter.restore()


_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
