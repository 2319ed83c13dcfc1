"""Held classes: what each class gets, of which one is held."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from engine.project.data.facts import Classes
from gui.inspect.class_outputs import ClassOutputs
from gui.pieces.classes.rows import ClassRows

INSET = 4  # within the frame of the held one, pixels
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class HeldClasses(ClassOutputs):
    """The rows that a value was pressed in, with that one marked.

    picked(class)   this one was chosen, by its number
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._held: int | None = None
        self._words = ""
        self.clicked.connect(self.picked)

    def show_scores(self, scores: np.ndarray, names: Classes, *, softened: bool) -> None:
        """What the classes get (classes,); probabilities where they are `softened` already."""
        wide = np.nan_to_num(scores.astype(np.float64))
        powers = np.exp(wide - wide.max())
        self.show_outputs(scores, scores if softened else powers / powers.sum(), names)

    def hold(self, label: int, words: str) -> None:
        """Marks a class, which gets this in words."""
        self._held, self._words = label, words
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words)

    def viewportEvent(self, event: QEvent) -> bool:
        """The held one follows a pointer that is pressed."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            row = self.row_at(round(event.position().y()))
            if event.buttons() & Qt.MouseButton.LeftButton and row is not None and self.class_of(row) != self._held:
                self.picked.emit(self.class_of(row))
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing else is read by key than what is held."""
        ClassRows.focusInEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = None if self._held is None else self.row_of(self._held), Qt.Key(event.key())
        last = len(self._rows) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if row is None or key not in STEPS | ends:
            ClassRows.keyPressEvent(self, event)
        elif 0 <= (to := ends[key] if key in ends else row + STEPS[key]) <= last:
            self.reveal(to)
            self.picked.emit(self.class_of(to))

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        if self.class_of(index) == self._held:
            self._paint_current(painter, area)
        super().paint_row(painter, area.adjusted(INSET, 0, -INSET, 0), index)
