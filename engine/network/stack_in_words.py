"""A stack in a few words, to tell two networks apart in a list: "2 conv · 3 linear", "ResNet-20-like: 9 blocks · …"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias, assert_never

from engine.network.layer_base import Layer
from engine.network.layers import BatchNorm, Conv2d, Dropout, Dropout2d, Linear
from engine.network.network import Network
from engine.network.nodes import Node, Op, Repeat, Residual

Kinds: TypeAlias = Counter[type[Op]]


def stack_in_words(network: Network) -> str:
    """How many layers with weights data pass on their way, copies counted, shortcuts and what is switched off not.

    What has residual blocks is named as the field names it, by the number of those layers.
    """
    kinds = _kinds(network.nodes)
    convolutions, linear, blocks = kinds[Conv2d], kinds[Linear], kinds[Residual]
    parts = [_counted(blocks, "blocks"), _counted(convolutions, "conv"), _counted(linear, "linear")]
    parts += ["batch norm"] * bool(kinds[BatchNorm]) + ["dropout"] * bool(kinds[Dropout] + kinds[Dropout2d])
    name = f"ResNet-{convolutions + linear}-like: " if blocks else ""
    return name + (" · ".join(part for part in parts if part) or "no weights")


def _counted(count: int, kind: str) -> str:
    return f"{count:,} {kind.removesuffix('s') if count == 1 else kind}" if count else ""


def _kinds(nodes: Iterable[Node]) -> Kinds:
    """How often data pass each kind of layer and block."""
    found: Kinds = Counter()
    for node in nodes:
        if node.enabled:
            found.update(_kinds_in(node.op))
    return found


def _kinds_in(op: Op) -> Kinds:
    match op:
        case Repeat():
            return Counter({kind: count * op.times for kind, count in _kinds(op.body).items()})
        case Residual():
            return _kinds(op.body) + Counter({Residual: 1})
        case Layer():
            return Counter({type(op): 1})
        case _:
            assert_never(op)
