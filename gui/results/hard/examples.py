"""Examples: the images that are newly wrong at a strength, or those of a cell of its confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.service.looking.images.robustness_questions import Robustness, distortion
from gui.appearance import lengths
from gui.pieces.elided import Elided
from gui.pieces.images.image_list import ImageList
from gui.pieces.quiet_buttons import quiet_button
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_part import MatrixPart
from gui.results.hard import hard_words

HEIGHT = 260
NEWLY_TIP = "Images that are right as they are and wrong at this strength"


class Examples(QWidget):
    """One of both is seen.

    picked(place)   a test image is to be looked at
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._found: Robustness | None = None
        self._at = 0
        self._classes: tuple[str, ...] = ()
        self._cell: tuple[int, int] | None = None
        self.newly = quiet_button("Newly wrong", NEWLY_TIP, checkable=True)
        self.confused = quiet_button("Confusion", "Which classes are taken for which at this strength", checkable=True)
        self.list, self.matrix, self.count = ImageList("Images that are newly wrong"), MatrixPart(), Elided("caption")
        self.list.images.in_words = hard_words.in_words
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row, column, group = QHBoxLayout(), QVBoxLayout(self), QButtonGroup(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(row, setSpacing=4)
        for button in (self.newly, self.confused):
            group.addButton(button)
            row.addWidget(button)
        self.newly.setChecked(True)
        row.addWidget(self.count, 1)
        column.addLayout(row)
        column.addWidget(self._places, 1)
        for part in (self.list, self.matrix):
            self._places.addWidget(part)
        lengths.follow(self._places, setMinimumHeight=HEIGHT)

    def _connect(self) -> None:
        self.newly.clicked.connect(lambda *_: self._choose(0, None))
        self.confused.clicked.connect(lambda *_: self._choose(1, None))
        self.matrix.matrix.picked.connect(lambda *cell: self._choose(0, cell))
        self.matrix.classes.pair_picked.connect(lambda *cell: self._choose(0, cell))
        self.list.picked.connect(self._pick)

    # --- what is shown ---

    def show_found(self, found: Robustness, at: int, classes: Sequence[str]) -> None:
        """At another strength, or of other images."""
        other = self._found is not found or self._at != at
        self._found, self._at, self._classes = found, at, tuple(classes)
        if other:
            self.list.thumbnails.forget()
        self._show()

    def _choose(self, place: int, cell: tuple[int, int] | None) -> None:
        self._places.setCurrentIndex(place)
        (self.confused if place else self.newly).setChecked(True)
        self._cell = cell
        self._show()
        if cell is not None:
            self.list.setFocus()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        if self._places.currentIndex():
            self.count.say("")
            self.matrix.show_confusion(NamedConfusion.of(found.confusion(self._at), self._classes))
            return
        rows = self._rows(found)
        self.list.show_images(hard_words.Listed.of(found, self._at), rows, self._classes)
        self.count.say(*self._said(found, len(rows)))

    def _rows(self, found: Robustness) -> NDArray[np.int64]:
        if self._cell is None:
            return found.newly_wrong(self._at)
        truth, answer = self._cell
        return np.flatnonzero((found.labels == truth) & (found.predicted[self._at] == answer))

    def _said(self, found: Robustness, count: int) -> tuple[str, ...]:
        if self._cell is None:
            return hard_words.newly(count, distortion(found.kind, found.strengths[self._at]))
        return hard_words.of_cell(count, *self._cell, self._classes)

    def places(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Where images of the list are among all test images."""
        return () if self._found is None else tuple(self._found.places[list(rows)].tolist())

    def mark(self, place: int | None) -> None:
        """Marks the image that is looked at, where it is listed."""
        rows = [] if self._found is None or place is None else np.flatnonzero(self._found.places == place).tolist()
        self.list.choose(rows[0] if rows else -1)

    def _pick(self, row: int) -> None:
        self.picked.emit(*self.places((row,)))
