"""Spread pair: what comes into a layer beside what goes out, on one axis: all values, and each channel alone."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.looking.layers.statistics_questions import LayerStatistics, NormFigures, Spread
from gui.appearance import lengths
from gui.appearance.numerals import unbroken
from gui.inspect.spread.histogram_view import HistogramView, common_limits
from gui.inspect.spread.histogram_words import range_in_words, spread_in_words
from gui.inspect.statistics.channels_view import ChannelsView, More, limits_of, nothing_more
from gui.inspect.statistics.statistics_words import norm_channel_in_words
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Columns, words

NOT_SHOWN = "What comes into a block is what the layer before it gives, and is shown there."
WIDE_ENOUGH = 480  # for both side by side


class SpreadPair(QWidget):
    """Two columns; what comes into a block is what the layer before it gives, and is shown there.

    read(words)   what is pointed at in one of them; empty for none
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sides = (_Side("What comes in"), _Side("What goes out"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(*self.sides, wide_enough=WIDE_ENOUGH))
        for side in self.sides:
            side.read.connect(self.read)

    def show_layer(self, layer: LayerStatistics, nouns: tuple[str, str], given: str = "") -> None:
        """Both of a layer whose channels are called so, before and after; `given` is said of what comes in."""
        both = layer.before, layer.after
        there = [one for one in both if one is not None]
        limits = common_limits(*(one.values for one in there)), limits_of(*(one.channels for one in there))
        norm = layer.norm
        titles = ("Before the batch norm", "After it") if norm is not None else ("What comes in", "What goes out")
        for side, title, spread, noun in zip(self.sides, titles, both, nouns, strict=True):
            side.setVisible(bool(there))  # of no images neither is known
            if spread is not None:
                side.show_spread(title, spread, noun, _Scale(*limits), _more(norm))
            else:
                side.say(title, NOT_SHOWN)
        if given and layer.before is not None:
            self.sides[0].add(given)


class _Scale(NamedTuple):
    """Of both sides: between which values histograms lie, and channels; None where there are no values."""

    values: tuple[float, float] | None
    channels: tuple[float, float]


def _more(norm: NormFigures | None) -> More:
    return partial(norm_channel_in_words, norm) if norm is not None else nothing_more


class _Side(QWidget):
    """One of the two."""

    read = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.title, self.spread = words(name, "heading"), Elided("secondary")
        self.figures = words("", "secondary", wrap=True)
        self.histogram, self.channels = HistogramView(name), ChannelsView(f"{name}, each alone")
        self.each = words("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for part in (self.title, self.spread, self.histogram, self.each, self.channels, self.figures):
            column.addWidget(part)
        column.addStretch(1)
        for view in (self.histogram, self.channels):
            view.read.connect(self.read)

    def show_spread(self, title: str, spread: Spread, noun: str, scale: _Scale, more: More) -> None:
        """Its histogram and its channels, on a scale that the other side shares."""
        for part in self._drawn:
            part.show()
        self.title.setText(title)
        self.spread.say(spread_in_words(spread.values))
        self.figures.setText(unbroken(range_in_words(spread.values)))
        self.histogram.setAccessibleName(title)
        self.histogram.show_histogram(spread.values, scale.values)
        self.each.setText(f"Each {noun}: mean and deviation")
        self.channels.setAccessibleName(f"{title}, each {noun}")
        self.channels.show_channels(spread.channels, noun, scale.channels, more)

    def say(self, title: str, sentence: str) -> None:
        """In place of its histogram and its channels."""
        self.title.setText(title)
        self.spread.say("")
        self.figures.setText(sentence)
        for part in self._drawn:
            part.hide()

    @property
    def _drawn(self) -> tuple[QWidget, ...]:
        return self.spread, self.histogram, self.each, self.channels

    def add(self, sentence: str) -> None:
        """Behind its figures."""
        self.figures.setText(f"{self.figures.text()} {sentence}")
