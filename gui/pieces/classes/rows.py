"""ClassRows: painted rows of which each is of a class; and such rows below a field that finds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter

from engine.project.data.facts import Classes
from gui.pieces.classes.cut import cut
from gui.pieces.classes.names import found
from gui.pieces.classes.search import NOTHING, Searched
from gui.pieces.painted_rows import PaintedRows


class ClassRows(PaintedRows):
    """A row for each class, in an order that a subclass gives.

    many(bool)   whether there are more classes than are in sight
    renamed()    other classes are shown
    """

    many = Signal(bool)
    renamed = Signal()

    def __init__(self, row: int, least: int, usual: int) -> None:
        super().__init__(row, least, usual)
        self.nothing = NOTHING
        self._names: Classes = ()
        self._letters = ""
        self._order: NDArray[np.int64] = np.arange(0)
        self._rows = self._order

    def show_classes(self, names: Classes, order: NDArray[np.int64]) -> None:
        """Shows other classes, or the same ones in another order: their labels, from top to bottom."""
        others = names != self._names
        self._names, self._order = names, order
        self._find()
        self.many.emit(self.scrolls)
        if others:
            self.renamed.emit()

    def rename(self, names: Classes) -> None:
        """Shows the same classes under other names."""
        self._names = names
        self._find()

    def look_for(self, letters: str) -> None:
        """Shows the classes whose names hold these letters; with none all of them."""
        self._letters = letters
        self.verticalScrollBar().setValue(0)
        self._find()

    def _find(self) -> None:
        self._rows = found(self._names, self._letters, self._order)
        self.show_rows(len(self._rows), len(self._order))

    def class_of(self, row: int) -> int:
        """The class that stands in a row."""
        return int(self._rows[row])

    def row_of(self, label: int) -> int | None:
        """Where a class stands; None where it is not among those found."""
        rows = np.flatnonzero(self._rows == label)
        return int(rows[0]) if len(rows) else None

    def shortened(self, painter: QPainter, row: int, room: float) -> str:
        """The name in a row, as much of it as there is room for."""
        return cut(self._names[self.class_of(row)], painter.fontMetrics(), int(room) + 1)


class SearchedRows(Searched):
    """Rows of classes below the field."""

    def __init__(self, rows: ClassRows) -> None:
        super().__init__(rows, rows.look_for)
        rows.many.connect(self.offer)
        rows.renamed.connect(self.search.clear)
