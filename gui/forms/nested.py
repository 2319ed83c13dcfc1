"""Fields that hold whole structs: one kind of several, one that may be left out, several kinds at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.forms.field import Field
from gui.forms.wheel_and_undo import ignore_wheel_and_undo

Struct = msgspec.Struct
MakeForm = Callable[[Any], Any]  # a StructForm for a struct


class StructField(Field):
    """Base: beside the label what is chosen, and `below` it the forms of what is."""

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
        self._box = QComboBox()
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


class SeveralField(StructField):
    """Several kinds, each there or not: a tick for each, and its fields where it is there."""

    wide = True

    def __init__(self, kinds: tuple[type[Struct], ...], make_form: MakeForm, parent: QWidget | None = None) -> None:
        super().__init__(make_form, parent)
        self._shown: tuple[Any, ...] = ()
        self._ticks: dict[type[Struct], QCheckBox] = {}
        self._forms: dict[type[Struct], Any] = {}
        for kind in kinds:
            self._add(kind)

    @property
    def editor(self) -> QWidget:
        return next(iter(self._ticks.values()))

    def set_value(self, value: Any) -> None:
        self._shown = tuple(value)
        first = {type(one): one for one in reversed(self._shown)}
        for kind, tick in self._ticks.items():
            tick.setChecked(kind in first)
            self._forms[kind].setVisible(kind in first and bool(self._forms[kind].fields))
            if kind in first:
                self._forms[kind].set_value(first[kind])
        self._count(*(form for kind, form in self._forms.items() if kind in first))

    def start(self, value: Any) -> None:
        for kind, form in self._forms.items():
            form.start(next((one for one in value if type(one) is kind), kind()))
        self.set_value(value)

    def gathered(self) -> object:
        """What was there in its order, then what is new; of two of a kind the first follows its form."""
        wanted = {kind: self._forms[kind].value for kind, tick in self._ticks.items() if tick.isChecked()}
        left = dict(wanted)
        kept = [left.pop(type(one), one) for one in self._shown if type(one) in wanted]
        return (*kept, *left.values())

    def _add(self, kind: type[Struct]) -> None:
        tick, form = QCheckBox(title(kind)), self.form_for(kind())
        tick.setToolTip(getattr(kind, "help", ""))
        tick.clicked.connect(lambda: self.edited.emit(self.gathered()))
        self._ticks[kind], self._forms[kind] = tick, form
        self.column.addWidget(tick)
        self.column.addWidget(form)


def title(kind: type[Struct]) -> str:
    """How people call a kind."""
    return str(getattr(kind, "title", kind.__name__))
