"""ValuesCard: the values of the training images' pixels, as they are stored and as the network sees them."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import DataOverview
from engine.service.images.browsing.browse_answers import Levels
from gui.appearance import lengths, rewriting
from gui.appearance.numerals import plain
from gui.data.histogram import Histogram
from gui.pieces.pages.page_cards import Card, Columns, words

COUNTING = "They are counted once the images have been read."
STORED, SEEN = "As they are stored, from 0 to 1", "As the network sees them"
COLOURS = ("Red", "Green", "Blue")
FIGURES = 3  # of a mean or a deviation
HOW = "Heights are square roots, so that rare values are seen."


class ValuesCard(Card):
    """Mean and deviation of each channel, and how often each value occurs, before and after normalisation."""

    def __init__(self) -> None:
        super().__init__("Values of the pixels")
        self._levels: Levels | None = None
        self._normalisation: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        self.waiting = words(COUNTING, "secondary")
        self.stored, self.seen = _Values(STORED), _Values(SEEN)
        self._content = Columns(self.stored, self.seen, wide_enough=420)
        self.setToolTip(HOW)
        for part in (self.waiting, self._content):
            self.add(part)
        rewriting.follow(self._show)
        self._show()

    def forget(self) -> None:
        """They are of other images now."""
        self._levels = None
        self._show()

    def show_levels(self, levels: Levels) -> None:
        """They were counted."""
        self._levels = levels
        self._show()

    def show_normalisation(self, overview: DataOverview) -> None:
        """What the network sees of them."""
        self._normalisation = overview.mean, overview.spread
        self._show()

    def _show(self) -> None:
        levels, (mean, spread) = self._levels, self._normalisation
        known = levels is not None and len(levels) == len(mean)
        self.waiting.setVisible(not known)
        self._content.setVisible(known)
        if levels is not None and known:
            channels = len(levels)
            self.stored.show_values(levels, (0.0,) * channels, (1.0,) * channels)
            self.seen.show_values(levels, mean, spread)


class _Values(QWidget):
    """A histogram with its title, and what the figures are."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title, self.histogram, self.figures = words(title, "caption"), Histogram(), words("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for part in (self.title, self.histogram, self.figures):
            column.addWidget(part)

    def show_values(self, levels: Levels, mean: tuple[float, ...], spread: tuple[float, ...]) -> None:
        """Shows counts of values, each less a mean and divided by a spread."""
        self.histogram.show_levels(levels, mean, spread)
        said = in_words(levels, mean, spread)
        self.figures.setText(said)
        self.histogram.setAccessibleName(f"{self.title.text()}. {said}")


def in_words(levels: Levels, mean: tuple[float, ...], spread: tuple[float, ...]) -> str:
    """Mean and deviation of each channel: "Red: mean 0.491, deviation 0.247"."""
    values = np.linspace(0, 1, levels.shape[1])
    shares = levels / np.maximum(1, levels.sum(1, keepdims=True))
    means = shares @ values
    deviations = np.sqrt((shares * (values - means[:, None]) ** 2).sum(1))
    lines = [
        f"mean {_figure((means[at] - mean[at]) / spread[at])}, deviation {_figure(deviations[at] / spread[at])}"
        for at in range(len(levels))
    ]
    names = COLOURS if len(lines) == len(COLOURS) else ("",) * len(lines)
    return "\n".join(f"{name}: {line}" if name else line.capitalize() for name, line in zip(names, lines, strict=True))


def _figure(value: float) -> str:
    """Rounded, and without the sign of a nothing."""
    return plain(round(float(value), FIGURES) + 0.0, FIGURES)
