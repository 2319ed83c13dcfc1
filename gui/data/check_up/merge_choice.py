"""MergeChoice: into which other class one is to be merged."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QComboBox

from engine.project.data.corrections import MergeClasses
from engine.service.answers import Way

MOST_ROWS = 24


class MergeChoice(QComboBox):
    """A list of the others; `called` are the names of all classes by those that they were found with.

    taken(way)   one was chosen: a Way
    """

    taken = Signal(object)

    def __init__(self, of_class: str, called: dict[str, str]) -> None:
        super().__init__()
        self._of_class = of_class
        self._others = [found for found in called if found != of_class]
        self._called = called
        self.setModel(QStringListModel([called[found] for found in self._others], self))  # there may be a thousand
        self.setCurrentIndex(-1)
        self.setPlaceholderText("Merge into…")
        self.setAccessibleName(f"Merge {called.get(of_class, of_class)} into")
        self.setMaxVisibleItems(MOST_ROWS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(self._take)

    def _take(self, row: int) -> None:
        into = self._others[row]
        words = f"Merge {self._called.get(self._of_class, self._of_class)} into {self._called[into]}"
        self.taken.emit(Way(words, MergeClasses(self._of_class, into)))
