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

    def __len__(self) -> int:
        return len(self.steps)


NOTHING = np.empty(0)
NONE = Band(NOTHING, NOTHING, NOTHING, NOTHING)


def band(curves: Sequence[Curve], at: NDArray) -> Band:
    """At these steps; a curve that was not told there lies between what was told before and after.

    Before its first figure and after its last it counts for nothing.
    """
    figures = np.stack([figures_at(curve, at) for curve in curves]) if curves else np.empty((0, len(at)))
    count = np.isfinite(figures).sum(axis=0)
    there = count > 0
    figures, count, steps = figures[:, there], count[there], np.asarray(at, np.float64)[there]
    if not len(steps):
        return NONE
    mean = np.nansum(figures, axis=0) / count
    return Band(steps, mean, np.nanmin(figures, axis=0), np.nanmax(figures, axis=0))


def figures_at(curve: Curve, at: NDArray) -> NDArray[np.float64]:
    """A curve's figures at these steps, NaN where it has none."""
    known = np.isfinite(curve[1])
    if not known.any():
        return np.full(len(at), np.nan)
    return np.interp(at, curve[0][known], curve[1][known], left=np.nan, right=np.nan)
