"""Layers with maps: which layers and blocks of a network Grad-CAM may look at, and their modules."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from engine.analysis.analysis import Instance, analyse
from engine.errors import InputError
from engine.model.net import Chain, Net, Sum
from engine.network.layers import Pooling


def layers_with_maps(net: Net) -> tuple[str, ...]:
    """Addresses, in order of execution, of layers and blocks that give maps; switched-off ones are left out."""
    return tuple(one.address for one in _with_maps(net))


def usual_layer(net: Net) -> str | None:
    """The last that gives maps of more than one place and is no pooling; else the last with maps; None without one."""
    found = _with_maps(net)
    wide = [one for one in found if _places(one) > 1 and not isinstance(one.node.op, Pooling)]
    return next((one.address for one in reversed(wide or found)), None)


def layer_for(net: Net, address: str | None) -> tuple[str, nn.Module]:
    """The address, or the usual one for None, with the module whose output is there; raises InputError."""
    wanted = usual_layer(net) if address is None else address
    if wanted is None:
        raise InputError("No layer of this network gives maps, which Grad-CAM needs.", "Choose another method.")
    module = next(_giving(net.stack, wanted), None)
    if module is None or wanted not in layers_with_maps(net):
        raise InputError("This layer gives no maps, which Grad-CAM needs.", "Choose a layer that does.")
    return wanted, module


def _with_maps(net: Net) -> list[Instance]:
    instances = analyse(net.network, net.shape, net.classes).instances.values()
    return [one for one in instances if one.node.enabled and len(one.output or ()) == 3]


def _places(one: Instance) -> int:
    _, height, width = one.output or (0, 0, 0)
    return height * width


def _giving(chain: Chain, address: str) -> Iterator[nn.Module]:
    """The module whose output has this address."""
    for module, addresses in zip(chain, chain.marks[1:], strict=True):
        if address in addresses:
            yield module
        if isinstance(module, Sum):
            yield from _giving(module.body, address)
            yield from _giving(module.shortcut, address)
