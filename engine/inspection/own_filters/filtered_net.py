"""Filtered net: a network with filters that were typed in; the layers of the other stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy

import torch
from torch import nn

from engine.inspection.own_filters.own_filter import OwnFilter
from engine.model.net import Chain, Net, Sum


def filtered_net(net: Net, filters: Iterable[OwnFilter]) -> Net:
    """The network with these filters in place of its own. It shares all layers but those that have one.

    Filters that fit no layer, by address, number or shape, are passed over.
    """
    fitting = [one for one in filters if _fits(net.layers.get(one.address), one)]
    layers = {at: deepcopy(net.layers[at]) for at in dict.fromkeys(one.address for one in fitting)}
    for one in fitting:
        _put(layers[one.address], one)
    if not layers:
        return net
    instead = {id(net.layers[at]): layer for at, layer in layers.items()}
    return net.with_chains(_exchanged(net.stack, instead), _exchanged(net.ending, instead), layers)


def _fits(layer: nn.Module | None, one: OwnFilter) -> bool:
    if not isinstance(layer, nn.Conv2d):
        return False
    return 0 <= one.index < len(layer.weight) and tuple(layer.weight.shape[1:]) == one.shape


def _put(layer: nn.Module, one: OwnFilter) -> None:
    assert isinstance(layer, nn.Conv2d)  # noqa: S101  # it fits
    with torch.inference_mode(mode=False), torch.no_grad():
        layer.weight[one.index] = torch.from_numpy(one.kernels)
        if layer.bias is not None:
            layer.bias[one.index] = one.bias


def _exchanged(chain: Chain, instead: Mapping[int, nn.Module]) -> Chain:
    """The same modules but for some, also inside blocks."""
    return Chain([_one(module, instead) for module in chain], chain.marks)


def _one(module: nn.Module, instead: Mapping[int, nn.Module]) -> nn.Module:
    if isinstance(module, Sum):
        return Sum(_exchanged(module.body, instead), _exchanged(module.shortcut, instead))
    return instead.get(id(module), module)
