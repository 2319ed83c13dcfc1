"""Enlarged filter: the weights of one filter or unit, laid out as what they weigh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.enlarging.figures import Figures, figures, limits
from engine.model.net import Net
from engine.network.layers import Flatten

Values = NDArray[np.float32]
MOST = 2**22  # weights of a layer that are looked through
NO_FILTERS = InputError("This layer has no filters.", "Look at its maps, or choose a layer that learns.")


@dataclass(frozen=True, eq=False)
class EnlargedFilter:
    """Filter or unit number `index` of `count` of the layer at an address: kernels (channels, height, width).

    They weigh the input's channels from `first_channel` on. Of a unit behind flattened maps a kernel is what weighs one
    of those; of another unit the one kernel is a row. `layer_limits` is the range of all weights of the layer, None
    where they are so many that to look through them takes more than a moment.
    """

    address: str
    index: int
    count: int
    kernels: Values
    bias: float | None
    first_channel: int
    figures: Figures
    layer_limits: tuple[float, float] | None
    unit: bool  # whether it is one of a linear layer


def enlarged_filter(net: Net, address: str, index: int) -> EnlargedFilter:
    """The nearest filter or unit there is, copied. InputError where the layer has none."""
    layer = net.layers.get(address)
    if not isinstance(layer, nn.Conv2d | nn.Linear):
        raise NO_FILTERS
    weight = layer.weight.detach().cpu().numpy()
    at = min(max(0, index), len(weight) - 1)
    kernels = np.array(weight[at]).reshape(_shape(net, address, weight.shape[1:]))
    bias = None if layer.bias is None else float(layer.bias[at].detach())
    first = 0
    if isinstance(layer, nn.Conv2d):
        first = at // (layer.out_channels // layer.groups) * (layer.in_channels // layer.groups)
    common = limits(weight) if weight.size <= MOST else None
    return EnlargedFilter(
        address, at, len(weight), kernels, bias, first, figures(kernels), common, isinstance(layer, nn.Linear)
    )


def _shape(net: Net, address: str, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Of kernels (channels, height, width)."""
    if len(shape) == 3:
        return shape
    analysis = analyse(net.network, net.shape, net.classes)
    maker = wiring(analysis).wires[address].input
    source = None if maker is None else analysis.instances[maker]
    if source is not None and isinstance(source.node.op, Flatten) and source.input and len(source.input) == 3:
        return source.input
    return (1, 1, *shape)
