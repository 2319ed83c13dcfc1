"""Source map: a map that the held value is made of, with its window lit up; of the image also how it is given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.looking.values.value_answers import Explanation, PixelScale
from gui.appearance import lengths
from gui.appearance.numerals import numeral
from gui.inspect.arithmetic.maps.value_map import ValueMap
from gui.inspect.arithmetic.words import value_words
from gui.pieces.pages.page_cards import words

IMAGE = "the image"


class SourceMap(QWidget):
    """Words above the map: which of how many it is, and of the image which numbers its pixels become."""

    def __init__(self) -> None:
        super().__init__()
        self.which, self.given = words("", "caption", wrap=True), words("", "caption", wrap=True)
        self.map = ValueMap("The map that it is made of", holds=False)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 0, 0, 0), setSpacing=4)
        for part in (self.which, self.given, self.map):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def show_source(self, own: Explanation, channel: int, called: str, pixels: PixelScale | None) -> None:
        """One channel of what the value is made of, a layer called so; `pixels` where that is the image."""
        noun = "map" if pixels is None else "channel"
        of = called if pixels is None else IMAGE
        said = f"made of {of}, {value_words.region(own.window, own.input, noun)}"
        self.map.show_values(own.maps[own.maps_of.index(channel)], channel)
        self.map.outline(own.window.rows, own.window.columns, said)
        self.which.setText(said if len(own.maps_of) == 1 else f"{said}; here {noun} {numeral(channel + 1)}")
        self.given.setVisible(pixels is not None)
        if pixels is not None:
            self.given.setText(value_words.as_given(pixels))
            self.given.setToolTip(value_words.how_given(pixels))
