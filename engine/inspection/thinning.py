"""Thinning: of what a layer gives as many values as a picture shows: of large maps every so many-th row and column."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

MOST_VALUES = 2**21  # of the maps of one layer that are shown together: 8 MB, coloured in a few milliseconds
MOST_OF_VECTOR = 2**20
ON_A_CARD = 8, 48, 1024  # maps, their longest side, values of a vector


def every_for(shape: Sequence[int], most: int = MOST_VALUES, side: int | None = None) -> int:
    """Every how many-th row and column of maps (maps, height, width), so that together they are at most `most` values,
    where that can be, and of a longer one at least `side`, so that it fills as many pixels.
    """
    maps, height, width = shape
    longest = max(height, width)
    every = 1 if side is None else max(1, longest // side)
    while every < longest and maps * ceil(height / every) * ceil(width / every) > most:
        every += 1
    return every


def shown_values(values: Tensor) -> tuple[NDArray[np.float32], int]:
    """A copy of maps (maps, height, width), and of which every how many-th rows and columns it is; or of the first
    values of a vector (features,).
    """
    if values.ndim != 3:
        return copied(values[:MOST_OF_VECTOR]), 1
    every = every_for(values.shape)
    return thinned(values, every), every


def card_values(values: Tensor) -> NDArray[np.float32]:
    """A copy of the first maps (maps, height, width), or of every so many-th value (features,), as a card has room."""
    maps, side, features = ON_A_CARD
    if values.ndim != 3:
        return copied(values[:: max(1, ceil(len(values) / features))])
    return thinned(values[:maps], max(1, ceil(max(values.shape[1:]) / side)))


def thinned(values: Tensor, every: int) -> NDArray[np.float32]:
    """A copy of those of maps (maps, height, width)."""
    return copied(values[:, ::every, ::every])


def copied(values: Tensor) -> NDArray[np.float32]:
    """Of any shape."""
    return np.array(values.detach().cpu().numpy(), np.float32, copy=True, order="C")
