"""Maps as coloured tiles: limits, colours and pixels, free of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from gui.inspect import colour_maps
from gui.inspect.tiles.tile_grid import Grid
from gui.pieces.images.own_ranges import ends_of, own_ranges

Palette: TypeAlias = Literal["diverging", "grey", "viridis"]
Scale: TypeAlias = Literal["tile", "common"]


@dataclass(frozen=True)
class Tiles:
    """Maps (N, H, W) with the lowest and the highest value (N,) that each tile's colours span."""

    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    palette: Palette
    channels: np.ndarray | None = None  # red, green and blue (N, 3, H, W) of tiles in colour; values are their means
    every: int = 1  # of which rows and columns of larger maps they are

    @classmethod
    def of(
        cls,
        values: np.ndarray,
        palette: Palette,
        scale: Scale,
        span: tuple[float, float] | None = None,
        every: int = 1,
    ) -> Tiles:
        """Float maps (N, H, W); colours span each tile alone or all alike, about zero when the palette diverges.

        A `span` is that of all alike, such as that of other maps beside them. They may be every `every`-th row and
        column of larger maps. Raises ValueError for another shape or no maps at all.
        """
        if values.ndim != 3 or 0 in values.shape:
            raise ValueError(f"Maps are (N, H, W), not {values.shape}.")
        own = np.array(values, dtype=np.float32)
        low, high = ends_of(own)
        if span is not None:
            low, high = np.full_like(low, span[0]), np.full_like(high, span[1])
        elif scale == "common":
            low, high = np.full_like(low, low.min()), np.full_like(high, high.max())
        elif palette != "diverging":
            low, high = own_ranges(low, high)
        if palette == "diverging":
            reach = np.maximum(np.abs(low), np.abs(high))
            high = np.where(reach > 0, reach, np.float32(1))
            low = -high
        return cls(own, low, high, palette, every=every)

    @classmethod
    def in_colour(cls, channels: np.ndarray, reach: float | None = None) -> Tiles:
        """Float red, green and blue (N, 3, H, W): grey is zero, one scale for all, their own or up to a `reach`.

        Raises ValueError for another shape.
        """
        if channels.ndim != 4 or channels.shape[1] != 3 or 0 in channels.shape:
            raise ValueError(f"Maps in colour are (N, 3, H, W), not {channels.shape}.")
        own = np.array(channels, dtype=np.float32)
        low, high = ends_of(own.reshape(len(own), -1, 1))
        reach = reach or float(max(-low.min(), high.max())) or 1.0
        high = np.full_like(high, reach)
        return cls(own.mean(1, dtype=np.float64), -high, high, "grey", own)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where a value stands in its whole map."""
        return row * self.every, column * self.every

    def limits(self) -> tuple[float, float]:
        """The lowest and the highest value that any tile's colours span."""
        return float(self.low.min()), float(self.high.max())

    def pixels(self, grid: Grid, rows: range) -> np.ndarray:
        """These rows of the mosaic as uint32 ARGB (len(rows) × row height, width); gaps are transparent."""
        in_rows = grid.tiles_in(rows)
        shown = slice(in_rows.start, in_rows.stop)
        coloured = self._coloured(shown)
        tiles = np.zeros((len(rows) * grid.columns, grid.tile_height, grid.tile_width), np.uint32)
        tiles[: len(in_rows)] = _resized(coloured, grid.tile_height, grid.tile_width)
        return _laid_out(tiles, grid, len(rows))

    def _coloured(self, shown: slice) -> np.ndarray:
        low, high = self.low[shown, None, None], self.high[shown, None, None]
        if self.channels is None:
            return colour_maps.packed(self.palette)[colour_maps.indices(self.values[shown], low, high)]
        levels = colour_maps.indices(self.channels[shown], low[:, None], high[:, None]).astype(np.uint32)
        red, green, blue = np.minimum(levels, colour_maps.LEVELS - 1).transpose(1, 0, 2, 3)
        return np.uint32(0xFF000000) | red << 16 | green << 8 | blue


def _resized(images: np.ndarray, height: int, width: int) -> np.ndarray:
    """Images (N, H, W) at another size by taking the nearest pixel."""
    rows = np.arange(height) * images.shape[1] // height
    columns = np.arange(width) * images.shape[2] // width
    return images[:, rows][:, :, columns]


def _laid_out(tiles: np.ndarray, grid: Grid, rows: int) -> np.ndarray:
    """Tiles (rows × columns, H, W) side by side, a transparent gap after each, and room for the labels of groups."""
    groups = grid.columns // grid.group
    sheet = np.zeros((rows, grid.row_height, groups, grid.group, grid.pitch), np.uint32)
    sheet[:, : grid.tile_height, :, :, : grid.tile_width] = tiles.reshape(
        rows, groups, grid.group, grid.tile_height, grid.tile_width
    ).transpose(0, 3, 1, 2, 4)
    rows_of_groups = sheet.reshape(rows * grid.row_height, groups, -1)
    apart = np.pad(rows_of_groups, ((0, 0), (0, 0), (grid.label, grid.group_gap)))
    return apart.reshape(rows * grid.row_height, -1)
