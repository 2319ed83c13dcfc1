"""Lanczos: grey images brought to another size just as Pillow brings them, bit for bit, many at a time."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

REACH = 3.0  # pixels of the smaller image that count, on either side
UNIT = float(2**22)  # Pillow's weights are whole numbers of 1/UNIT


def resized(grey: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Images (n, height, width) as (n, side, side); what has that size keeps its values."""
    height, width = grey.shape[1:]
    if width != side:
        grey = _in_bytes(grey.astype(np.float64) @ _weights(width, side).T)
    if height != side:
        grey = _in_bytes(_weights(height, side) @ grey.astype(np.float64))
    return grey


def _in_bytes(sums: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Rounded to the nearest, in place: what is cut off is what is behind the point."""
    sums += 0.5
    np.clip(sums, 0, 255, out=sums)
    return sums.astype(np.uint8)


@cache
def _weights(size: int, wanted: int) -> NDArray[np.float64]:
    """(wanted, size): how much each pixel of a row counts for each of the pixels that are wanted.

    They are multiples of 1/UNIT, so that sums of them with bytes are exact.
    """
    scale = size / wanted
    stretch = max(1.0, scale)
    weights = np.zeros((wanted, size))
    for place in range(wanted):
        centre = (place + 0.5) * scale
        first = max(0, int(centre - REACH * stretch + 0.5))
        last = min(size, int(centre + REACH * stretch + 0.5))
        values = _lanczos((np.arange(first, last) - centre + 0.5) / stretch)
        weights[place, first:last] = values / values.sum()
    return np.trunc(weights * UNIT + np.copysign(0.5, weights)) / UNIT


def _lanczos(away: NDArray[np.floating]) -> NDArray[np.floating]:
    inside = (away >= -REACH) & (away < REACH)
    return np.where(inside, np.sinc(away) * np.sinc(away / REACH), 0.0)
