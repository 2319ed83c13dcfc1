"""Limits: the range of finite values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK = 2**20  # values that are looked at together where some are no numbers


def limits(values: NDArray[np.float32]) -> tuple[float, float]:
    """The least and the greatest finite value; 0 and 0 where there is none."""
    if not values.size:
        return 0.0, 0.0
    low, high = float(values.min()), float(values.max())
    if np.isfinite(low) and np.isfinite(high):  # nearly always, and many times as fast
        return low, high
    flat = values.reshape(-1)
    found = [_limits(flat[begin : begin + BLOCK]) for begin in range(0, flat.size, BLOCK)]
    ends = [end for one in found for end in one]
    return (min(ends), max(ends)) if ends else (0.0, 0.0)


def _limits(values: NDArray[np.float32]) -> tuple[float, ...]:
    """Both of some, or none."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else ()
