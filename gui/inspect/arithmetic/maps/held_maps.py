"""Held maps: the map or vector that the held value is one of, above a map that it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.project.data.facts import Classes
from engine.service.looking.values.value_answers import ExplainedValue
from gui.appearance import lengths, theme
from gui.inspect.arithmetic.maps.held_among import HeldAmong
from gui.inspect.arithmetic.maps.source_map import SourceMap
from gui.inspect.arithmetic.maps.value_map import SIDE
from gui.inspect.arithmetic.words import value_words
from gui.inspect.arithmetic.words.shown_names import ShownNames
from gui.pieces.pages.page_cards import words

LEAST, MOST, SHARE = SIDE, 300, 0.26  # sides of a map, and which part of the page's width it takes


class HeldMaps(QWidget):
    """What the page shows of the held value beside its arithmetic."""

    def __init__(self, names: ShownNames) -> None:
        super().__init__()
        self._names = names
        self.where = words("", "caption", wrap=True)
        self.among = HeldAmong()
        self.source = SourceMap()
        self.back = QPushButton("Where from?")
        self.back.setToolTip("Holds the value in the middle of the window, on the map that counts most.")
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 0, 0, 0), setSpacing=4)
        for part in (self.where, self.among, self.source, self.back):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def fit(self, width: int) -> None:
        """As wide as suits a page of this width."""
        side = round(min(MOST, max(LEAST, SHARE * width / theme.zoom_factor())))
        self.setFixedWidth(theme.px(side))
        for part in (self.among.map, self.source.map):
            part.set_side(side)

    def show_value(self, value: ExplainedValue, channel: int | None, classes: Classes) -> None:
        """Of a value that is made of maps, `channel` is the one of them to be seen; `classes` have a value each."""
        own, source = value.own, value.own.sources[0]
        names = self._names.classes_of(own)
        self.among.show_around(own, classes)
        self.where.setText(value_words.result(own, names, muted=value.muted[value.at]))
        self.back.setVisible(source is not None and bool(own.window.channels))
        self.source.setVisible(channel is not None)
        if channel is not None:
            pixels = value.pixels[channel] if source is None else None
            self.source.show_source(own, channel, self._names.layer(source), pixels)

    def hold(self, index: tuple[int, ...], value: ExplainedValue) -> None:
        """Marks this one of the map or vector; what is known is how `value` came about."""
        said = value_words.whole(value.own, self._names.classes_of(value.own), muted=value.muted[value.at])
        self.among.hold(index, said)
