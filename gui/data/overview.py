"""OverviewCard: what the data look like as the settings have them: splits, classes, samples, mean and spread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.answers import DataOverview
from engine.errors import LayerscopeError
from gui import lengths, theme
from gui.cards import Card, words
from gui.data.class_table import ClassTable
from gui.figures import Figures

READING = "Reading the images…"
SPLITS = {"train": "training images", "validation": "validation images", "test": "test images"}


class OverviewCard(Card):
    """An overview, the sentence of an error with a way out, or that it is being read."""

    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__("What the network learns from")
        self.note, self._reading = words("", "caption"), words(READING, "secondary")
        self.figures, self.table, self.problem = Figures(), ClassTable(), ProblemBox("Choose data folder…")
        self.normalisation = words("", "caption", wrap=True)
        self._hint = words("The first training images of each class, and how many there are.", "caption", wrap=True)
        self.problem.asked.connect(self.folder_asked)
        self.header.addWidget(self.note)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        for part in (self.figures, self.normalisation, self._hint, self.table):
            column.addWidget(part)
        for one in (self._reading, self.problem, self._content):
            self.add(one)
        self._show(self._reading)

    def show_overview(self, overview: DataOverview) -> None:
        """Shows the data."""
        self.figures.show_figures([(f"{split.images:,}", SPLITS[split.name]) for split in overview.splits])
        self.normalisation.setText(normalisation(overview))
        self.table.show_overview(overview)
        self.note.setText(overview.note)
        self._show(self._content)

    def show_error(self, error: Exception) -> None:
        """Says what is wrong."""
        self.problem.show_error(error)
        self.note.clear()
        self._show(self.problem)

    def _show(self, part: QWidget) -> None:
        for one in (self._reading, self.problem, self._content):
            one.setVisible(one is part)


class ProblemBox(QFrame):
    """What is wrong, what to do, and a button that does it."""

    asked = Signal()

    def __init__(self, action: str) -> None:
        super().__init__()
        theme.set_role(self, "problem")
        self.what, self.hint = words("", "heading", wrap=True), words("", "secondary", wrap=True)
        self.button = QPushButton(action)
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12,) * 4, setSpacing=6)
        column.addWidget(self.what)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def show_error(self, error: Exception) -> None:
        """An error in its own words."""
        what, hint = in_words(error)
        self.what.setText(what)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))


def in_words(error: Exception) -> tuple[str, str]:
    """What is wrong and what to do, also for an error that nobody foresaw."""
    if not isinstance(error, LayerscopeError):
        return f"The data cannot be read ({error}).", ""
    place = str(error.where)
    return (f"{place}: {error.what}" if place else error.what), error.hint


def normalisation(overview: DataOverview) -> str:
    """Mean and spread of each channel, as they are taken off and divided by."""
    mean, spread = (" · ".join(f"{value:.4g}" for value in values) for values in (overview.mean, overview.spread))
    return f"Pixels from 0 to 1, less a mean of {mean}, divided by a spread of {spread}."
