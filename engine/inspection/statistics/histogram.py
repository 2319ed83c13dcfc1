"""Histogram: how values spread. Plain numbers, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS, FEWEST = 128, 10  # at most, mostly more than half as many; of few values there are fewer bins, but so many
IN_A_BIN = 4  # values, in the mean, before there are more bins than the fewest


@dataclass(frozen=True, eq=False)
class Histogram:
    """Of `count` values those that are numbers, counted between edges.

    `edges` (bins + 1,) are multiples of a power of two, so one of them is 0 where the values lie on both sides of it; a
    lower edge belongs to its bin. `mean` and `deviation`, dividing by the number of values, `low` and `high` are of the
    finite values alone, nan without any. `zeros` of them are exactly 0; `broken` are not a number, or infinite.
    """

    count: int
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    mean: float
    deviation: float
    low: float
    high: float
    zeros: int
    broken: int

    @property
    def finite(self) -> int:
        """How many are counted in bins."""
        return self.count - self.broken

    @property
    def same(self) -> bool:
        """Whether there are numbers, and all of them are one."""
        return self.low == self.high

    @property
    def zero_share(self) -> float:
        """The share of the finite values that is exactly 0."""
        return self.zeros / max(1, self.finite)


@dataclass(frozen=True, eq=False)
class Channels:
    """The same of each channel (maps) or unit (of a vector) alone: arrays (channels,).

    What is no number makes the figures of its channel nan.
    """

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    zeros: NDArray[np.float64]  # the share that is exactly 0

    @property
    def dead(self) -> NDArray[np.bool_]:
        """Those that give nothing but 0."""
        return np.asarray((self.low == 0) & (self.high == 0))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.mean)
