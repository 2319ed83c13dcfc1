"""Before and now: the filters and the maps of a layer at an earlier step beside those that are shown, on one scale."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import Values
from engine.service.looking.layers.time_questions import Cut, StepsBeside
from gui.appearance import lengths
from gui.appearance.numerals import numeral, plain
from gui.inspect.tiles.mosaic import MARGIN, Mosaic
from gui.inspect.tiles.tiles import Palette
from gui.pieces.pages.page_cards import Columns, words

SIDE, SMALL_SIDE, MATRIX_SIDE = 48, 28, 260
FEW_TILES, LARGE = 12, 64  # of one layer; values in a row: more are a matrix


class BeforeAndNow(QWidget):
    """Two columns: how it was, and how it is.

    read(words)   the value under the pointer; empty for none
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.filters_title, self.maps_title = words("", "secondary"), words("", "secondary")
        self.titles = tuple(words("", "heading") for _ in range(4))
        self.filters, self.maps = (Mosaic("Filter"), Mosaic("Filter")), (Mosaic("Map"), Mosaic("Map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        self._rows = {"filters": self._row(self.filters_title, self.filters, self.titles[:2])}
        self._rows["maps"] = self._row(self.maps_title, self.maps, self.titles[2:])
        for row in self._rows.values():
            column.addWidget(row)
        for mosaic in (*self.filters, *self.maps):
            mosaic.hovered.connect(self._read)
            mosaic.left.connect(lambda: self.read.emit(""))

    def _row(self, title: QWidget, mosaics: tuple[Mosaic, Mosaic], titles: tuple[QWidget, ...]) -> QWidget:
        holder, sides = QWidget(), []
        for mosaic, name in zip(mosaics, titles, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            lengths.follow(column, setSpacing=4)
            name.setContentsMargins(MARGIN, 0, 0, 0)
            column.addWidget(name)
            column.addWidget(mosaic)
            column.addStretch(1)
            sides.append(side)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        title.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(Columns(*sides, wide_enough=320))
        return holder

    def show_steps(self, beside: StepsBeside) -> None:
        """Both, on one scale; what a layer has not is not there."""
        before, after = beside.before, beside.after
        for title, then in zip(self.titles, (before, after, before, after), strict=True):
            title.setText(_when(then.step))
        span, cut = beside.filters_range, _cut(beside.filters_cut)
        self._show("filters", (before.filters, after.filters), self.filters, "diverging", span)
        self.filters_title.setText(f"Filters{cut}, blue − red +, both ±{plain(max(map(abs, span)))}")
        span, cut = beside.maps_range, _cut(beside.maps_cut)
        self._show("maps", (before.maps, after.maps), self.maps, "grey", span)
        self.maps_title.setText(f"Maps{cut}, both from {plain(span[0])} to {plain(span[1])}")

    def _show(
        self,
        what: str,
        values: tuple[Values | None, Values | None],
        mosaics: tuple[Mosaic, Mosaic],
        palette: Palette,
        span: tuple[float, float],
    ) -> None:
        there = [one for one in values if one is not None]
        self._rows[what].setVisible(len(there) == 2)
        if len(there) < 2:
            return
        for mosaic, one in zip(mosaics, there, strict=True):
            mosaic.set_tile_side(_side(one))
            mosaic.set_maps(one, palette, "common", span)

    def _read(self, tile: int, row: int, column: int, value: float) -> None:
        mosaic = self.sender()
        name = mosaic.name_of(tile) if isinstance(mosaic, Mosaic) else ""
        self.read.emit(f"{name}, row {numeral(row + 1)}, column {numeral(column + 1)}: {plain(value, 4)}")


def _side(tiles: Values) -> int:
    if max(tiles.shape[1:]) > LARGE:
        return MATRIX_SIDE
    return SIDE if len(tiles) <= FEW_TILES else SMALL_SIDE


def _when(step: int) -> str:
    return "Before training" if step == 0 else f"At step {numeral(step)}"


def _cut(cut: Cut | None) -> str:
    """(the first 41 of 4,096), where not all are shown."""
    return "" if cut is None else f" (the first {numeral(cut.shown)} of {numeral(cut.whole)})"
