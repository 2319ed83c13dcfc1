"""The map of the shown model beside that of random weights, in equal size, and how strong their colours are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from engine.service.looking.looking_answers import Explained
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.inspect.why.map_view import MapView
from gui.pieces.copying.as_picture import leave_out
from gui.pieces.pages.page_cards import words

MAPS = "This model", "With random weights"
STRENGTH = 80  # percent, at first
RANDOM_TIP = (
    "The same method on the same network with random weights. A map that hardly differs from it shows the image, not "
    "what was learned."
)


class MapPair(QWidget):
    """Two maps and the slider below them.

    read(sentence)   another pixel of one of them is pointed at
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.learned, self.random = MapView("Map over the image"), MapView("The same with random weights")
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(0, 100)
        self.strength.setAccessibleName("Strength of the colours, in percent")
        self.strength.setToolTip("How much of the image the colours cover; at the left it is the image alone.")
        self.random.setToolTip(RANDOM_TIP)
        for view in (self.learned, self.random):
            view.read.connect(self.read)
        self._lay_out()
        self.strength.valueChanged.connect(self._set_strength)
        self.strength.setValue(STRENGTH)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(grid, setHorizontalSpacing=12, setVerticalSpacing=4)
        for column, (title, view) in enumerate(zip(MAPS, (self.learned, self.random), strict=True)):
            grid.addWidget(words(title, "caption"), 0, column)
            grid.addWidget(view, 1, column)
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=8)
        label = QLabel("Strength")
        theme.set_role(label, "caption")
        leave_out(label)
        row.addWidget(label)
        row.addWidget(self.strength, 1)
        grid.addLayout(row, 2, 0, 1, 2)

    def _set_strength(self, percent: int) -> None:
        for view in (self.learned, self.random):
            view.set_strength(percent / 100)

    def set_side(self, side: int) -> None:
        """Of each of the two."""
        for view in (self.learned, self.random):
            view.set_side(side)

    def show_maps(self, explained: Explained) -> None:
        """Both maps of an answer."""
        self.learned.show_map(explained.pixels, explained.plane, in_figures(explained.words))
        self.random.show_map(explained.pixels, explained.random_plane, in_figures(explained.random_words))
