"""Drop view: what a dropout of training keeps of what one image gives it, and how that is scaled up."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.service.looking.layers.statistics_questions import Dropped
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, numeral, plain, unbroken
from gui.inspect.statistics.statistics_words import dropped_in_words
from gui.inspect.tiles.mosaic import MARGIN, Mosaic
from gui.inspect.tiles.tile_grid import fitting_side
from gui.inspect.unit_bars import UnitBars
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button

FEW, SIDE, SMALL_SIDE = 12, 48, 28  # of a map at least, where there are few of them and where there are more
LARGEST = 120  # side of a map
ABOVE = 28  # of the height is that of the words above maps
MOST = 64  # maps that are shown
TITLE = "Dropout on this image"
MASK_TIP = "In training each image of each step has a mask of its own: this draws another one"


class DropView(QWidget):
    """Of maps what comes in, the mask and what goes out; of a vector what comes in and what goes out.

    another()     another mask is wanted
    read(words)   what is pointed at; empty for none
    """

    another = Signal()
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._place = (0, 0)  # that it is seen in
        self.figures = words("", "secondary", wrap=True)
        self.draw_again = quiet_button("Another mask", MASK_TIP)
        self.maps = tuple(Mosaic("Map") for _ in range(3))
        self.units = tuple(UnitBars("Unit") for _ in range(2))
        self.titles = tuple(words("", "caption") for _ in range(5))
        self.draw_again.clicked.connect(lambda _: self.another.emit())
        for mosaic in self.maps:
            mosaic.hovered.connect(self._read_map)
            mosaic.left.connect(lambda: self.read.emit(""))
        for bars in self.units:
            bars.hovered.connect(lambda unit, _, bars=bars: self.read.emit(bars.reading(unit)))
            bars.left.connect(lambda: self.read.emit(""))
        self._lay_out()

    def _lay_out(self) -> None:
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        head.addWidget(words(TITLE, "heading"))
        head.addStretch(1)
        head.addWidget(self.draw_again)
        column.addLayout(head)
        column.addWidget(self.figures)
        self._of_maps = _below_another(*map(_titled, self.titles[:3], self.maps))
        self._of_units = _below_another(*map(_titled, self.titles[3:], self.units))
        column.addWidget(self._of_maps)
        column.addWidget(self._of_units)

    def show_dropped(self, dropped: Dropped) -> None:
        """What one mask does."""
        given, factors = dropped.given, dropped.factors
        of_maps = given.ndim == 3
        self._of_maps.setVisible(of_maps)
        self._of_units.setVisible(not of_maps)
        scale = plain(1 / (1 - dropped.probability)) if dropped.probability < 1 else "0"
        names = ("What comes in", "Kept: white, dropped: black", f"What goes out, × {scale}")
        for title, name in zip(self.titles, (*names, names[0], names[2]), strict=True):
            title.setText(name)
        self.figures.setText(unbroken(dropped_in_words(dropped)))
        with np.errstate(invalid="ignore", over="ignore"):
            gave = given * factors
        if of_maps:
            self._show_maps(given, factors, gave)
        else:
            self._show_units(given, factors, gave)

    def _show_maps(self, given: np.ndarray, factors: np.ndarray, gave: np.ndarray) -> None:
        span = _span(given, gave)
        kept = (factors != 0).astype(np.float32)
        for mosaic, values, reach in zip(self.maps, (given, kept, gave), (span, (0.0, 1.0), span), strict=True):
            mosaic.set_maps(values[:MOST], "grey", "common", reach)
        self.fit(*self._place)
        if len(given) > MOST:
            self.titles[0].setText(f"What comes in, {numeral(MOST)} of {counted(len(given), 'map')}")

    def fit(self, width: int, height: int) -> None:
        """Of each map, its mask and what goes out of it, one below the other, as much as a place has room for."""
        self._place = width, height
        maps, zoom = self.maps[0], theme.zoom_factor()
        across, down = round(width / zoom) - 2 * MARGIN, round(height / zoom) // len(self.maps) - ABOVE
        side = fitting_side(maps.count(), maps.map_size(), across, down)
        least = SIDE if maps.count() <= FEW else SMALL_SIDE
        for mosaic in self.maps:
            mosaic.set_tile_side(max(least, min(side, LARGEST)))

    def _show_units(self, given: np.ndarray, factors: np.ndarray, gave: np.ndarray) -> None:
        for bars, values in zip(self.units, (given, gave), strict=True):
            bars.set_values(values)
        self.units[1].show_muted(set(np.flatnonzero(factors == 0).tolist()), whole=False)

    def _read_map(self, tile: int, row: int, column: int, value: float) -> None:
        place = f"Map {numeral(tile + 1)}, row {numeral(row + 1)}, column {numeral(column + 1)}"
        self.read.emit(f"{place}: {plain(round(value, 4))}")


def _below_another(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=6)
    for part in parts:
        column.addWidget(part)
    return holder


def _titled(title: QWidget, view: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=2)
    title.setContentsMargins(MARGIN, 0, 0, 0)
    column.addWidget(title)
    column.addWidget(view)
    column.addStretch(1)
    return holder


def _span(*arrays: np.ndarray) -> tuple[float, float]:
    finite = np.concatenate([one[np.isfinite(one)] for one in arrays])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
