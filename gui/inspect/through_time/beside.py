"""Before and now: the filters and the maps of a layer at an earlier step beside those that are shown, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import Values
from engine.service.looking.layers.time_questions import Cut, Kernels, Learned, StepsBeside
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral, plain
from gui.inspect.pair_labels import Pairs
from gui.inspect.tiles.mosaic import MARGIN, Mosaic
from gui.inspect.tiles.tile_grid import fitting_side
from gui.inspect.unit_bars import UnitBars
from gui.pieces.pages.page_cards import Columns, words

MATRIX_SIDE = 260  # at least
KERNEL_SIDE, LEAST_KERNEL, GAP = 24, 8, 4  # of one of several kernels of a filter; between them
LARGE = 64  # values in a row: more are a matrix
NOUNS: dict[Learned, tuple[str, str]] = {  # of all that was learned, and of one
    "filters": ("Filters", "Filter"),
    "matrix": ("Weights", "Weight"),
    "scales": ("Scale of each channel", "Scale"),
}
VALUE = "Value"
OF_FILTERS, OF_MAPS = 1 / 4, 1 / 2  # the share of the page's height that they grow to


class BeforeAndNow(QWidget):
    """Two columns: how it was, and how it is; what is a single row of values stands as bars.

    read(words)   the value under the pointer; empty for none
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.filters_title, self.maps_title = words("", "secondary"), words("", "secondary")
        self.titles = tuple(words("", "heading") for _ in range(4))
        self._beside: StepsBeside | None = None  # what is shown
        self._kernels: Kernels | None = None  # where each tile is one of several of a filter
        self.filters, self.maps = (Mosaic("Filter"), Mosaic("Filter")), (Mosaic("Map"), Mosaic("Map"))
        self.bars = {"filters": (UnitBars("Scale"), UnitBars("Scale")), "maps": (UnitBars(VALUE), UnitBars(VALUE))}
        self._noun = VALUE  # of a vector
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        self._rows = {"filters": self._row("filters", self.filters_title, self.filters, self.titles[:2])}
        self._rows["maps"] = self._row("maps", self.maps_title, self.maps, self.titles[2:])
        for row in self._rows.values():
            column.addWidget(row)
        for mosaic in (*self.filters, *self.maps):
            mosaic.hovered.connect(self._read)
        for bars in (*self.bars["filters"], *self.bars["maps"]):
            bars.hide()
            bars.hovered.connect(partial(self._read_bar, bars))
        for part in (*self.filters, *self.maps, *self.bars["filters"], *self.bars["maps"]):
            part.left.connect(lambda: self.read.emit(""))

    def _row(
        self,
        what: str,
        title: QWidget,
        mosaics: tuple[Mosaic, Mosaic],
        titles: tuple[QWidget, ...],
    ) -> QWidget:
        holder, sides = QWidget(), []
        for mosaic, bars, name in zip(mosaics, self.bars[what], titles, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            lengths.follow(column, setSpacing=4)
            name.setContentsMargins(MARGIN, 0, 0, 0)
            column.addWidget(name)
            column.addWidget(mosaic)
            column.addWidget(_indented(bars))
            column.addStretch(1)
            sides.append(side)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        title.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(Columns(*sides, wide_enough=320))
        return holder

    def show_steps(self, beside: StepsBeside, *, forked: bool = False, noun: str = VALUE) -> None:
        """Both, on one scale; what a layer has not is not there. A forked run begins with weights that have learned.

        A `noun` is what one value of a layer that gives a vector is called.
        """
        self._beside, self._noun, before, after = beside, noun, beside.before, beside.after
        for title, then in zip(self.titles, (before, after, before, after), strict=True):
            title.setText(_when(then.step, forked=forked))
        self._show_filters(beside)
        span, cut = beside.maps_range, _cut(beside.maps_cut)
        maps = (before.maps, after.maps)
        if self._there("maps", *maps) and not self._show_bars("maps", noun, maps, span):
            for mosaic, values in zip(self.maps, maps, strict=True):
                mosaic.set_maps(values, "grey", "common", span)
        self.maps_title.setText(f"{self.gives.capitalize()}{cut}, both from {plain(span[0])} to {plain(span[1])}")
        self._name_them(NOUNS[beside.learned][1])
        self._fit()

    def _name_them(self, learned: str) -> None:
        """By what they are and when that was; `learned` as one of what the layer has learned is called."""
        for what, mosaics, nouns, titles in (
            ("filters", self.filters, (learned, learned), self.titles[:2]),
            ("maps", self.maps, ("Map", self._noun), self.titles[2:]),
        ):
            for mosaic, bars, title in zip(mosaics, self.bars[what], titles, strict=True):
                mosaic.setAccessibleName(f"{nouns[0]}s, {title.text()}")
                bars.setAccessibleName(f"{nouns[1]}s, {title.text()}")

    def _there(self, what: str, *values: Values | None) -> bool:
        """Whether a layer has this at both steps; else its row goes."""
        there = all(one is not None for one in values)
        self._rows[what].setVisible(there)
        return there

    def _show_bars(self, what: str, noun: str, both: Sequence[Values | None], span: tuple[float, float]) -> bool:
        """Whether both are a single row, which is a line of a pixel as a tile: then they stand as bars."""
        rows = [one.reshape(-1) for one in both if one is not None and one.shape[:2] == (1, 1)]
        as_bars = len(rows) == len(both)
        for bars, mosaic in zip(self.bars[what], self.filters if what == "filters" else self.maps, strict=True):
            bars.setVisible(as_bars)
            mosaic.setVisible(not as_bars)
        for bars, row in zip(self.bars[what], rows if as_bars else (), strict=False):
            bars.set_noun(noun)
            bars.set_values(row, span)
        return as_bars

    def _show_filters(self, beside: StepsBeside) -> None:
        """In colour where they read an image in colour; else each kernel with its filter and its channel."""
        both, kernels = (beside.before.filters, beside.after.filters), beside.kernels
        reach = max(map(abs, beside.filters_range))
        in_colour = kernels is not None and kernels.in_colour
        self._kernels = kernels if kernels is not None and kernels.channels > 1 and not in_colour else None
        noun = NOUNS[beside.learned][1]
        if self._there("filters", *both) and not self._show_bars("filters", noun, both, beside.filters_range):
            self._show_kernels(beside, both, reach, in_colour=in_colour)
        self.filters_title.setText(f"{_filters(beside)}, both ±{plain(reach)}")

    def _show_kernels(
        self, beside: StepsBeside, both: tuple[Values | None, ...], reach: float, *, in_colour: bool
    ) -> None:
        for mosaic, values in zip(self.filters, both, strict=True):
            mosaic.set_noun(NOUNS[beside.learned][1])
            mosaic.set_pairs(None if self._kernels is None else _pairs(self._kernels))
            if values is not None and in_colour:
                mosaic.set_colours(_in_threes(values), reach)
            else:
                mosaic.set_maps(values, "diverging", "common", beside.filters_range)

    # --- for other programs ---

    @property
    def gives(self) -> str:
        """What the layer gives is called: maps, or of a vector its units, say."""
        return "maps" if self.bars["maps"][0].isHidden() else f"{self._noun.lower()}s"

    def rows(self) -> Iterator[Sequence[Any]] | None:
        """A row for each value of filters and maps, before and after; None while there is nothing."""
        return None if self._beside is None else _rows(self._beside)

    # --- how large ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Tiles grow with the room."""
        area = self.filters[0].scroll_area()
        height = (self.height() if area is None else area.height()) / theme.zoom_factor()
        for pair, share in ((self.filters, OF_FILTERS), (self.maps, OF_MAPS)):
            width = min(mosaic.width() for mosaic in pair) / theme.zoom_factor() - 2 * MARGIN
            kernels = self._kernels if pair is self.filters else None
            for mosaic in pair:
                mosaic.set_tile_side(_side(mosaic, round(width), round(share * height), kernels))

    def _read(self, tile: int, row: int, column: int, value: float) -> None:
        self.read.emit(f"{self._place(tile, row, column)}: {plain(value, 4)}")

    def _read_bar(self, bars: UnitBars, unit: int, value: float) -> None:
        learned = self._beside is not None and bars in self.bars["filters"]
        place = self._place_in_row(unit) if learned else f"{self._noun} {numeral(unit + 1)}"
        self.read.emit(f"{place}: {plain(value, 4)}")

    def _place_in_row(self, unit: int) -> str:
        """Of what a layer has learned."""
        matrix = self._beside is not None and self._beside.learned == "matrix"
        return f"{'Unit 1, input' if matrix else 'Channel'} {numeral(unit + 1)}"

    def _place(self, tile: int, row: int, column: int) -> str:
        """Where a value stands."""
        mosaic, down, along = self.sender(), numeral(row + 1), numeral(column + 1)
        learned = "filters" if self._beside is None or mosaic not in self.filters else self._beside.learned
        if learned == "matrix":
            return f"Unit {down}, input {along}"
        name = mosaic.name_of(tile) if isinstance(mosaic, Mosaic) else ""
        return f"{name}, row {down}, column {along}"


def _indented(bars: UnitBars) -> QWidget:
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(MARGIN, 0, MARGIN, 0)
    row.addWidget(bars)
    return holder


def _rows(beside: StepsBeside) -> Iterator[Sequence[Any]]:
    """All of both, also where but the first are drawn."""
    before, after = beside.before, beside.after
    noun = NOUNS[beside.learned][1].lower()
    yield ["what", "number", "row", "column", f"step {before.step}", f"step {after.step}"]
    parts = (noun, before.every_filter, after.every_filter), ("map", before.every_map, after.every_map)
    for what, then, now in parts:
        if then is not None and now is not None:
            for (tile, row, column), value in np.ndenumerate(then):
                yield [what, tile + 1, row + 1, column + 1, value, now[tile, row, column]]


def _side(mosaic: Mosaic, width: int, height: int, kernels: Kernels | None) -> int:
    if kernels is not None:
        return max(LEAST_KERNEL, min(KERNEL_SIDE, width // kernels.channels - GAP))
    if max(mosaic.map_size()) > LARGE:
        return max(MATRIX_SIDE, min(width, height))
    return fitting_side(mosaic.count(), mosaic.map_size(), width, height)


def _pairs(kernels: Kernels) -> Pairs:
    return Pairs(kernels.filters, kernels.channels, kernels.groups)


def _in_threes(values: Values) -> Values:
    """Kernels (n, height, width) as whole filters in colour (n / 3, 3, height, width)."""
    whole = len(values) // 3
    return values[: 3 * whole].reshape(whole, 3, *values.shape[1:])


def _filters(beside: StepsBeside) -> str:
    """Filters, and how many of how many where not all are shown; of several channels these are kernels."""
    kernels, cut = beside.kernels, beside.filters_cut
    if kernels is not None and kernels.in_colour:
        return f"Filters in colour{_cut(None if cut is None else Cut(cut.shown // 3, cut.whole // 3))} (grey 0)"
    noun = " kernels" if kernels is not None and kernels.channels > 1 else ""
    return f"{NOUNS[beside.learned][0]}{_cut(cut, noun)}, blue − red +"


def _when(step: int, *, forked: bool) -> str:
    if step == 0:
        return "Before this training" if forked else "Before training"
    return f"At step {numeral(step)}"


def _cut(cut: Cut | None, noun: str = "") -> str:
    """(the first 41 of 4,096), where not all are shown."""
    return "" if cut is None else f" (the first {numeral(cut.shown)} of {numeral(cut.whole)}{noun})"
