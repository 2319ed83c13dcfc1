"""Figures: what can be told of many values at once: their range, how they spread, where the ends are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inspection.limits import limits

MOST_BINS, LEAST_BINS = 40, 10


@dataclass(frozen=True, eq=False)
class Figures:
    """Of finite values alone, 0 where there are none; `odd` counts the others, and `zeros` those that are exactly 0.

    `counts` (bins,) stand between `edges` (bins + 1,).
    `highest` and `lowest` are the indexes of the ends, `strongest` that of the one farther from 0; None where all are
    the same.
    """

    count: int
    low: float
    high: float
    mean: float
    deviation: float
    zeros: int
    odd: int
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    highest: tuple[int, ...] | None
    lowest: tuple[int, ...] | None

    @property
    def strongest(self) -> tuple[int, ...] | None:
        return self.highest if self.high >= -self.low else self.lowest


def figures(values: NDArray[np.float32]) -> Figures:
    """Of values of any shape."""
    sure = np.isfinite(values)
    finite = values[sure].astype(np.float64)
    low, high = limits(values)
    ends = (low, high) if high > low else (low - 0.5, low + 0.5)
    edges = np.linspace(*ends, min(MOST_BINS, max(LEAST_BINS, values.size // 4)) + 1)
    return Figures(
        count=values.size,
        low=low,
        high=high,
        mean=float(finite.mean()) if finite.size else 0.0,
        deviation=float(finite.std()) if finite.size else 0.0,
        zeros=int((finite == 0).sum()),
        odd=values.size - finite.size,
        edges=edges,
        counts=np.histogram(finite, edges)[0].astype(np.int64),
        highest=_place(values == high) if high > low else None,
        lowest=_place(values == low) if high > low else None,
    )


def _place(there: NDArray[np.bool_]) -> tuple[int, ...]:
    """The first that is there."""
    return tuple(int(one) for one in np.unravel_index(int(there.argmax()), there.shape))
