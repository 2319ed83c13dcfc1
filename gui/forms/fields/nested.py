"""Fields that hold whole structs: one kind of several, one that may be left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.forms.fields.field import Field
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox

Struct = msgspec.Struct
MakeForm = Callable[[Any], Any]  # a StructForm for a struct


class StructField(Field):
    """Base: beside the label what is chosen, and `below` it the forms of what is."""

    below: QWidget

    def __init__(self, make_form: MakeForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_form = make_form
        self.below = QWidget()
        self.column = QVBoxLayout(self.below)
        self.column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self.column, setSpacing=6)

    def form_for(self, struct: Struct) -> QWidget:
        """A form for a struct, which says the whole struct when a field of it changes."""
        form = self._make_form(struct)
        form.edited.connect(lambda *_: self.edited.emit(self.gathered()))
        form.drafts_changed.connect(self.drafts_changed)
        return form

    def gathered(self) -> object:
        """The value as the forms show it now."""
        raise NotImplementedError

    def _count(self, *forms: Any) -> None:
        """These are of the value now; what was typed into others no longer counts."""
        if forms != self.forms:
            self.forms = forms
            self.drafts_changed.emit()

    def settle(self) -> None:
        for form in self.forms:
            form.settle()


class UnionField(StructField):
    """One of several kinds: a list of their titles, and the fields of the chosen one. What was set on another kind
    comes back with it.
    """

    def __init__(self, kinds: tuple[type[Struct], ...], make_form: MakeForm, parent: QWidget | None = None) -> None:
        super().__init__(make_form, parent)
        self._kinds = kinds
        self._drafts: dict[type[Struct], Struct] = {}
        self._box = ChoiceBox()
        ignore_wheel_and_undo(self._box)
        for kind in kinds:
            self._box.addItem(title(kind))
            self._box.setItemData(self._box.count() - 1, getattr(kind, "help", ""), Qt.ItemDataRole.ToolTipRole)
        self._box.activated.connect(self._choose)
        self._help = QLabel()
        self._help.setWordWrap(True)
        theme.set_role(self._help, "caption")
        self.row.addWidget(self._box)
        self.row.addStretch()
        self.column.addWidget(self._help)

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: Any) -> None:
        kind = type(value)
        self._drafts[kind] = value
        self._box.setCurrentIndex(self._kinds.index(kind))
        self._help.setText(getattr(kind, "help", ""))
        self._help.setVisible(bool(self._help.text()))
        if self.form is None or self.form.kind is not kind:
            self._replace_form(value)
        else:
            self.form.set_value(value)

    def start(self, value: Any) -> None:
        self._drafts.clear()
        self.set_value(value)
        self.form.start(value)

    def gathered(self) -> object:
        return self.form.value

    def _choose(self, index: int) -> None:
        kind = self._kinds[index]
        self.edited.emit(self._drafts.get(kind) or kind())

    def _replace_form(self, value: Struct) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = self.form_for(value)
        self._count(self.form)
        self.column.addWidget(self.form)
        self.form.setVisible(bool(self.form.fields))


class OptionalField(StructField):
    """A struct that may be left out: a tick, and its fields where it is there."""

    def __init__(self, kind: type[Struct], make_form: MakeForm, parent: QWidget | None = None) -> None:
        super().__init__(make_form, parent)
        self._tick = QCheckBox()
        self.form = self.form_for(kind())
        self._tick.clicked.connect(lambda: self.edited.emit(self.gathered()))
        self.row.addWidget(self._tick)
        self.row.addStretch()
        self.column.addWidget(self.form)

    @property
    def editor(self) -> QWidget:
        return self._tick

    def set_value(self, value: Any) -> None:
        self._tick.setChecked(value is not None)
        self._count(*(() if value is None else (self.form,)))
        self.form.setVisible(value is not None)
        if value is not None:
            self.form.set_value(value)

    def start(self, value: Any) -> None:
        self.form.start(self.form.kind() if value is None else value)
        self.set_value(value)

    def gathered(self) -> object:
        return self.form.value if self._tick.isChecked() else None


def title(kind: type[Struct]) -> str:
    """How people call a kind."""
    return str(getattr(kind, "title", kind.__name__))
