"""Dropping: what a dropout of training would keep of what one image gives it, and how that is scaled up."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.activations import outputs
from engine.model.net import Net
from engine.model.own_dropout import OwnDropout


class Drop(NamedTuple):
    """What a dropout is `given`, and `factors` by which it multiplies that: 0 or 1 / (1 − probability).

    Both are (C, H, W) or (F,). `maps`: it drops whole maps.
    """

    given: Tensor
    factors: Tensor
    probability: float
    maps: bool


def dropped(net: Net, address: str, x: Tensor, draw: int) -> Drop:
    """What a dropout does to one normalised image (1, *shape); `draw` is the seed of the mask.

    Raises InputError where there is no dropout.
    """
    module = net.layers.get(address)
    if not isinstance(module, nn.Dropout | nn.Dropout2d):
        raise InputError("This layer drops nothing.", "Choose a dropout.")
    source = wiring(analyse(net.network, net.shape, net.classes)).wires[address].input
    given = x[0] if source is None else outputs(net, x, (source,))[source]
    generator = torch.Generator().manual_seed(draw)
    maps = isinstance(module, nn.Dropout2d)
    drops = OwnDropout(module.p, generator, maps=maps).train()
    with torch.no_grad():
        factors = drops(torch.ones_like(given)[None])[0]
    return Drop(given, factors, module.p, maps)
