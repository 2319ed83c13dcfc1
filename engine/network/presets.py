"""Presets: the shortcuts that a residual block commonly has, as ordinary nodes.

Both take maps of height and width h, w to ceil(h / stride), ceil(w / stride), as a 3×3 convolution with padding 1 and
the same stride does.
"""

from __future__ import annotations

from engine.network.layers import BatchNorm, Conv2d, Linear, MaxPool2d, PadChannels
from engine.network.nodes import LayerOp, NewId, Node, Nodes
from engine.network.shapes import Pair


def nodes_of(new_id: NewId, *ops: LayerOp) -> Nodes:
    """A plain sequence of layers as nodes."""
    return tuple(Node(new_id(), op) for op in ops)


def pad_shortcut(new_id: NewId, channels: int, stride: Pair = (1, 1)) -> Nodes:
    """Without weights: a max pooling for the stride, then zero channels added up to `channels`.

    At stride 1 only the channels. Source: option A of He et al. 2015, arXiv:1512.03385, with pooled instead of skipped
    pixels.
    """
    return nodes_of(new_id, *_subsampling(stride), PadChannels(channels))


def projection_shortcut(new_id: NewId, channels: int, stride: Pair = (1, 1)) -> Nodes:
    """A learned 1×1 convolution without bias, then batch normalisation; option B of He et al. 2015."""
    return nodes_of(new_id, Conv2d(channels, (1, 1), stride, bias=False), BatchNorm())


def linear_shortcut(new_id: NewId, units: int) -> Nodes:
    """For vectors: a learned linear layer without bias."""
    return nodes_of(new_id, Linear(units, bias=False))


def _subsampling(stride: Pair) -> tuple[LayerOp, ...]:
    if max(stride) == 1:
        return ()
    kernel = tuple(min(step, 2) for step in stride)
    return (MaxPool2d(kernel, "size" if stride == kernel else stride, ceil=True),)
