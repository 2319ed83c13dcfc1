"""Ridges: histograms of several steps brought onto common edges, to stand one behind the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.inspection.statistics.histogram import FEWEST, IN_A_BIN

BINS = 96  # of all steps
FAR = 1e-3  # of all values
ALONE = 1e-3  # of a value: how far around it the edges go where no other is

Array = NDArray[np.float64]


def on_common_edges(histograms: Sequence[tuple[Array, NDArray[np.int64]]]) -> tuple[Array, Array]:
    """Edges (BINS + 1,) that hold all, and the shares (histograms, BINS) between them, of edges and counts each.

    Within a bin the values are taken to lie evenly. One without values has no shares. Few that lie far out, at most FAR
    on each side of a histogram, are left out, or they alone would decide how much room all others have.
    """
    histograms = [_narrowed(*_widened(own, counts)) for own, counts in histograms]
    there = [own for own, counts in histograms if len(counts)]
    low = min((float(own[0]) for own in there), default=0.0)
    high = max((float(own[-1]) for own in there), default=1.0)
    near = 0.0 if low < high else ALONE * max(abs(low), 1e-6)
    edges = np.linspace(low - near, high + near, BINS + 1)
    return edges, np.stack([_shares(own, counts, edges) for own, counts in histograms])


def _widened(own: Array, counts: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
    """Each two bins as one, as long as there are few values in them: these make a shape, not a comb."""
    most = max(FEWEST, int(counts.sum()) // IN_A_BIN)
    while len(counts) > most and len(counts) % 2 == 0:
        own, counts = own[::2], counts.reshape(-1, 2).sum(1)
    return own, counts


def _narrowed(own: Array, counts: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
    """Without the bins at its ends that hold next to nothing; where all values are one, in the middle of a range around
    it, that alone: both edges are it.
    """
    if not counts.any():
        return own, counts
    few = FAR * int(counts.sum())
    first = int(np.searchsorted(np.cumsum(counts), few, side="right"))
    last = len(counts) - 1 - int(np.searchsorted(np.cumsum(counts[::-1]), few, side="right"))
    middle = (float(own[0]) + float(own[-1])) / 2
    if first == last and len(counts) > 1 and np.isclose(own[first], middle):
        return np.array([middle, middle]), counts[first : first + 1]
    return own[first : last + 2], counts[first : last + 1]


def _shares(own: Array, counts: NDArray[np.int64], edges: Array) -> Array:
    if not len(counts):
        return np.zeros(BINS)
    if own[0] == own[-1]:  # a single value, however fine the bins are
        return np.histogram(own[:1], edges)[0].astype(np.float64)
    below = np.concatenate([[0.0], np.cumsum(counts)]) / max(1, int(counts.sum()))
    return np.diff(np.interp(edges, own, below))
