"""Dropping: what a dropout of training would keep of what one image gives it, and how that is scaled up."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.activations import outputs
from engine.model.net import Net
from engine.model.own_dropout import OwnDropout


def dropped(net: Net, address: str, x: Tensor, draw: int) -> tuple[Tensor, Tensor, float]:
    """What a dropout is given for one normalised image (1, *shape), by what it multiplies that, and its probability.

    Both are (C, H, W) or (F,); the factor is 0 or 1 / (1 − probability). `draw` is the seed of the mask. Raises
    InputError where there is no dropout.
    """
    module = net.layers.get(address)
    if not isinstance(module, nn.Dropout | nn.Dropout2d):
        raise InputError("This layer drops nothing.", "Choose a dropout.")
    source = wiring(analyse(net.network, net.shape, net.classes)).wires[address].input
    given = x[0] if source is None else outputs(net, x, (source,))[source]
    generator = torch.Generator().manual_seed(draw)
    drops = OwnDropout(module.p, generator, maps=isinstance(module, nn.Dropout2d)).train()
    with torch.no_grad():
        factors = drops(torch.ones_like(given)[None])[0]
    return given, factors, module.p
