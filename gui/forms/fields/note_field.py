"""NoteField: a text of several lines in Markdown, formatted until it is edited; edits are said as they are typed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.forms.fields.field import Field
from gui.forms.fields.markdown_box import MarkdownBox
from gui.forms.fields.numbers import MIXED_WORD

MOST_LINES = 12
PLACEHOLDER = "Markdown: **strong**, *slanted*, - list, # heading"


class NoteField(Field):
    """A note over the form's whole width."""

    wide = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = MarkdownBox(MOST_LINES)
        self.box.setAccessibleName("Note")
        self.box.set_placeholder(PLACEHOLDER)
        self.box.edited.connect(self.edited.emit)
        self.row.addWidget(self.box)

    @property
    def editor(self) -> QWidget:
        return self.box.writer

    def _tall_enough(self, hint: QSize) -> QSize:
        return hint  # the box knows its height

    def set_value(self, value: object) -> None:
        self.box.set_placeholder(PLACEHOLDER)
        self.box.set_text(str(value))

    def accept(self, value: object) -> None:
        self.set_value(value)

    def show_mixed(self, first: object) -> None:
        self.box.set_text("")
        self.box.set_placeholder(MIXED_WORD)
