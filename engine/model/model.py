"""Model: what the window shows: a network with the weights it had at one step. It never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from torch import Tensor

from engine.model.building import build, unset
from engine.model.initialisation import Initialisation
from engine.model.net import Net
from engine.model.weights import copy_tensors, load_tensors
from engine.network.network import Network
from engine.network.shapes import Shape

Source: TypeAlias = Literal["initial", "live", "saved"]


@dataclass(frozen=True, eq=False)
class Model:
    """A network for inputs of `shape` with its tensors by "address/name" after `step` steps of training.

    `source` says where they come from: the first weights of the document, the run that goes on now, or one saved;
    `run` is that run's id. Whoever makes a Model never writes into its tensors again.
    """

    network: Network
    shape: Shape
    classes: int
    tensors: Mapping[str, Tensor]
    step: int = 0
    source: Source = "initial"
    run: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tensors", MappingProxyType(dict(self.tensors)))

    def net(self) -> Net:
        """A module of its own with these weights, in evaluation mode. Raises NetworkError when they do not fit."""
        net = unset(self.network, self.shape, self.classes)
        load_tensors(net, self.tensors)
        return net.eval().requires_grad_(requires_grad=False)


def initial_model(
    network: Network, shape: Shape, classes: int, initialisation: Initialisation = "torch", seed: int = 0
) -> Model:
    """The model without a run: with the very weights that training will start from. Raises NetworkError."""
    net = build(network, shape, classes, initialisation, seed)
    return Model(network, shape, classes, copy_tensors(net))
