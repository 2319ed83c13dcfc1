"""Band: several curves as their mean and their spread, at each step over those that have reached it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Curve = tuple[NDArray, NDArray]  # steps in increasing order, and figures, of which some may not be finite


@dataclass(frozen=True)
class Band:
    """Arrays of one length, in order of step: only steps that some curve has reached."""

    steps: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    deviation: NDArray[np.float64]  # of a sample; 0 of a single curve
    count: NDArray[np.int64]  # of curves that have reached the step

    def __len__(self) -> int:
        return len(self.steps)


NOTHING = np.empty(0)
NONE = Band(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, np.empty(0, np.int64))


def band(curves: Sequence[Curve], at: NDArray) -> Band:
    """At these steps; a curve that was not told there lies between what was told before and after.

    Before its first figure and after its last it counts for nothing.
    """
    figures = np.stack([_figures(curve, at) for curve in curves]) if curves else np.empty((0, len(at)))
    count = np.isfinite(figures).sum(axis=0)
    there = count > 0
    figures, count, steps = figures[:, there], count[there], np.asarray(at, np.float64)[there]
    if not len(steps):
        return NONE
    mean = np.nansum(figures, axis=0) / count
    spread = np.nansum((figures - mean) ** 2, axis=0) / np.maximum(count - 1, 1)
    return Band(steps, mean, np.nanmin(figures, axis=0), np.nanmax(figures, axis=0), np.sqrt(spread), count)


def _figures(curve: Curve, at: NDArray) -> NDArray[np.float64]:
    """A curve's figures at these steps, NaN where it has none."""
    known = np.isfinite(curve[1])
    if not known.any():
        return np.full(len(at), np.nan)
    return np.interp(at, curve[0][known], curve[1][known], left=np.nan, right=np.nan)
