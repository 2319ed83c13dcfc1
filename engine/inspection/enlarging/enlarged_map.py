"""Enlarged map: what one filter makes of an image, beside what it works on."""

from __future__ import annotations

import numpy as np
from torch import Tensor, nn

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.activations import outputs
from engine.inspection.enlarging.figures import figures
from engine.inspection.enlarging.parts import Beside, EnlargedMap
from engine.inspection.limits import limits
from engine.model.net import Net

NO_LAYER = InputError("The shown model has no such layer.", "Choose one that it has.")
NO_MAPS = InputError("This layer gives single values, not maps.", "Choose a layer before it is made flat.")


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
