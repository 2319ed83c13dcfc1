"""Section rows: what a part of Inspect shows, as the lines of a table for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

Line = Sequence[Any]


def of_maps(noun: str, values: np.ndarray, every: int = 1) -> Iterator[Line]:
    """A line for each row of maps (N, H, W), which may be every `every`-th row and column of larger ones."""
    _, height, width = values.shape
    yield [noun.lower(), "row", *(f"column {column * every + 1}" for column in range(width))]
    for at, rows in enumerate(values, start=1):
        for row in range(height):
            yield [at, row * every + 1, *rows[row]]


def of_kernels(values: np.ndarray, channels: int, first: int = 0, groups: int = 1) -> Iterator[Line]:
    """A line for each row of filters (F, C, H, W): of their `channels`, from 0, all or those from the `first` one.

    The filters of each of `groups` read channels of their own.
    """
    filters, some, height, width = values.shape
    yield ["filter", "input channel", "row", *(f"column {column + 1}" for column in range(width))]
    for at in range(filters):
        before = at // (filters // groups) * channels + first
        for channel in range(some):
            for row in range(height):
                yield [at + 1, before + channel + 1, row + 1, *values[at, channel, row]]


def of_matrix(values: np.ndarray) -> Iterator[Line]:
    """A line for each unit of a linear layer (units, inputs)."""
    yield ["unit", *(f"input {at + 1}" for at in range(values.shape[1]))]
    for unit, weights in enumerate(values, start=1):
        yield [unit, *weights]


def of_values(noun: str, values: np.ndarray) -> Iterator[Line]:
    """A line for each value (N,)."""
    yield [noun.lower(), "value"]
    for at, value in enumerate(values, start=1):
        yield [at, value]


def of_classes(names: Sequence[str], outputs: np.ndarray, probabilities: np.ndarray) -> Iterator[Line]:
    """A line for each class, in their own order."""
    yield ["class", "output", "probability"]
    yield from zip(names, outputs, probabilities, strict=True)
