"""StructForm: the fields of any struct of the document, each with its label, bounds, help and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QWidget

from engine.errors import ProjectError
from engine.typed.document import changed
from gui.appearance import theme
from gui.forms.field_grid import FieldGrid
from gui.forms.field_specs import FieldSpec, chosen_specs
from gui.forms.field_specs import specs as all_specs
from gui.forms.fields.class_field import Classes
from gui.forms.fields.field import Field
from gui.forms.fields.field_for_type import make_field
from gui.forms.fields.numbers import MIXED
from gui.forms.gestures import Gestures
from gui.forms.reveal import reveal
from gui.state.drafts import Draft, FormPlace
from gui.state.error_words import in_words


class StructForm(QWidget):
    """Shows a struct; says `edited(field, value)` for drafts that the struct's own rules accept.

    A draft that breaks a rule stays in its field with the sentence that says why. `gesture` is the same for edits of
    one field in quick succession, so that they can become one step of undo.
    """

    edited = Signal(str, object)
    drafts_changed = Signal()  # other fields are in error, or other words say why

    def __init__(
        self,
        kind: type,
        value: msgspec.Struct,
        shown: Iterable[FieldSpec] | None = None,
        *,
        columns: int = 1,
        classes: Classes = tuple,
        titles: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`classes` gives the names of those that the data have, for fields that choose one; in one column the fields
        line up with those that have `titles`, and those of the structs inside with its own.
        """
        super().__init__(parent)
        self.kind, self._classes = kind, classes
        self.fields: dict[str, Field] = {}
        self.specs: dict[str, FieldSpec] = {}
        self._value: Any = value
        self._mixed: frozenset[str] = frozenset()
        self.explain: Callable[[str, object], str] | None = None  # more words about a draft that cannot be
        self._errors: dict[str, QLabel] = {}
        self._refused: set[str] = set()  # fields whose draft cannot be
        self._gestures = Gestures(self)
        shown = all_specs(kind) if shown is None else tuple(shown)
        self._titles = (*titles, *(spec.title for spec in shown)) if columns == 1 else ()
        self._grid = FieldGrid(self, columns, self._titles)
        for spec in shown:
            self._add(spec)
        self.set_value(value)

    @property
    def value(self) -> Any:
        """The struct with every valid edit so far."""
        return self._value

    @property
    def gesture(self) -> Hashable:
        """The same for edits of one field that belong together."""
        return self._gestures.current

    @property
    def mixed(self) -> frozenset[str]:
        """The fields in which the structs edited together differ."""
        return self._mixed

    def set_value(self, value: msgspec.Struct, mixed: Collection[str] = ()) -> None:
        """Shows another value of the same kind; drafts and focus stay where the field's value is the same.

        The fields in `mixed` differ among the structs that are edited together, of which `value` is the first.
        """
        old, self._value = self._value, value
        before, self._mixed = self._mixed, frozenset(mixed)
        for name, field in self.fields.items():
            if getattr(value, name) != getattr(old, name):
                self._clear(name)
            if name in before - self._mixed:
                field.accept(getattr(value, name))
            else:
                self._show(name, field.set_value)

    def start(self, value: msgspec.Struct, mixed: Collection[str] = ()) -> None:
        """Shows a value of the same kind from somewhere else: drafts and what was said about them go."""
        self._value, self._mixed = value, frozenset(mixed)
        self._gestures.end()
        for name, field in self.fields.items():
            self._clear(name)
            field.start(getattr(value, name))
            self._show(name, field.set_value)

    def _show(self, name: str, show: Callable[[object], None]) -> None:
        """Shows the value of a field, or that there are several."""
        value = getattr(self._value, name)
        self.fields[name].follow(self._value)
        if name in self._mixed:
            self.fields[name].show_mixed(value)
        else:
            show(value)

    def show_error(self, field: str, sentence: str) -> None:
        """Says a sentence under a field, or takes it away with an empty one.

        A path such as "optimiser.nesterov" leads to a field of the struct inside, as far as it is shown.
        """
        inner, rest = self._inside(field)
        if inner is not None:
            inner.show_error(rest, sentence)
            return
        name = field.partition(".")[0]
        self.fields[name].set_invalid(bool(sentence))
        self._errors[name].setText(sentence)
        self._errors[name].setVisible(bool(sentence))

    def refuse(self, name: str, sentence: str) -> None:
        """Says why the draft in a field cannot be."""
        self._refused.add(name)
        self.show_error(name, sentence)
        self.drafts_changed.emit()

    def drafts(self, place: FormPlace) -> tuple[Draft, ...]:
        """The fields in error, also of the structs inside; `place` says where the form stands."""
        found: list[Draft] = []
        for name, field in self.fields.items():
            if name in self._refused:
                found.append(Draft(place, self.label(name), self.error(name), partial(self.focus, name)))
            for form in field.forms:
                found.extend(form.drafts(place))
        return tuple(found)

    def settle(self) -> None:
        """Says what is typed but not said yet."""
        for field in self.fields.values():
            field.settle()

    def error(self, field: str) -> str:
        """The sentence under a field, which may be a path; empty when there is none."""
        inner, rest = self._inside(field)
        return self._errors[field.partition(".")[0]].text() if inner is None else inner.error(rest)

    def label(self, field: str) -> str:
        """What people call a field."""
        return next(spec.title for spec in chosen_specs(self.kind, (field,)))

    def focus_first(self) -> None:
        """Puts the focus into the first field."""
        for name in self.fields:
            self.focus(name)
            return

    def focus(self, name: str) -> None:
        """Brings a field into sight and puts the focus into it."""
        reveal(self.fields[name].editor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grid.fit()

    def _clear(self, name: str) -> None:
        """The draft of a field is gone, and what was said about it."""
        self.show_error(name, "")
        if name in self._refused:
            self._refused.discard(name)
            self.drafts_changed.emit()

    def _inside(self, path: str) -> tuple[StructForm | None, str]:
        """The form inside a field that shows the rest of a path, if there is one, and that rest."""
        name, _, rest = path.partition(".")
        inner = self.fields[name].form
        return (inner if inner is not None and rest.partition(".")[0] in inner.fields else None), rest

    def _add(self, spec: FieldSpec) -> None:
        field = self.fields[spec.name] = make_field(spec, self._nested_form, self._classes)
        self.specs[spec.name] = spec
        error = self._errors[spec.name] = _error_label()
        self._grid.put(_label(spec, field), field, error)
        field.edited.connect(lambda draft: self._judge(spec.name, draft))
        field.drafts_changed.connect(self.drafts_changed)

    def _nested_form(self, value: msgspec.Struct) -> StructForm:
        return StructForm(type(value), value, classes=self._classes, titles=self._titles)

    def _judge(self, name: str, draft: object) -> None:
        if draft is MIXED:  # taken back
            self._clear(name)
            return
        try:
            new = changed(self._value, **{name: draft})
        except ProjectError as error:
            more = self.explain(name, draft) if self.explain else ""
            self.refuse(name, f"{in_words(error)} {more}".strip())
            return
        self._clear(name)
        for field in self.fields.values():
            field.follow(new)
        is_new = name in self._mixed or getattr(new, name) != getattr(self._value, name)
        self._value, self._mixed = new, self._mixed - {name}
        self.fields[name].accept(getattr(new, name))
        if is_new:
            self._gestures.mark(name)
            self.edited.emit(name, getattr(new, name))


def _label(spec: FieldSpec, field: Field) -> QLabel:
    """The field's label; both explain themselves on hovering and to screen readers."""
    label = QLabel(spec.title)
    theme.set_role(label, "secondary")
    label.setBuddy(field.editor)
    for widget in (label, field, field.editor):
        widget.setToolTip(f"{spec.help} {field.hint}".strip())
    field.editor.setAccessibleName(spec.title)
    field.editor.setAccessibleDescription(spec.help)
    return label


def _error_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.hide()
    theme.set_role(label, "error")
    return label
