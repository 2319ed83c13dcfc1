"""ProjectNotes: what the project is about, in a strip above the stack that opens to read and to edit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMouseEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.errors import ProjectError
from gui.appearance import lengths, theme
from gui.forms.fields.markdown_box import FEATURES, MarkdownBox
from gui.pieces.elided import Elided
from gui.state.document import Document
from gui.state.error_words import in_words

MOST_LINES = 8
SIGN = 11
TITLE = "About this project"
PLACEHOLDER = "What is this project about? Markdown: **strong**, *slanted*, - list, # heading"
TIP = "The project's notes: saved with it, so that a lesson is one file"


class ProjectNotes(QFrame):
    """One line while it is folded; away where there are no notes, until some are wanted."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._gesture = 0
        self.head = QToolButton()
        self.first, self._error = Elided("caption"), QLabel()
        self.box = MarkdownBox(MOST_LINES)
        self._lay_out()
        self.head.clicked.connect(lambda: self.set_open(not self.is_open))
        self.box.edited.connect(self._edit)
        self.box.writer.left.connect(self._end_edit)
        document.changed.connect(lambda *_: self._follow())
        document.replaced.connect(self._replaced)
        self._follow()
        self.set_open(False)

    def _lay_out(self) -> None:
        theme.set_role(self, "surface")
        self.head.setText(TITLE)
        theme.set_role(self.box.reader, "plain")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.set_role(self.head, "control")
        self.head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(TIP)
        self.box.set_placeholder(PLACEHOLDER)
        self.box.setAccessibleName("Project notes")
        line = QHBoxLayout()
        line.addWidget(self.head)
        line.addWidget(self.first, 1)
        line.addWidget(self.box.toggle)
        self._column = QVBoxLayout(self)
        lengths.follow(self._column, setContentsMargins=(4, 2, 4, 2))
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self._column.addWidget(self.box)
        self._column.addWidget(self._error)
        theme.set_role(self._error, "error")
        self._error.setWordWrap(True)
        self._error.hide()

    @property
    def is_open(self) -> bool:
        """Whether the notes are shown, not just their first line."""
        return self.box.isVisibleTo(self)

    @property
    def error(self) -> str:
        """Why the last edit could not be, in words."""
        return self._error.text()

    def set_open(self, opened: bool) -> None:
        """Opens or folds; an empty strip goes away."""
        self.box.setVisible(opened)
        self._show_toggle()
        self._show_sign()
        self.head.setAccessibleDescription("open" if opened else "folded")
        self.setVisible(opened or bool(self._notes.strip()))

    def _show_sign(self) -> None:
        self.head.setIconSize(QSize(theme.px(SIGN), theme.px(SIGN)))
        self.head.setIcon(theme.glyph("chevron-down" if self.is_open else "chevron-right"))

    def give_room(self, most: int) -> None:
        """The notes themselves are at most so many pixels high, and scroll."""
        self.box.give_room(most)

    def edit(self) -> None:
        """Opens the notes to edit them."""
        self.set_open(True)
        self.box.write()

    @property
    def _notes(self) -> str:
        return self._document.project.notes

    def _replaced(self) -> None:
        """Another project: its notes are open to be read, until they are folded. Beside a run, which was opened for
        what it learned, they stay as they were.
        """
        self._follow()
        self.set_open(bool(self._notes.strip()) and (self.is_open or self._document.run is None))

    def _follow(self) -> None:
        self.box.set_text(self._notes)
        if self._notes.strip():
            self.show()
        self._show_toggle()

    def _show_toggle(self) -> None:
        self.box.toggle.setVisible(self.is_open and bool(self._notes.strip()))
        self.first.say("" if self.is_open else first_line(self._notes))

    def _edit(self, text: str) -> None:
        said = ""
        try:
            self._document.edit_fields("Change notes", ("notes", self._gesture), notes=text)
        except ProjectError as error:
            said = in_words(error)
        self._error.setText(said)
        self._error.setVisible(bool(said))

    def _end_edit(self) -> None:
        """The next edit is a step of undo of its own."""
        self._gesture += 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._show_sign()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole line opens them."""
        if not self.is_open:
            self.set_open(True)


def first_line(markdown: str) -> str:
    """The first line of a note, without its marks."""
    document = QTextDocument()
    document.setMarkdown(markdown, FEATURES)
    return document.toPlainText().partition("\n")[0]
