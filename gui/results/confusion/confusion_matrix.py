"""ConfusionMatrix: a painted square, a row for each true class and a column for each answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.metrics.confusion import Counts
from gui.appearance import theme
from gui.pieces.classes.names import LENGTHS
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.tips import parted
from gui.results.confusion.confusion_picture import Dots, dots
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_geometry import LEAST_SIDE, NAMED, Cell, Geometry, geometry, usual_size
from gui.results.confusion.matrix_painting import MatrixPainting
from gui.results.confusion.matrix_text import Figures

HOW = "A click, or Enter, shows them."
HOW_ROW = "A click shows its mistakes."


@dataclass(frozen=True, eq=False)
class _Painted:
    """The picture as it was last made, for how many dots at most and in which look."""

    most: int = 0
    look: str = ""
    dots: Dots = field(default_factory=Dots)


KEYS = PanelKeys("On the confusion matrix", (("Arrows", "another cell"), ("Enter or Space", "its images")))


class ConfusionMatrix(QWidget):
    """Right answers in the accent colour, mistakes in a warm one, stronger the larger their share of the true class.

    Rows and columns stand in the order that is given; whoever asks tells cells by their classes.

    It is as large a square as there is room, with a bar for each row where the rows have names: where there are more
    classes than pixels, a dot is the strongest of its cells. The pointer or the arrow keys choose a cell, with Ctrl the
    next that counts images; `said` says it in words, and in ever fewer. A click on a cell that counts images, or Enter,
    asks for them: `picked(true class, answer)`; on the name or bar of a row: `class_picked(true class)`.

    It is so high that all cells have a side of `least`, at a zoom of 100 %, and has no bars where those would leave
    them less. A subclass may colour its cells, and paint, in another way.
    """

    painting: type[MatrixPainting] = MatrixPainting

    said = Signal(tuple)
    picked = Signal(int, int)
    class_picked = Signal(int)

    def __init__(self, least: int = LEAST_SIDE) -> None:
        super().__init__()
        self._least = least
        self._confusion: NamedConfusion | None = None
        self._arranged: NamedConfusion | None = None  # with its classes in the order of the rows
        self._order = self._place = np.zeros(0, np.int64)  # the class in each row, the row of each class
        self._figures: Figures = "counts"
        self._cell: Cell | None = None
        self._marked: Cell | None = None
        self._painted = _Painted()
        self._longest_name: float | None = None
        self._places: Geometry | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Confusion matrix")

    def show_confusion(self, confusion: NamedConfusion, order: Counts | None = None) -> None:
        """Shows other counts, the classes in an order (classes,), or as they come; the chosen cell stays."""
        self._confusion, self._painted, self._longest_name, self._places = confusion, _Painted(), None, None
        self._order = np.arange(confusion.counts.size) if order is None else order
        self._place = np.argsort(self._order)
        self._arranged = confusion if order is None else confusion.arranged(order)
        self._cell, self._marked = (self._if_there(cell) for cell in (self._cell, self._marked))
        self._say()
        self.updateGeometry()

    def _if_there(self, cell: Cell | None) -> Cell | None:
        return cell if cell is not None and max(cell) < self._count() else None

    def show_figures(self, figures: Figures) -> None:
        """Writes counts of images, or shares of their true class, into the cells."""
        self._figures = figures
        self.update()

    def mark(self, cell: Cell | None) -> None:
        """Marks the cell whose images are listed."""
        self._marked = cell
        self.update()

    # Cells

    @property
    def cell(self) -> Cell | None:
        """True class and answer that are chosen."""
        return self._cell

    @property
    def marked(self) -> Cell | None:
        """The cell whose images are listed."""
        return self._marked

    def cell_at(self, position: QPointF) -> Cell | None:
        """The cell under a point: of several, the one that the dot there stands for."""
        cells, offset = self._picture().dots.cells, position - self.places.cells.topLeft()
        scale = len(cells) / max(1, self.places.side)
        row, column = int(offset.y() * scale // 1), int(offset.x() * scale // 1)
        if not (0 <= row < len(cells) and 0 <= column < len(cells)):
            return None
        return self._of(*divmod(int(cells[row, column]), self._count()))

    def area_of(self, cell: Cell) -> QRectF:
        """Where a cell is painted."""
        return self.places.cell(*self._at(cell))

    def _at(self, cell: Cell) -> Cell:
        """The row and the column of a cell."""
        return int(self._place[cell[0]]), int(self._place[cell[1]])

    def _of(self, row: int, column: int) -> Cell:
        """The classes of a cell by its row and column."""
        return int(self._order[row]), int(self._order[column])

    def _choose(self, cell: Cell | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self._say()

    def _counts(self, cell: Cell | None) -> bool:
        """True for a cell that counts images, which can be looked at."""
        return cell is not None and self._confusion is not None and self._confusion.counts.at(*cell) != 0

    def tip(self, position: QPointF) -> str:
        """What lies under a point in words, and how to see its images."""
        if self._confusion is None:
            return ""
        if (cell := self.cell_at(position)) is not None:
            sentence = self._confusion.sentence(*cell)
            return f"{sentence}\n{HOW}" if self._counts(cell) else sentence
        if (row := self.places.row_at(position)) is not None:
            return f"{self._confusion.sentence(*self._of(row, row))}\n{HOW_ROW}"
        column = self.places.column_at(position)
        return "" if column is None else self._confusion.answered(int(self._order[column]))

    def _say(self) -> None:
        if self._confusion is not None:
            whole, *fewer = [self._in_words(self._confusion, longest) for longest in LENGTHS]
            self.setAccessibleDescription(f"{whole} {HOW}" if self._counts(self._cell) else whole)
            self.said.emit((whole, *fewer))
        self.update()

    def _in_words(self, confusion: NamedConfusion, longest: int) -> str:
        return confusion.sentence(*self._cell, longest) if self._cell else confusion.summary(longest)

    # Geometry

    def _count(self) -> int:
        return len(self._confusion.classes) if self._confusion is not None else 0

    @property
    def places(self) -> Geometry:
        """Where everything lies; worked out once for a size."""
        if self._places is None:
            self._places = geometry(self.size(), self._count(), self._longest(), self._least)
        return self._places

    def _longest(self) -> float:
        """The width of the longest name; asked for with every cell, so measured once."""
        if self._longest_name is None:
            names = self._confusion.classes if self._confusion is not None and self._count() <= NAMED else ()
            metrics = QFontMetricsF(theme.caption_font())
            self._longest_name = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        return self._longest_name

    def _picture(self) -> _Painted:
        """What is painted, made anew where the counts, the look or the number of dots are others."""
        if self._arranged is None:
            return self._painted
        most, look = max(1, round(self.places.side * self.devicePixelRatioF())), theme.current().name
        if (self._painted.most, self._painted.look) != (most, look):
            self._painted = _Painted(most, look, self.coloured(self._arranged, most))
        return self._painted

    def coloured(self, confusion: NamedConfusion, most: int) -> Dots:
        """The picture of these counts, with so many dots a side at most."""
        return dots(confusion.counts, most)

    def width_for(self, side: int) -> int:
        """How wide it is where its cells have this side at a zoom of 100 %, without bars."""
        return usual_size(self._count(), self._longest(), side).width()

    def sizeHint(self) -> QSize:
        return usual_size(self._count(), self._longest())

    def minimumSizeHint(self) -> QSize:
        narrow, high = (usual_size(self._count(), self._longest(), side) for side in (LEAST_SIDE, self._least))
        return QSize(narrow.width(), high.height())

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self.cell_at(event.position()))
        leads = self._counts(self._cell) or self.places.row_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the release is for it too

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._choose(self.cell_at(event.position()))
        self._pick()
        row = self.places.row_at(event.position())
        if row is not None:
            self.class_picked.emit(int(self._order[row]))

    def _pick(self) -> None:
        if self._cell is not None and self._counts(self._cell):
            self.picked.emit(*self._cell)

    def event(self, event: QEvent) -> bool:
        """The tool tip is of what is under the pointer."""
        tip = self.tip(QPointF(event.pos())) if isinstance(event, QHelpEvent) else ""
        if not tip or not isinstance(event, QHelpEvent):
            return super().event(event)
        QToolTip.showText(event.globalPos(), parted(tip), self)
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
        row, column = (-down, -right) if cell is None else self._at(cell)
        last = self._count() - 1
        return self._of(min(max(row + down, 0), last), min(max(column + right, 0), last))

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
            self._longest_name = self._places = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._places = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._arranged is None:
            return
        painter, cell = QPainter(self), None if self._cell is None else self._at(self._cell)
        colours = self._picture().dots.colours
        painting = self.painting(painter, self.places, self._arranged, colours, self._figures, cell)
        painting.paint()
        if self._marked is not None:
            painting.mark(self._at(self._marked), theme.current().accent, 2.5)
        if cell is not None:
            painting.mark(cell, theme.current().text, 1.5)
        elif self.hasFocus():
            painting.frame()


_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
