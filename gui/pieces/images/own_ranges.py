"""Own ranges: what the greys of maps span, each its own values; an even map has its grey of the range of all."""

from __future__ import annotations

import numpy as np

Ends = tuple[np.ndarray, np.ndarray]


def ends_of(values: np.ndarray) -> Ends:
    """The least and the greatest finite value of each map (N, H, W), both (N,); both 0 where none is finite."""
    low, high = values.min((1, 2)), values.max((1, 2))
    if np.isfinite(low).all() and np.isfinite(high).all():  # nearly always, and many times as fast
        return low, high
    finite = np.isfinite(values)
    low = np.min(values, axis=(1, 2), where=finite, initial=np.inf)
    high = np.max(values, axis=(1, 2), where=finite, initial=-np.inf)
    some = finite.any(axis=(1, 2))
    return np.where(some, low, np.float32(0)), np.where(some, high, np.float32(0))


def own_ranges(low: np.ndarray, high: np.ndarray) -> Ends:
    """What each map spans, by the ends (N,) of all: what is all one value would else be black, whatever that is."""
    even = low >= high
    return np.where(even, low.min(), low), np.where(even, high.max(), high)
