"""ClassField: a class of the data, chosen by its name; what is kept is its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtWidgets import QComboBox, QWidget

from engine.project.data.spoiling import class_name
from engine.text import one_line
from gui.forms.field import Field
from gui.forms.wheel_and_undo import ignore_wheel_and_undo

Classes: TypeAlias = Callable[[], Sequence[str]]  # their names now, by number
LEAST_LETTERS, MOST_ROWS = 10, 20


class ClassField(Field):
    """The names are those of the moment: of another data set, or as they were renamed."""

    def __init__(self, classes: Classes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes, self._names, self._value = classes, list[str](), 0
        self._box = QComboBox()
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(LEAST_LETTERS)
        self._box.setMaxVisibleItems(MOST_ROWS)
        ignore_wheel_and_undo(self._box)
        self._box.activated.connect(self._choose)
        self.row.addWidget(self._box, 1)

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: Any) -> None:
        """A number that no class has is shown as one, so that another can be chosen."""
        self._value = int(value)
        self._fill([one_line(name) for name in self._classes()])
        self._box.setCurrentIndex(min(self._value, self._box.count() - 1))

    def _fill(self, names: list[str]) -> None:
        if self._value >= len(names):
            names.append(class_name(self._value, ()))
        if names != self._names:
            self._names = names
            self._box.clear()
            self._box.addItems(names)

    def _choose(self, place: int) -> None:
        if place < len(self._classes()):
            self.edited.emit(place)
