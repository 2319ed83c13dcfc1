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
    module = dict(_modules(net.stack)).get(wanted)
    if module is None or wanted not in layers_with_maps(net):
        raise InputError("This layer gives no maps, which Grad-CAM needs.", "Choose a layer that does.")
    return wanted, module


def _with_maps(net: Net) -> list[Instance]:
    """Also without a repeat of nothing at the beginning, which gives the image itself."""
    instances, made = analyse(net.network, net.shape, net.classes).instances, dict(_modules(net.stack))
    enabled = (one for one in instances.values() if one.node.enabled)
    return [one for one in enabled if len(one.output or ()) == 3 and one.address in made]


def _places(one: Instance) -> int:
    _, height, width = one.output or (0, 0, 0)
    return height * width


def _modules(chain: Chain) -> Iterator[tuple[str, nn.Module]]:
    """Each address with the module whose output has it."""
    for module, addresses in zip(chain, chain.marks[1:], strict=True):
        yield from ((address, module) for address in addresses)
        if isinstance(module, Sum):
            yield from _modules(module.body)
            yield from _modules(module.shortcut)
