"""Layers as torch modules. Their weights stay unset until `initialise` draws them from a generator of its own.

Leaving `reset_parameters` out draws nothing from torch's global generator, as `torch.nn.utils.skip_init` does, but
without the 1.6 s that its meta device takes when first used.
"""

from __future__ import annotations

from typing import Any, assert_never

import torch.nn.functional as F
from torch import Tensor, nn

from engine.network import layers as kinds
from engine.network.nodes import LayerOp
from engine.network.shapes import Pair, Shape


class Conv2d(nn.Conv2d):
    """torch's convolution with unset weights."""

    def reset_parameters(self) -> None:
        """Nothing: `initialise` does it."""


class SameConv2d(Conv2d):
    """A convolution whose "same" padding is one row or column more below and on the right, as torch places it.

    torch does the same for padding="same" with an even kernel, but warns about it.
    """

    def __init__(self, *arguments: Any, extra: tuple[int, int], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.extra = (0, extra[1], 0, extra[0])

    def forward(self, input: Tensor) -> Tensor:
        """(N, C, H, W) to (N, filters, H, W)."""
        return super().forward(F.pad(input, self.extra))


class Linear(nn.Linear):
    """torch's linear layer with unset weights."""

    def reset_parameters(self) -> None:
        """Nothing: `initialise` does it."""


class GlobalAvgPool(nn.Module):
    """(N, C, H, W) to (N, C): the mean of each map."""

    def forward(self, x: Tensor) -> Tensor:
        """The means."""
        return x.mean((2, 3))


class PadChannels(nn.Module):
    """Adds `extra` channels of zeros at the end of (N, C, H, W)."""

    def __init__(self, extra: int) -> None:
        super().__init__()
        self.extra = extra

    def forward(self, x: Tensor) -> Tensor:
        """(N, C + extra, H, W)."""
        return F.pad(x, (0, 0, 0, 0, 0, self.extra))


def module_of(op: LayerOp, shape: Shape, classes: int) -> nn.Module:
    """The module of a layer for an input of `shape` (without the batch) that fits it.

    A module with weights or running statistics of its own also needs its place in `engine.model.initialisation`.
    """
    match op:
        case kinds.Conv2d():
            return _conv(op, shape)
        case kinds.Linear():
            return Linear(shape[0], op.width(classes), bias=op.bias)
        case kinds.BatchNorm():
            return _batch_norm(op, shape)
        case kinds.Pooling():
            return _pooling(op)
        case kinds.Activation():
            return _activation(op)
        case kinds.Flatten() | kinds.PadChannels():
            return nn.Flatten() if isinstance(op, kinds.Flatten) else PadChannels(op.channels - shape[0])
        case kinds.Dropout() | kinds.Dropout2d():
            return _dropout(op)
        case _:
            assert_never(op)


def _conv(op: kinds.Conv2d, shape: Shape) -> nn.Module:
    settings: dict[str, Any] = {
        "in_channels": shape[0],
        "out_channels": op.filters,
        "kernel_size": op.kernel,
        "stride": op.stride,
        "padding": op.sides,
        "dilation": op.dilation,
        "groups": op.groups,
        "bias": op.bias,
    }
    return Conv2d(**settings) if op.padding != "same" else _same(op, settings)


def _same(op: kinds.Conv2d, settings: dict[str, Any]) -> nn.Module:
    missing = tuple(reach - 1 for reach in op.reach)
    settings["padding"] = tuple(total // 2 for total in missing)
    extra = (missing[0] % 2, missing[1] % 2)
    return SameConv2d(**settings, extra=extra) if any(extra) else Conv2d(**settings)


def _batch_norm(op: kinds.BatchNorm, shape: Shape) -> nn.Module:
    kind = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
    return kind(shape[0], eps=op.epsilon, momentum=op.momentum)


def _pooling(op: kinds.AnyPooling) -> nn.Module:
    match op:
        case kinds.MaxPool2d():
            return nn.MaxPool2d(op.kernel, op.steps, op.padding, ceil_mode=op.ceil)
        case kinds.AvgPool2d():
            return nn.AvgPool2d(_two(op.kernel), _two(op.steps), _two(op.padding), ceil_mode=op.ceil)
        case kinds.AdaptiveAvgPool2d():
            return nn.AdaptiveAvgPool2d(op.size)
        case kinds.GlobalAvgPool():
            return GlobalAvgPool()
        case _:
            assert_never(op)


def _two(size: Pair) -> tuple[int, int]:
    return size[0], size[1]


def _dropout(op: kinds.AnyDropout) -> nn.Module:
    match op:
        case kinds.Dropout():
            return nn.Dropout(op.probability)
        case kinds.Dropout2d():
            return nn.Dropout2d(op.probability)
        case _:
            assert_never(op)


def _activation(op: kinds.AnyActivation) -> nn.Module:
    match op:
        case kinds.ReLU():
            return nn.ReLU()
        case kinds.LeakyReLU():
            return nn.LeakyReLU(op.slope)
        case kinds.ELU():
            return nn.ELU(op.alpha)
        case kinds.GELU():
            return nn.GELU()
        case kinds.SiLU():
            return nn.SiLU()
        case kinds.Sigmoid():
            return nn.Sigmoid()
        case kinds.Tanh():
            return nn.Tanh()
        case kinds.Softmax():
            return nn.Softmax(1)  # over the features of a vector, over the channels of maps
        case _:
            assert_never(op)
