"""Windows: which values of its input one value of a layer is made of, and into which of its output one goes.

Functions of the settings and shapes alone, without torch. All are clipped to what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import assert_never

import numpy as np

from engine.inspection.arithmetic.explanation import Index, Region
from engine.network.layers import (
    Activation,
    AdaptiveAvgPool2d,
    BatchNorm,
    Conv2d,
    Dropping,
    Flatten,
    GlobalAvgPool,
    Linear,
    PadChannels,
    Pool2d,
    Softmax,
)
from engine.network.nodes import LayerOp
from engine.network.shapes import Shape

Taps = tuple[int, ...]  # rows or columns of a map, some of which may lie outside of it


def window_in(op: LayerOp, shape: Shape, index: Index) -> Region:
    """What the value at `index` of the output is made of, in an input of `shape`; no channels where all is padding."""
    match op:
        case Conv2d():
            return _clipped(group(op, shape, index[0]), shape, taps(op, shape, index))
        case Pool2d() | AdaptiveAvgPool2d():
            return _clipped(_one(index), shape, taps(op, shape, index))
        case GlobalAvgPool():
            return Region(_one(index), *map(_all, shape[1:]))
        case Linear():
            return Region(range(shape[0]))
        case Softmax():
            return here(index)._replace(channels=range(shape[0]))
        case Flatten():
            return here(unflattened(shape, index))
        case PadChannels():
            return here(index) if index[0] < shape[0] else Region(range(0))
        case BatchNorm() | Dropping() | Activation():
            return here(index)
        case _:
            assert_never(op)


def window_out(op: LayerOp, shape: Shape, output: Shape, index: Index) -> Region:
    """What the value at `index` of an input of `shape` goes into, in the output; no channels where nothing uses it."""
    match op:
        case Conv2d():
            return _reached(_filters(op, shape, index[0]), _slid(op, shape, output, index))
        case Pool2d() | AdaptiveAvgPool2d():
            return _reached(_one(index), _slid(op, shape, output, index))
        case GlobalAvgPool():
            return Region(_one(index))
        case Linear():
            return Region(range(output[0]))
        case Softmax():
            return here(index)._replace(channels=range(shape[0]))
        case Flatten():
            return here((int(np.ravel_multi_index(index, shape)),))
        case PadChannels() | BatchNorm() | Dropping() | Activation():
            return here(index)
        case _:
            assert_never(op)


def here(index: Index) -> Region:
    """The one value."""
    return Region(_one(index), *((place,) for place in index[1:]))


def first_of(region: Region) -> Index:
    """The first value of a region that has any."""
    return (region.channels[0], *(side[0] for side in (region.rows, region.columns) if side))


def unflattened(shape: Shape, index: Index) -> Index:
    """Where the value at `index` of a flattened vector was before."""
    return tuple(int(place) for place in np.unravel_index(index[0], shape)) if prod(shape) else index


def group(op: Conv2d, shape: Shape, filter_index: int) -> range:
    """The channels that a filter works on."""
    size = shape[0] // op.groups
    first = filter_index // (op.filters // op.groups) * size
    return range(first, first + size)


def taps(op: Conv2d | Pool2d | AdaptiveAvgPool2d, shape: Shape, index: Index) -> tuple[Taps, Taps]:
    """Rows and columns under the window of the value at `index`, the padding's and what is beyond it included."""
    down, across = (_side(op, shape, side)(index[side + 1]) for side in (0, 1))
    return down, across


def _side(op: Conv2d | Pool2d | AdaptiveAvgPool2d, shape: Shape, side: int) -> Callable[[int], Taps]:
    size = shape[side + 1]
    match op:
        case Conv2d():
            windows, dilation, kernel = op.window(shape[1:]), op.dilation[side], op.kernel[side]
        case Pool2d():
            windows, dilation, kernel = op.window(shape[1:]), 1, op.kernel[side]
        case AdaptiveAvgPool2d():
            out = op.size[side]
            return lambda place: tuple(range(place * size // out, -(-(place + 1) * size // out)))
        case _:
            assert_never(op)
    stride, padding = (int(windows[side].stride), windows[side].padding) if windows else (1, 0)
    return lambda place: tuple(place * stride - padding + tap * dilation for tap in range(kernel))


def _slid(op: Conv2d | Pool2d | AdaptiveAvgPool2d, shape: Shape, output: Shape, index: Index) -> tuple[Taps, Taps]:
    """Rows and columns of the output whose windows hold the value at `index` of the input."""
    down, across = (_holding(_side(op, shape, side), output[side + 1], index[side + 1]) for side in (0, 1))
    return down, across


def _holding(window: Callable[[int], Taps], places: int, wanted: int) -> Taps:
    return tuple(place for place in range(places) if wanted in window(place))


def _filters(op: Conv2d, shape: Shape, channel: int) -> range:
    """The filters that work on a channel."""
    size = op.filters // op.groups
    first = channel // (shape[0] // op.groups) * size
    return range(first, first + size)


def _clipped(channels: range, shape: Shape, window: tuple[Taps, Taps]) -> Region:
    down, across = (tuple(tap for tap in side if 0 <= tap < size) for side, size in zip(window, shape[1:], strict=True))
    return _reached(channels, (down, across))


def _reached(channels: range, sides: tuple[Taps, Taps]) -> Region:
    return Region(channels, *sides) if all(sides) else Region(range(0))


def _one(index: Index) -> range:
    return range(index[0], index[0] + 1)


def _all(size: int) -> Taps:
    return tuple(range(size))
