"""DocumentForm: the form over a part of the document, its data or its training, that edits and follows the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.errors import ProjectError
from engine.project.project import Project, problems
from engine.typed.document import changed
from engine.typed.fields import label
from gui.appearance import theme
from gui.forms.field_specs import chosen_specs
from gui.forms.fields.field import Field
from gui.forms.struct_form import StructForm
from gui.state.document import Document
from gui.state.error_words import in_words

Part = Literal["data", "training"]


class DocumentForm(QWidget):
    """Some fields of a part of the project. Each edit is a step of undo; quick edits of one field are one step.

    Rules across fields, such as a batch larger than the data, are said under the field they name. The label of the
    field `heading` stands out, in place of a heading that would repeat it; it lines up with the fields `beside`, of
    forms above and below. The fields are made when they are first seen or asked for, or when nothing else is to be
    done: a form behind other pages does not hold up the window's start.
    """

    def __init__(
        self, document: Document, part: Part, only: Iterable[str], heading: str = "", beside: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._document, self._part, self._only, self._heading = document, part, tuple(only), heading
        self._beside = tuple(beside)
        self._said: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by name."""
        return self._form.fields

    def error(self, field: str) -> str:
        """The sentence under a field, which may be a path; empty when there is none."""
        return self._form.error(field)

    def make(self) -> None:
        """Makes the fields, also before they are seen."""
        self._form.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.make()

    @cached_property
    def _form(self) -> StructForm:
        value = getattr(self._document.project, self._part)
        shown = chosen_specs(type(value), self._only)
        titles = [spec.title for spec in chosen_specs(type(value), self._beside)]
        form = StructForm(
            type(value), value, shown, classes=lambda: self._document.project.facts.classes, titles=titles
        )
        self._column.addWidget(form)
        if self._heading:
            _stand_out(form, self._heading)
        form.edited.connect(self._edit)
        form.drafts_changed.connect(lambda: self._document.drafts.note(self, form.drafts(self._part)))
        self._document.drafts.settling.connect(form.settle)
        self._document.changed.connect(self._follow)
        self._document.replaced.connect(self._start)
        self._show_problems(form, self._document.project)
        return form

    def _edit(self, field: str, value: object) -> None:
        part = getattr(self._document.project, self._part)
        path, title = difference(part, field, value)
        new = changed(part, **{field: value})
        self._document.edit_fields(f"Change {title}", (self._part, path, self._form.gesture), **{self._part: new})

    def _follow(self, _: Project, new: Project) -> None:
        self._form.set_value(getattr(new, self._part))
        self._show_problems(self._form, new)

    def _start(self) -> None:
        """Another project was opened: what was typed or set for the one before is gone."""
        self._form.start(getattr(self._document.project, self._part))
        self._show_problems(self._form, self._document.project)

    def _show_problems(self, form: StructForm, project: Project) -> None:
        """Says what is wrong across fields, and takes back what no longer is; drafts keep their own sentences."""
        wrong = {path: error for error in problems(project) if (path := self._path(error)) is not None}
        for path, sentence in self._said.items():
            if path not in wrong and form.error(path) == sentence:
                form.show_error(path, "")
        self._said = {path: in_words(error) for path, error in wrong.items()}
        for path, sentence in self._said.items():
            form.show_error(path, sentence)

    def _path(self, error: ProjectError) -> str | None:
        """Where in this form a mistake is; None when it is elsewhere."""
        part, _, path = (error.where.field or "").partition(".")
        return path if part == self._part and path.partition(".")[0] in self._only else None


def _stand_out(form: StructForm, field: str) -> None:
    for one in form.findChildren(QLabel):
        if one.buddy() is form.fields[field].editor:
            theme.set_role(one, "heading")


def difference(part: msgspec.Struct, field: str, value: Any) -> tuple[str, str]:
    """Path and title of what differs when a field gets a value: the field, or the one inside it that alone differs."""
    old = getattr(part, field)
    if type(old) is type(value) and isinstance(old, msgspec.Struct):
        names = [name for name in old.__struct_fields__ if getattr(old, name) != getattr(value, name)]
        if len(names) == 1:
            return f"{field}.{names[0]}", label(type(old), names[0]).lower()
    return field, label(type(part), field).lower()
