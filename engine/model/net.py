"""Net: a network as a torch module that runs its nodes in order. It costs no more a step than a plain nn.Sequential.

A `Chain` is an nn.Sequential of the layers that really compute: copies of a Repeat stand in it one after the other,
disabled nodes not at all. Beside each module it knows the addresses whose output that module gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import torch
from torch import Tensor, nn

from engine.network.addresses import parsed
from engine.network.layers import Layer
from engine.network.network import Network
from engine.network.shapes import Shape

Record: TypeAlias = Callable[[Iterable[str], Tensor], None]
Forward: TypeAlias = Callable[[Tensor], Tensor]


class Chain(nn.Sequential):
    """Modules one after the other; `marks[i]` are the addresses whose output is there before module i."""

    def __init__(self, modules: Sequence[nn.Module], marks: Sequence[Sequence[str]]) -> None:
        super().__init__(*modules)
        self.marks = tuple(tuple(addresses) for addresses in marks)

    def straight(self) -> Forward:
        """The same function, without torch's look for hooks at every module: see Net.straight."""
        steps = [module.straight() if isinstance(module, Sum) else module.forward for module in self]

        def forward(x: Tensor) -> Tensor:
            for step in steps:
                x = step(x)
            return x

        return forward

    def run(self, x: Tensor, record: Record) -> Tensor:
        """The output, telling `record` every one on the way."""
        record(self.marks[0], x)
        for module, addresses in zip(self, self.marks[1:], strict=True):
            x = module.run(x, record) if isinstance(module, Sum) else module(x)
            record(addresses, x)
        return x


class Sum(nn.Module):
    """A residual block: body(x) + shortcut(x)."""

    def __init__(self, body: Chain, shortcut: Chain) -> None:
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        """The sum of both paths."""
        total: Tensor = self.body(x) + self.shortcut(x)
        return total

    def straight(self) -> Forward:
        """The same function: see Chain.straight."""
        body, shortcut = self.body.straight(), self.shortcut.straight()
        return lambda x: body(x) + shortcut(x)

    def run(self, x: Tensor, record: Record) -> Tensor:
        """The sum, telling `record` every output on both paths."""
        return self.body.run(x, record) + self.shortcut.run(x, record)


@dataclass
class Parts:
    """What a Net is made of: see Net."""

    stack: Chain
    ending: Chain
    layers: dict[str, nn.Module] = field(default_factory=dict)
    frozen: list[nn.Module] = field(default_factory=list)


class Net(nn.Module):
    """A network as a module: (N, *shape) to logits (N, classes).

    `layers` holds the modules of enabled layers by address, in order of execution. A Softmax at the end of the stack
    stands apart: the loss and `probabilities` contain it already, only `run` applies it. Frozen layers have no
    gradients, and frozen batch norms keep to their running statistics in training mode too.
    """

    def __init__(self, network: Network, shape: Shape, classes: int, parts: Parts) -> None:
        super().__init__()
        self.network = network
        self.shape = shape
        self.classes = classes
        self.stack = parts.stack
        self.ending = parts.ending
        self.layers: Mapping[str, nn.Module] = parts.layers
        self.generator: torch.Generator | None = None  # from which dropout draws, where not from the process's
        self._frozen = parts.frozen
        for layer in parts.frozen:
            layer.requires_grad_(requires_grad=False)

    @property
    def is_random(self) -> bool:
        """True when some layer draws while training."""
        ops = {node.id: node.op for node in self.network}
        drawing = (ops[parsed(at)[0]] for at in self.layers)
        return any(isinstance(op, Layer) and op.random for op in drawing)

    def with_chains(self, stack: Chain, ending: Chain, instead: Mapping[str, nn.Module] | None = None) -> Net:
        """The same layers, shared, in other chains; addresses stay theirs. Of those `instead` has, others."""
        layers = {**self.layers, **(instead or {})}
        exchanged = {id(self.layers[at]): layers[at] for at in instead or {}}
        frozen = [exchanged.get(id(layer), layer) for layer in self._frozen]
        other = Net(self.network, self.shape, self.classes, Parts(stack, ending, layers, frozen))
        other.training = self.training
        return other

    def forward(self, x: Tensor) -> Tensor:
        """Logits (N, classes) of a float batch (N, *shape)."""
        logits: Tensor = self.stack(x)
        return logits

    def straight(self) -> Forward:
        """What `forward` does, in the mode that the net is in by then, for whoever calls it at every step.

        Hooks on layers are passed over: to look for them takes 2 % of a step of LeNet-5 at batch 10.
        """
        return self.stack.straight()

    def probabilities(self, x: Tensor) -> Tensor:
        """Probabilities (N, classes): softmax applied once, whether the stack ends in a Softmax or not."""
        return self(x).softmax(1)  # type: ignore[no-any-return]  # modules are called untyped

    def run(self, x: Tensor, wanted: Collection[str]) -> dict[str, Tensor]:
        """Outputs, with the batch, at these addresses: layers, blocks, and a Softmax at the end.

        A disabled node gives what came in. Addresses that the network does not run are left out.
        """
        found: dict[str, Tensor] = {}

        def record(addresses: Iterable[str], value: Tensor) -> None:
            found.update((address, value) for address in addresses if address in wanted)

        self.ending.run(self.stack.run(x, record), record)
        return found

    def follow_gradients(self) -> Net:
        """Of all but frozen layers, also where they were switched off to look at the net."""
        self.requires_grad_()
        for layer in self._frozen:
            layer.requires_grad_(requires_grad=False)
        return self

    def train(self, mode: bool = True) -> Net:  # noqa: FBT001, FBT002  # torch's own signature
        """Training or evaluation mode; frozen layers with running statistics stay in evaluation."""
        super().train(mode)
        for layer in self._frozen:
            if any(True for _ in layer.buffers()):
                layer.eval()
        return self
