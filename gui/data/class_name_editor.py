"""ClassNameEditor: the name of a class of a person's own images, typed anew where it stands in the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from engine.errors import ProjectError
from engine.project.data.own_images import OWN_KINDS, AnyOwnImages
from engine.project.data.renaming import renamed, unnamed
from engine.project.project import Project
from engine.typed.document import changed
from gui.appearance import lengths, theme
from gui.data.class_table import ClassTable
from gui.forms.fields.field import mark
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.pages.page_cards import words
from gui.state.document import Document
from gui.state.error_words import in_words

WIDTH, SAID = 176, 240
OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClassNameEditor(QLineEdit):
    """A line over the name while it is typed. Enter keeps it, Esc leaves the name as it was; what cannot be is said
    below, and stays to be mended.
    """

    def __init__(self, table: ClassTable, document: Document) -> None:
        super().__init__(table.viewport())
        self._table, self._document, self._label = table, document, 0
        self.said: QLabel = words("", "caption", wrap=True)
        self.said.setParent(table.viewport())
        theme.set_role(self.said, "problem")
        lengths.follow(self.said, setMargin=4)
        self.setAccessibleName("Name of the class")
        ignore_wheel_and_undo(self)
        self.installEventFilter(self)
        self.editingFinished.connect(self._keep)
        self.hide()
        self.said.hide()
        table.name_pressed.connect(self.begin)
        table.verticalScrollBar().valueChanged.connect(self._place)
        document.changed.connect(self._follow)
        document.drafts.settling.connect(self._keep)

    def begin(self, label: int) -> None:
        """Begins to type the name of a class anew; of published data, whose makers named them, there is nothing to."""
        if (source := self._source) is None or label >= len(source.names):
            return
        self._label = label
        self.setText(source.names[label])
        self._say("")
        self._table.reveal_name(label)
        self._place()
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _source(self) -> AnyOwnImages | None:
        source = self._document.project.data.source
        return source if isinstance(source, OWN_KINDS) else None

    def _keep(self) -> None:
        if self.isHidden() or (source := self._source) is None:
            return
        try:
            new = renamed(source, self._label, self.text())
        except ProjectError as error:
            self._say(in_words(error))
            return
        self._end()
        if new != source:
            self._document.edit_fields("Rename a class", data=changed(self._document.project.data, source=new))

    def _end(self) -> None:
        if self.hasFocus():
            with QSignalBlocker(self):  # it is not left: it ends
                self._table.setFocus(
                    Qt.FocusReason.OtherFocusReason
                )  # before: Qt would look for the next, and scroll there
        self.hide()
        self.said.hide()

    def _follow(self, old: Project, new: Project) -> None:
        """Among other images the line is about another class."""
        if unnamed(old.data.source) != unnamed(new.data.source):
            self._end()

    def _say(self, sentence: str) -> None:
        mark(self, bool(sentence))
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self._place()

    def _place(self) -> None:
        """Over the name, and what is said below it, or above where there is no room."""
        name, room = self._table.name_area(self._label), self._table.viewport().rect()
        height = min(self.sizeHint().height(), max(name.height(), theme.px(24)))
        wide = min(max(name.width(), theme.px(WIDTH)), room.width())
        self.setGeometry(QRect(0, name.center().y() - height // 2, wide, height))
        said = min(theme.px(SAID), room.width())
        tall = self.said.heightForWidth(said)
        below = self.geometry().bottom() + 2
        top = below if below + tall <= room.bottom() else self.geometry().top() - tall - 2
        self.said.setGeometry(0, top, said, tall)
        self.said.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and Enter are the line's own, not those of the table or the window."""
        if not isinstance(event, QKeyEvent) or event.key() not in OWN_KEYS:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            (self._end if event.key() == Qt.Key.Key_Escape else self._keep)()
        return True
