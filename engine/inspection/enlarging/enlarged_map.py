"""Enlarged map: what one filter makes of an image, beside what it works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.activations import outputs
from engine.inspection.enlarging.figures import Figures, figures, limits
from engine.model.net import Net

Values = NDArray[np.float32]
NO_LAYER = InputError("The shown model has no such layer.", "Choose one that it has.")
NO_MAPS = InputError("This layer gives single values, not maps.", "Choose a layer before it is made flat.")


@dataclass(frozen=True, eq=False)
class Beside:
    """A map (height, width) of what a layer works on: number `index` of `count`; `maker` None is the image."""

    maker: str | None
    index: int
    count: int
    values: Values
    figures: Figures


@dataclass(frozen=True, eq=False)
class EnlargedMap:
    """Map number `index` of `count` of the layer at an address (height, width), and the range of all its maps.

    `beside` is a map of what the layer works on; None where that has none.
    """

    address: str
    index: int
    count: int
    values: Values
    figures: Figures
    layer_limits: tuple[float, float]
    beside: Beside | None
    unit = False


def enlarged_map(net: Net, x: Tensor, address: str, index: int, beside: int | None = None) -> EnlargedMap:
    """Of one normalised image `x` (1, *shape); the nearest map there is. Copies.

    `beside` says which map of its input is wanted; None: the one of the same number, or that a filter weighs most.
    InputError where the net has no such layer, or it gives no maps.
    """
    analysis = analyse(net.network, net.shape, net.classes)
    if address not in analysis.instances:
        raise NO_LAYER
    maker = _maker(analysis, address)
    found = outputs(net, x, (address,) if maker is None else (address, maker))
    maps = found.get(address)
    if maps is None:
        raise NO_LAYER
    if maps.ndim != 3:
        raise NO_MAPS
    at, whole = min(max(0, index), len(maps) - 1), maps.cpu().numpy()
    values = np.array(whole[at])
    source = x[0] if maker is None else found[maker]
    other = _beside(net, address, at, maker, source, beside) if source.ndim == 3 else None
    return EnlargedMap(address, at, len(maps), values, figures(values), limits(whole), other)


def _maker(analysis: Analysis, address: str) -> str | None:
    wire = wiring(analysis).wires.get(address)
    if wire is None:
        raise NO_LAYER
    return wire.input


def _beside(net: Net, address: str, at: int, maker: str | None, source: Tensor, wanted: int | None) -> Beside:
    if wanted is None:
        wanted = _heaviest(net.layers.get(address), at)
    index = min(max(0, wanted), len(source) - 1)
    values = np.array(source[index].cpu().numpy())
    return Beside(maker, index, len(source), values, figures(values))


def _heaviest(layer: nn.Module | None, at: int) -> int:
    """The input channel that a filter weighs most; of other layers the one of the same number."""
    if not isinstance(layer, nn.Conv2d):
        return at
    own, group = layer.in_channels // layer.groups, at // (layer.out_channels // layer.groups)
    return group * own + int(layer.weight[at].detach().abs().nan_to_num().sum((1, 2)).argmax())
