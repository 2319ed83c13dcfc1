"""What a mosaic says in words: of all its tiles, of one, of one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gui.appearance.numerals import numeral
from gui.inspect import pointer_readout
from gui.inspect.pair_labels import Pairs
from gui.inspect.tiles.tiles import Tiles


def one_in(every: int) -> str:
    """Of which rows and columns of larger maps values are: “, one in 4 rows and columns”; empty where of all."""
    return f", one in {numeral(every)} rows and columns" if every > 1 else ""


@dataclass
class MosaicWords:
    """What tiles, their rows and their columns are called. All that is said counts from 1."""

    noun: str = ""
    names: Sequence[str] = ()
    axes: tuple[str, str] = ("row", "column")
    pairs: Pairs | None = None

    def name(self, tile: int) -> str:
        """What a tile is called."""
        if self.pairs is not None:
            return self.pairs.name(tile)
        return self.names[tile] if tile < len(self.names) else f"{self.noun} {tile + 1}"

    def of_all(self, tiles: Tiles, selected: int | None) -> str:
        """How many there are, how large, what their colours span, and which is selected."""
        count, height, width = tiles.values.shape
        low, high = (pointer_readout.figure(limit) for limit in tiles.limits())
        chosen = "" if selected is None else f" {self.name(selected)} is selected."
        values = f"{height}×{width} values{one_in(tiles.every)}"
        return f"{numeral(count)} of {values}, colours from {low} to {high}.{chosen}"

    def of_value(self, tiles: Tiles, tile: int, row: int, column: int) -> str:
        """One value and where it stands."""
        value = pointer_readout.value_of(tiles, tile, row, column)
        row, column = tiles.place(row, column)
        return f"{self.name(tile)} · {self.axes[0]} {row + 1}, {self.axes[1]} {column + 1} · {value}"

    def of_value_within(self, tiles: Tiles, tile: int, row: int, column: int) -> str:
        """One value, with the shape of what it is part of."""
        count, height, width = tiles.values.shape
        shape = f" · {numeral(count)} of {height}×{width}" if count > 1 else f" · {height}×{width}"
        return self.of_value(tiles, tile, row, column) + shape + one_in(tiles.every)

    def of_tile(self, tiles: Tiles, tile: int) -> str:
        """A tile with its shape and its least and greatest value."""
        values = tiles.values[tile]
        height, width = values.shape
        low, high = (pointer_readout.figure(float(end(values))) for end in (np.min, np.max))
        return f"{self.name(tile)} · {height}×{width} · {low} … {high}"
