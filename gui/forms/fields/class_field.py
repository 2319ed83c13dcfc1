"""ClassField: a class of the data, chosen by its name; what is kept is its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtWidgets import QWidget

from engine.project.data.spoiling import class_name
from gui.forms.fields.field import Field
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import shown

Classes: TypeAlias = Callable[[], Sequence[str]]  # their names now, by number


class ClassField(Field):
    """The names are those of the moment: of another data set, or as they were renamed."""

    def __init__(self, classes: Classes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes, self._box = classes, ClassChoice("Class")
        ignore_wheel_and_undo(self._box)
        self._box.picked.connect(self._choose)
        self.row.addWidget(self._box, 1)

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: Any) -> None:
        """A number that no class has is shown as one, so that another can be chosen."""
        names, label = shown(tuple(self._classes())), int(value)
        unknown = () if label < len(names) else (class_name(label, ()),)
        self._box.offer((*names, *unknown))
        self._box.show_label(min(label, len(names)))

    def _choose(self, label: int) -> None:
        if label < len(self._classes()):
            self.edited.emit(label)
