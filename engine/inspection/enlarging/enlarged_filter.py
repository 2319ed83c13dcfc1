"""Enlarged filter: the weights of one filter or unit, laid out as what they weigh."""

from __future__ import annotations

import numpy as np
from torch import nn

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.enlarging.figures import figures
from engine.inspection.enlarging.parts import EnlargedFilter
from engine.inspection.limits import limits
from engine.model.net import Net
from engine.network.layers import Flatten

MOST = 2**22  # weights of a layer that are looked through, and of a unit that are shown
NO_FILTERS = InputError("This layer has no filters.", "Look at its maps, or choose a layer that learns.")


def enlarged_filter(net: Net, address: str, index: int) -> EnlargedFilter:
    """The nearest filter or unit there is, copied. InputError where the layer has none."""
    layer = net.layers.get(address)
    if not isinstance(layer, nn.Conv2d | nn.Linear):
        raise NO_FILTERS
    weight = layer.weight.detach().cpu().numpy()
    at = min(max(0, index), len(weight) - 1)
    whole = weight[at].reshape(_shape(net, address, weight.shape[1:]))
    unit = isinstance(layer, nn.Linear)
    kernels = np.array(whole[: max(1, MOST // max(1, whole[0].size)), :, :MOST] if unit else whole)
    return EnlargedFilter(
        address=address,
        index=at,
        count=len(weight),
        kernels=kernels,
        channels=len(whole),
        weights=whole.size,
        bias=None if layer.bias is None else float(layer.bias[at].detach()),
        first_channel=_first_channel(layer, at),
        figures=figures(kernels),
        layer_limits=limits(weight) if weight.size <= MOST else None,
        unit=unit,
    )


def _first_channel(layer: nn.Conv2d | nn.Linear, at: int) -> int:
    """Of the input channels the first that it looks at: in groups each filter sees only some."""
    if isinstance(layer, nn.Linear):
        return 0
    return at // (layer.out_channels // layer.groups) * (layer.in_channels // layer.groups)


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
