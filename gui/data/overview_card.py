"""OverviewCard: what the data look like as the settings have them: splits, classes, samples, mean and spread."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.data.splits import images_of
from engine.service.answers import DataOverview
from gui.appearance import lengths
from gui.appearance.numerals import in_figures, numeral, plain
from gui.data.class_table import ClassTable
from gui.pieces.classes.rows import SearchedRows
from gui.pieces.figures_row import Figures
from gui.pieces.pages.page_cards import Card, words

READING = "Reading the images…"
HINT = "The first training images of each class, and how many there are."
RENAME = "Double-click the name of a class, or press F2, to call it otherwise."
MANY = "{count} classes: the first training images of each, and how many there are."


class OverviewCard(Card):
    """An overview, or that the images are being read."""

    def __init__(self) -> None:
        super().__init__("What the network learns from")
        self.note, self.reading = words("", "caption"), words(READING, "secondary")
        self.figures, self.table = Figures(), ClassTable()
        searched = SearchedRows(self.table)
        self.remarks = words("", "secondary", wrap=True)
        self.normalisation = words("", "caption", wrap=True)
        self.hint, self.rename = words("", "caption", wrap=True), words(RENAME, "caption", wrap=True)
        self.header.addWidget(self.note)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        for part in (self.figures, self.remarks, self.normalisation, self.hint, self.rename, searched):
            column.addWidget(part)
        self.add(self.reading)
        self.add(self._content)
        self.show_reading()

    def show_overview(self, overview: DataOverview) -> None:
        """Shows the data."""
        self.figures.show_figures([(numeral(split.images), images_of(split.name).lower()) for split in overview.splits])
        self.normalisation.setText(normalisation(overview))
        self.table.show_overview(overview)
        self.hint.setText(MANY.format(count=numeral(len(overview.classes))) if self.table.scrolls else HINT)
        self.note.setText(in_figures(overview.note))
        self.remarks.setText(in_figures("\n".join(overview.remarks)))
        self.remarks.setVisible(bool(overview.remarks))
        self._show(self._content)

    def show_reading(self) -> None:
        """Other images are being read."""
        self.note.clear()
        self._show(self.reading)

    def say_progress(self, words: str) -> None:
        """How far a slow reading is; empty when nothing is known of it."""
        self.reading.setText(words or READING)

    def _show(self, part: QWidget) -> None:
        for one in (self.reading, self._content):
            one.setVisible(one is part)


def normalisation(overview: DataOverview) -> str:
    """Mean and spread of each channel, as they are taken off and divided by."""
    mean, spread = (" · ".join(plain(value, 4) for value in values) for values in (overview.mean, overview.spread))
    return f"Pixels from 0 to 1, less a mean of {mean}, divided by a spread of {spread}."
