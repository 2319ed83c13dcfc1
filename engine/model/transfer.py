"""Going on with the weights that fit after the network was edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from torch import Tensor

from engine.analysis.kept_weights import sources
from engine.analysis.tensor_shapes import TensorShapes
from engine.model.building import build
from engine.model.initialisation import Initialisation
from engine.model.weights import Tensors, copy_tensors, split_name
from engine.network.network import Network
from engine.network.shapes import Shape


@dataclass(frozen=True)
class Transferred:
    """Addresses of layers with weights: kept, left behind with the old network, and made anew in the new one.

    `came_from` has for each kept one the address that it had in the old network.
    """

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    made_anew: tuple[str, ...]
    came_from: Mapping[str, str] = field(default_factory=dict, compare=False)


def transfer(
    tensors: Tensors,
    network: Network,
    shape: Shape,
    classes: int,
    initialisation: Initialisation = "torch",
    seed: int = 0,
    *,
    zero_last_norm: bool = False,
) -> tuple[dict[str, Tensor], Transferred]:
    """All tensors of `network`: those of an earlier one where they fit, first weights elsewhere.

    A layer keeps its tensors where `kept_weights.sources` says so; otherwise all of the layer is made anew. Raises
    NetworkError when the network has a problem.
    """
    fresh = copy_tensors(build(network, shape, classes, initialisation, seed, zero_last_norm=zero_last_norm))
    old, new = _by_layer(tensors), _by_layer(fresh)
    kept = sources(_shapes(old), _shapes(new))
    for at, source in kept.items():
        for own in old[source].keys() & new[at].keys():
            new[at][own].copy_(old[source][own])
    return fresh, Transferred(tuple(kept), _without(old, kept.values()), _without(new, kept), kept)


def _by_layer(tensors: Tensors) -> dict[str, dict[str, Tensor]]:
    layers: dict[str, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        at, own = split_name(name)
        layers.setdefault(at, {})[own] = tensor
    return layers


def _shapes(layers: Mapping[str, Mapping[str, Tensor]]) -> dict[str, TensorShapes]:
    return {at: {own: tuple(tensor.shape) for own, tensor in tensors.items()} for at, tensors in layers.items()}


def _without(addresses: Iterable[str], kept: Iterable[str]) -> tuple[str, ...]:
    gone = set(kept)
    return tuple(at for at in addresses if at not in gone)
