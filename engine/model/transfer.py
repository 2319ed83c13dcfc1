"""Going on with the weights that fit after the network was edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from torch import Tensor

from engine.model.building import build
from engine.model.initialisation import Initialisation
from engine.model.weights import Tensors, copy_tensors, split_name
from engine.network.addresses import Copies, address, parsed
from engine.network.network import Network
from engine.network.shapes import Shape


@dataclass(frozen=True)
class Transferred:
    """Addresses of layers with weights: kept, left behind with the old network, and made anew in the new one."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    made_anew: tuple[str, ...]


def transfer(
    tensors: Tensors,
    network: Network,
    shape: Shape,
    classes: int,
    initialisation: Initialisation = "torch",
    seed: int = 0,
) -> tuple[dict[str, Tensor], Transferred]:
    """All tensors of `network`: those of an earlier one where they fit, first weights elsewhere.

    A layer keeps its tensors when its address had weights before and every tensor it had then and has now is of the
    same shape; so a convolution that loses or gains its bias keeps its filters. A layer taken out of a Repeat, or put
    into one, goes on as the first copy. Otherwise all of the layer is made anew. Raises NetworkError when the network
    has a problem.
    """
    fresh = copy_tensors(build(network, shape, classes, initialisation, seed))
    old, new = _by_layer(tensors), _by_layer(fresh)
    sources = {at: source for at in new if _fits(old.get(source := _source(at, old), {}), new[at])}
    for at, source in sources.items():
        for own in old[source].keys() & new[at].keys():
            new[at][own].copy_(old[source][own])
    return fresh, Transferred(tuple(sources), _without(old, sources.values()), _without(new, sources))


def _source(at: str, old: Mapping[str, object]) -> str:
    """The address whose weights a layer takes over: its own, else the first copy's when a Repeat came or went."""
    node, copies = parsed(at)
    first = _FIRST.get(copies)
    return at if at in old or first is None else address(node, first)


_FIRST: dict[Copies, Copies] = {(): (0,), (0,): ()}  # deeper, which copy is the first cannot be told


def _by_layer(tensors: Tensors) -> dict[str, dict[str, Tensor]]:
    layers: dict[str, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        at, own = split_name(name)
        layers.setdefault(at, {})[own] = tensor
    return layers


def _fits(old: dict[str, Tensor], new: dict[str, Tensor]) -> bool:
    shared = old.keys() & new.keys()
    return bool(shared) and all(old[own].shape == new[own].shape for own in shared)


def _without(addresses: Iterable[str], kept: Iterable[str]) -> tuple[str, ...]:
    gone = set(kept)
    return tuple(at for at in addresses if at not in gone)
