"""Spread pair: what comes into a layer beside what goes out, on one axis: all values, and each channel alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.looking.statistics_questions import LayerStatistics, Spread
from gui.appearance import lengths
from gui.inspect.statistics.channels_view import ChannelsView, limits_of
from gui.inspect.statistics.histogram_view import HistogramView, common_limits
from gui.inspect.statistics.statistics_words import histogram_in_words, norm_channel_in_words
from gui.pieces.pages.page_cards import Columns, words

WIDE_ENOUGH = 480  # for both side by side


class SpreadPair(QWidget):
    """Two columns; a block has only what goes out.

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

    def show_layer(self, layer: LayerStatistics, nouns: tuple[str, str]) -> None:
        """Both of a layer whose channels are called so, before and after."""
        before, after = both = layer.before, layer.after
        limits = common_limits(*(one and one.values for one in both))
        reach = limits_of(*(one and one.channels for one in both))
        norm = layer.norm
        titles = ("Before the batch norm", "After it") if norm is not None else ("What comes in", "What goes out")
        for side, title, spread, noun in zip(self.sides, titles, (before, after), nouns, strict=True):
            side.setVisible(spread is not None)
            if spread is not None and limits is not None:
                more = (lambda index: norm_channel_in_words(norm, index)) if norm is not None else (lambda _: "")
                side.show_spread(title, spread, noun, limits, reach, more)
            elif spread is not None:
                side.show_spread(title, spread, noun, (0.0, 1.0), reach, lambda _: "")


class _Side(QWidget):
    """One of the two."""

    read = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.title, self.figures = words(name, "heading"), words("", "secondary", wrap=True)
        self.histogram, self.channels = HistogramView(name), ChannelsView(f"{name}, each alone")
        self.each = words("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for part in (self.title, self.figures, self.histogram, self.each, self.channels):
            column.addWidget(part)
        column.addStretch(1)
        for view in (self.histogram, self.channels):
            view.read.connect(self.read)

    def show_spread(self, title: str, spread: Spread, noun: str, limits, reach, more) -> None:  # noqa: ANN001
        self.title.setText(title)
        self.figures.setText(histogram_in_words(spread.values))
        self.histogram.setAccessibleName(title)
        self.histogram.show_histogram(spread.values, limits)
        self.each.setText(f"Each {noun}: its mean, and a deviation around it")
        self.channels.setAccessibleName(f"{title}, each {noun}")
        self.channels.show_channels(spread.channels, noun, reach, more)
