"""DocumentForm: the form over a part of the document, its data or its training, that edits and follows the document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from PySide6.QtWidgets import QLabel

from engine.errors import ProjectError
from engine.fields import label
from engine.project import Project, problems
from engine.typed import changed
from gui import theme
from gui.document import Document
from gui.forms import StructForm

Part = Literal["data", "training"]


class DocumentForm(StructForm):
    """Some fields of a part of the project. Each edit is a step of undo; quick edits of one field are one step.

    Rules across fields, such as a batch larger than the data, are said under the field they name.
    """

    def __init__(self, document: Document, part: Part, only: Iterable[str]) -> None:
        value = getattr(document.project, part)
        super().__init__(type(value), value, only)
        self._document, self._part = document, part
        self._said: dict[str, str] = {}
        self.edited.connect(self._edit)
        document.changed.connect(self._follow)
        self._show_problems(document.project)

    def use_label_as_heading(self, field: str) -> None:
        """Makes the label of a field stand out, in place of a heading that would repeat it."""
        for one in self.findChildren(QLabel):
            if one.buddy() is self.fields[field].editor:
                theme.set_role(one, "heading")

    def _edit(self, field: str, value: object) -> None:
        part = getattr(self._document.project, self._part)
        path, title = difference(part, field, value)
        new = changed(part, **{field: value})
        self._document.edit_fields(f"Change {title}", (self._part, path, self.gesture), **{self._part: new})

    def _follow(self, _: Project, new: Project) -> None:
        self.set_value(getattr(new, self._part))
        self._show_problems(new)

    def _show_problems(self, project: Project) -> None:
        """Says what is wrong across fields, and takes back what no longer is; drafts keep their own sentences."""
        wrong = {path: error for error in problems(project) if (path := self._path(error)) is not None}
        for path, sentence in self._said.items():
            if path not in wrong and self.error(path) == sentence:
                self.show_error(path, "")
        self._said = {path: f"{error.what} {error.hint}".strip() for path, error in wrong.items()}
        for path, sentence in self._said.items():
            self.show_error(path, sentence)

    def _path(self, error: ProjectError) -> str | None:
        """Where in this form a mistake is; None when it is elsewhere."""
        part, _, path = (error.where.field or "").partition(".")
        return path if part == self._part and path.partition(".")[0] in self.fields else None


def difference(part: msgspec.Struct, field: str, value: Any) -> tuple[str, str]:
    """Path and title of what differs when a field gets a value: the field, or the one inside it that alone differs."""
    old = getattr(part, field)
    if type(old) is type(value) and isinstance(old, msgspec.Struct):
        names = [name for name in old.__struct_fields__ if getattr(old, name) != getattr(value, name)]
        if len(names) == 1:
            return f"{field}.{names[0]}", label(type(old), names[0]).lower()
    return field, label(type(part), field).lower()
