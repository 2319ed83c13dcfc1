"""Pooling: the largest of a window, or its mean."""

from __future__ import annotations

from typing import assert_never

import numpy as np
from torch import Tensor

from engine.inspection.arithmetic.explanation import Index
from engine.inspection.arithmetic.windows import Taps, taps
from engine.inspection.arithmetic.workings import Averaged, Flags, Largest, Values
from engine.network.layers import AdaptiveAvgPool2d, AnyPooling, AvgPool2d, GlobalAvgPool, MaxPool2d

MOST_SHOWN = 65_536  # values of one window
LARGEST = float(np.finfo(np.float32).max)


def pooled(op: AnyPooling, maps: Tensor, index: Index) -> Largest | Averaged:
    """How the value at `index` came of maps (channels, height, width)."""
    match op:
        case MaxPool2d():
            return _largest(op, maps, index)
        case AvgPool2d() | AdaptiveAvgPool2d() | GlobalAvgPool():
            return _averaged(op, maps, index)
        case _:
            assert_never(op)


def _largest(op: MaxPool2d, maps: Tensor, index: Index) -> Largest:
    """The first of the largest values is it, or the first that is no number."""
    patch, inside, rows, columns = _patch(_map(maps, index), taps(op, tuple(maps.shape), index))
    rated = np.where(inside, np.nan_to_num(patch, nan=np.inf, posinf=LARGEST), -np.inf)
    row, column = np.unravel_index(int(rated.argmax()), rated.shape)
    return Largest(patch, inside, rows, columns, (rows[row], columns[column]))


def _averaged(op: AvgPool2d | AdaptiveAvgPool2d | GlobalAvgPool, maps: Tensor, index: Index) -> Averaged:
    values = _map(maps, index)
    patch, inside, _, _ = _patch(values, _counted(op, tuple(maps.shape), index))
    with np.errstate(all="ignore"):
        total = float(patch.sum(dtype=np.float64))
    return (
        Averaged(patch, inside, total, patch.size)
        if patch.size <= MOST_SHOWN
        else Averaged(None, None, total, patch.size)
    )


def _counted(
    op: AvgPool2d | AdaptiveAvgPool2d | GlobalAvgPool, shape: tuple[int, ...], index: Index
) -> tuple[Taps, Taps]:
    """Rows and columns that count: padding does, what a last window has beyond it does not (torch's Pool.h)."""
    if isinstance(op, GlobalAvgPool):
        return tuple(range(shape[1])), tuple(range(shape[2]))
    window = taps(op, shape, index)
    if isinstance(op, AdaptiveAvgPool2d):
        return window
    down, across = (
        tuple(tap for tap in side if tap < size + padding)
        for side, size, padding in zip(window, shape[1:], op.padding, strict=True)
    )
    return down, across


def _patch(values: Values, window: tuple[Taps, Taps]) -> tuple[Values, Flags, Taps, Taps]:
    """What lies under a window, zero in the padding, where it lies on the map, and its rows and columns."""
    rows, columns = (np.array(side) for side in window)
    inside = ((rows >= 0) & (rows < values.shape[0]))[:, None] & ((columns >= 0) & (columns < values.shape[1]))
    clipped = np.ix_(rows.clip(0, values.shape[0] - 1), columns.clip(0, values.shape[1] - 1))
    return np.where(inside, values[clipped], np.float32(0)), inside, *window


def _map(maps: Tensor, index: Index) -> Values:
    found: Values = maps[index[0]].detach().cpu().numpy()
    return found
