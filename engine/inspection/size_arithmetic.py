"""Why a layer's output has its size: the arithmetic with its numbers, in words.

For a convolution of 28×28 by 5×5 with padding 2: "(28 + 2·2 − 5) / 1 + 1 = 28".
"""

from __future__ import annotations

from math import prod
from typing import assert_never

from engine.analysis.analysis import Instance
from engine.figures import counted
from engine.network.layers import (
    AdaptiveAvgPool2d,
    BatchNorm,
    Conv2d,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    PadChannels,
    Pointwise,
    Pool2d,
)
from engine.network.nodes import LayerOp
from engine.network.shapes import Shape, pooled, spelled, windows


def output_arithmetic(instance: Instance, classes: int) -> tuple[str, ...]:
    """Lines on the output's size, height and width in one line where they are alike.

    Empty for what leaves its input's shape, for blocks, and where shapes are unknown. The formulas are those of
    torch.nn.Conv2d and torch.nn.MaxPool2d.
    """
    op, shape = _layer(instance), instance.input
    if op is None or shape is None:
        return ()
    match op:
        case Conv2d():
            return _conv(op, shape)
        case Pool2d():
            return _sides(_pooled(op, shape, 0), _pooled(op, shape, 1))
        case Flatten() | Linear() | GlobalAvgPool() | AdaptiveAvgPool2d() | PadChannels():
            return (_line(op, shape, classes),)
        case Pointwise() | BatchNorm():
            return ()
        case _:
            assert_never(op)


def _layer(instance: Instance) -> LayerOp | None:
    """The layer of an instance that computes: switched on, no block, its shapes known."""
    op = instance.node.op
    return op if isinstance(op, Layer) and instance.node.enabled and instance.output is not None else None


def _line(op: Flatten | Linear | GlobalAvgPool | AdaptiveAvgPool2d | PadChannels, shape: Shape, classes: int) -> str:
    """The layers whose output takes one line."""
    match op:
        case Flatten():
            return f"{' · '.join(map(str, shape))} = {prod(shape)}"
        case Linear():
            return f"{counted(op.width(classes), 'unit')}, whatever the input"
        case GlobalAvgPool():
            return f"{counted(shape[0], 'channel')}: one mean each = {shape[0]}"
        case AdaptiveAvgPool2d():
            return f"{spelled(op.size)}, whatever the input"
        case PadChannels():
            return f"{shape[0]} + {op.channels - shape[0]} empty = {counted(op.channels, 'channel')}"
        case _:
            assert_never(op)


def _conv(op: Conv2d, shape: Shape) -> tuple[str, ...]:
    channels = f"{counted(op.filters, 'filter')}: one map each = {counted(op.filters, 'channel')}"
    if op.padding == "same":
        return (f"“same” keeps {spelled(shape[1:])}", channels)
    return (*_sides(_windows(op, shape, 0), _windows(op, shape, 1)), channels)


def _sides(height: str, width: str) -> tuple[str, ...]:
    return (height,) if height == width else (f"Height: {height}", f"Width: {width}")


def _windows(op: Conv2d, shape: Shape, side: int) -> str:
    size, kernel, stride = shape[side + 1], op.kernel[side], op.stride[side]
    padding, dilation = op.sides[side], op.dilation[side]
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    reach = f"{kernel}" if dilation == 1 else f"({dilation}·({kernel} − 1) + 1)"
    count = windows(size, kernel, stride, padding, dilation)
    return f"{_quotient(size, padding, reach, stride)} = {_rounded(room, stride, count)}"


def _pooled(op: Pool2d, shape: Shape, side: int) -> str:
    size, kernel, stride, padding = shape[side + 1], op.kernel[side], op.steps[side], op.padding[side]
    room = size + 2 * padding - kernel
    count = pooled(size, kernel, stride, padding, ceil=op.ceil)
    line = f"{_quotient(size, padding, str(kernel), stride)} = {_rounded(room, stride, count)}"
    outside = op.ceil and count == room // stride + 1 and room % stride
    return f"{line}: a further window would begin outside the map" if outside else line


def _quotient(size: int, padding: int, kernel: str, stride: int) -> str:
    return f"({size} + 2·{padding} − {kernel}) / {stride} + 1"


def _rounded(room: int, stride: int, count: int) -> str:
    """The count, and before it the broken number that it is rounded from."""
    exact = room / stride + 1
    if room % stride == 0:
        return str(count)
    return f"{exact:.4g}, rounded {'up' if count > exact else 'down'} to {count}"
