"""PageParts: what the images' page is made of, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.data.browser.batch_choice import BatchChoice
from gui.data.browser.corrections_row import CorrectionsRow
from gui.data.browser.image_words import SHEETS, Sheet
from gui.data.browser.list_choice import ListChoice
from gui.data.browser.sample_pane import SamplePane
from gui.data.browser.tile_grid import TileGrid
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import GAP, words


class PageParts:
    """Two rows, what is shown and which of it; below, the grid or a sentence in its place, beside one image large; and
    at the end what can be put right about those that are chosen.
    """

    def __init__(self, page: QWidget) -> None:
        self.sheets = {sheet: _segment(*said) for sheet, said in SHEETS.items()}
        self.count, self.listing, self.batch = Elided("caption"), ListChoice(), BatchChoice()
        self.corrections = CorrectionsRow()
        self.again, self.way_out = QToolButton(), QPushButton("Show the settings of the data")
        self.grid, self.pane, self.sentence = TileGrid(), SamplePane(), words("", "secondary", wrap=True)
        self._places = QStackedWidget()
        self._set_up(page)
        column = QVBoxLayout(page)
        lengths.follow(column, setContentsMargins=(0, 4, 0, GAP), setSpacing=4)
        column.addLayout(self._head())
        column.addLayout(self._choices())
        column.addLayout(self._body(), 1)
        column.addWidget(self.corrections)

    def _set_up(self, page: QWidget) -> None:
        group = QButtonGroup(page)
        for button in self.sheets.values():
            group.addButton(button)
        self.sheets["all"].setChecked(True)
        self.again.setText("Draw again")
        theme.set_role(self.again, "choice")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        lengths.follow(head, setSpacing=2)
        for button in self.sheets.values():
            head.addWidget(button)
        lengths.space(head, 8)
        head.addWidget(self.count, 1)
        return head

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=GAP)
        for part in (self.listing, self.batch):
            row.addWidget(part, 1)
        row.addWidget(self.again)
        return row

    def _body(self) -> QHBoxLayout:
        body = QHBoxLayout()
        lengths.follow(body, setSpacing=GAP)
        self._places.addWidget(self.grid)
        self._places.addWidget(self._instead())
        body.addWidget(self._places, 1)
        body.addWidget(self.pane)
        return body

    def _instead(self) -> QWidget:
        """A sentence in the middle, over all the width, and the way out below it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addWidget(self.way_out, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return holder

    def offer(self, sheet: Sheet) -> None:
        """What there is to choose on a sheet."""
        self.listing.setVisible(sheet != "batch")
        self.listing.show_order(sheet == "all")
        self.batch.setVisible(sheet == "batch")
        self.again.setVisible(sheet == "nine")

    def show_grid(self) -> None:
        """Images are shown."""
        self._places.setCurrentIndex(0)

    def say(self, sentence: str, *, way_out: bool = False) -> None:
        """Why there are none."""
        self.count.say("")
        self.sentence.setText(sentence)
        self.way_out.setVisible(way_out)
        self._places.setCurrentIndex(1)

    @property
    def failed(self) -> bool:
        """Whether an error stands there."""
        return self._places.currentIndex() == 1 and not self.way_out.isHidden()


def _segment(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setText(name)
    button.setToolTip(tip)
    theme.set_role(button, "control")
    return button
