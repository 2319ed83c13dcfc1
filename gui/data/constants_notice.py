"""ConstantsNotice: that a normalisation's constants are not this data set's own, and a button that takes those."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.project.project import Project
from engine.typed.document import changed
from gui.appearance import lengths, rewriting
from gui.data.usual_constants import others_constants, usual
from gui.pieces.pages.page_cards import words
from gui.state.document import Document


class ConstantsNotice(QWidget):
    """Is seen as long as it is so."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.words, self.take = words("", "caption", wrap=True), QPushButton()
        self.take.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        column.addLayout(row)
        document.changed.connect(lambda _, new: self._follow(new))
        rewriting.follow(self._rewrite)
        self._show(document.project)
        if not self.words.text():
            self.hide()  # and never shown here: without a parent yet it would be a window

    def _follow(self, project: Project) -> None:
        self._show(project)
        self.setVisible(bool(self.words.text()))

    def _rewrite(self) -> None:
        self._show(self._document.project)

    def _show(self, project: Project) -> None:
        self.words.setText(others_constants(project.data))
        self.take.setText(f"Take those of {project.data.source.name}")

    def _take(self) -> None:
        settings = self._document.project.data
        own = changed(settings, normalisation=usual(settings.source) or settings.normalisation)
        self._document.edit_fields(f"Take the constants of {settings.source.name}", data=own)
