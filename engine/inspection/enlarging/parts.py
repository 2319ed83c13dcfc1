"""Parts of a layer, enlarged, and how they differ: plain values, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inspection.statistics.histogram import Histogram

Values = NDArray[np.float32]
MOST_LAYERS = 12  # on a sheet
SHEET_SIDE, ACROSS_SIDE = 56, 64  # pixels of a map on a sheet, and of one beside those of other images


@dataclass(frozen=True, eq=False)
class Figures:
    """How values spread, and the indexes of their ends, the first ones; None where all are the same, or no number."""

    spread: Histogram
    highest: tuple[int, ...] | None
    lowest: tuple[int, ...] | None

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest finite value; 0 and 0 where there is none."""
        return (self.spread.low, self.spread.high) if self.spread.finite else (0.0, 0.0)

    @property
    def strongest(self) -> tuple[int, ...] | None:
        """The index of the end that is farther from 0."""
        low, high = self.limits
        return self.highest if high >= -low else self.lowest


@dataclass(frozen=True, eq=False)
class Beside:
    """A map (height, width) of what a layer works on: number `index` of `count`; `maker` None is the image."""

    maker: str | None
    index: int
    count: int
    values: Values
    figures: Figures


@dataclass(frozen=True, eq=False)
class EnlargedMap:
    """Map number `index` of `count` of the layer at an address (height, width), and the range of all its maps.

    `beside` is a map of what the layer works on; None where that has none.
    """

    address: str
    index: int
    count: int
    values: Values
    figures: Figures
    layer_limits: tuple[float, float]
    beside: Beside | None
    unit = False


@dataclass(frozen=True, eq=False)
class EnlargedFilter:
    """Filter or unit number `index` of `count` of the layer at an address: kernels (channels, height, width).

    They weigh the input's channels from `first_channel` on, and of a unit with very many of its `weights` they are the
    first of its `channels` kernels, and the figures are of these. Of a unit behind flattened maps a kernel is what
    weighs one of those; of another unit the one kernel is a row. `layer_limits` is the range of all weights of the
    layer, None where they are so many that to look through them takes more than a moment.
    """

    address: str
    index: int
    count: int
    kernels: Values
    channels: int
    weights: int
    bias: float | None
    first_channel: int
    figures: Figures
    layer_limits: tuple[float, float] | None
    unit: bool  # whether it is one of a linear layer


@dataclass(frozen=True, eq=False)
class SheetLayer:
    """The first maps (maps, height, width) of the `count` of the layer at an address; of a vector its first values.

    `sides` are the height and width of whole maps; of large ones there are every `every`-th row and column.
    """

    address: str
    count: int
    values: Values
    sides: tuple[int, int] | None = None
    every: int = 1


@dataclass(frozen=True, eq=False)
class Survey:
    """The filters or units of the layer at an address, all arrays (filters,).

    `norms` are the lengths of their weights; `nearest` the other one whose weights point most alike, with the cosine
    `likeness` (0 where there is no other); `twin` the one before it that it is as good as the same as, else −1.
    `prefers` is the class to whose images what comes out of it, behind its norm and activation, is highest in the mean,
    `there` that mean and `elsewhere` that of all other images; `dead` what gives the same to each of `images` images
    everywhere.
    """

    address: str
    images: int
    norms: Values
    nearest: NDArray[np.int64]
    likeness: Values
    twin: NDArray[np.int64]
    prefers: NDArray[np.int64]
    there: Values
    elsewhere: Values
    dead: NDArray[np.bool_]
