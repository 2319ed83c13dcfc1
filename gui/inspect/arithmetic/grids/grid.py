"""Grid: numbers with their colours; and rows of such grids. Without Qt's widgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gui.inspect import colour_maps
from gui.inspect.tiles.tiles import Palette


@dataclass(frozen=True, eq=False)
class Grid:
    """Numbers (height, width) coloured from `low` to `high`; those outside of a map are hatched, `mark` is outlined."""

    values: np.ndarray
    palette: Palette
    low: float
    high: float
    inside: np.ndarray | None = None
    mark: tuple[int, int] | None = None

    def colours(self) -> np.ndarray:
        """uint32 (height, width)."""
        levels = colour_maps.indices(self.values.astype(np.float32), self.low, self.high)
        return colour_maps.packed(self.palette)[levels]


@dataclass(frozen=True, eq=False)
class GridRow:
    """A caption over grids of one size, with a sign before each but the first."""

    caption: str
    grids: tuple[Grid, ...]
    signs: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of each grid."""
        height, width = self.grids[0].values.shape
        return height, width


def about_zero(values: np.ndarray, *, reach: float = 0.0, inside: np.ndarray | None = None) -> Grid:
    """Red above and blue below zero, up to what the largest value or `reach` is."""
    finite = np.abs(values[np.isfinite(values)])
    span = max(reach, float(finite.max(initial=0))) or 1.0
    return Grid(values, "diverging", -span, span, inside)
