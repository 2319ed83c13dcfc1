"""CorrectionsCard: what was put right in this project, each with a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.project.data.own_images import OwnImages, corrections_in_words
from engine.project.data.spoiled_classes import with_source
from engine.project.project import Project
from engine.text import one_line
from engine.typed.document import changed
from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures, numeral
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Card, words
from gui.state.document import Document

SHOWN, NAMED = 12, 2  # the newest; images of each
ABOUT = "These are part of the project. Your files are as they were."


class CorrectionsCard(Card):
    """The newest first; not to be seen where there are none."""

    def __init__(self, document: Document) -> None:
        super().__init__("Corrections")
        self._document = document
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._list, setSpacing=4)
        self.more = words("", "caption")
        for part in (words(ABOUT, "caption", wrap=True), self._rows, self.more):
            self.add(part)
        document.changed.connect(self._follow)
        rewriting.follow(self._show)
        self._show()
        if not self._said:
            self.hide()  # and never shown here: without a parent yet it would be a window

    @property
    def _said(self) -> tuple[str, ...]:
        return corrections_in_words(self._document.project.data.source)

    def _follow(self, old: Project, new: Project) -> None:
        if old.data.source != new.data.source:
            self._show()
            self.setVisible(bool(self._said))

    def _show(self) -> None:
        said = self._said
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place in reversed(range(max(0, len(said) - SHOWN), len(said))):
            self._list.addWidget(self._row(place, said[place]))
        self.more.setText(f"And {numeral(len(said) - SHOWN)} before these.")
        self.more.setVisible(len(said) > SHOWN)

    def _row(self, place: int, said: str) -> QWidget:
        holder, label, back = QWidget(), Elided("secondary"), QPushButton("Take back")
        theme.set_role(back, "quiet")
        back.setAccessibleName(f"Take back: {said}")
        back.clicked.connect(partial(self._take_back, place))
        label.say(f"{in_figures(said)} {self._which(place)}".strip())
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        row.addWidget(back)
        return holder

    def _which(self, place: int) -> str:
        """The first images that a correction names."""
        source = self._document.project.data.source
        named = getattr(source.corrections[place], "images", ()) if isinstance(source, OwnImages) else ()
        more = f" and {numeral(len(named) - NAMED)} more" if len(named) > NAMED else ""
        return f"{', '.join(map(one_line, named[:NAMED]))}{more}"

    def _take_back(self, place: int, *_: object) -> None:
        settings = self._document.project.data
        if not isinstance(settings.source, OwnImages):
            return
        left = (*settings.source.corrections[:place], *settings.source.corrections[place + 1 :])
        source = changed(settings.source, corrections=left)
        self._document.edit_fields("Take back a correction", data=with_source(settings, source))
