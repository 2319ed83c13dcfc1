"""Unwrapping: what becomes of the weights when blocks are replaced by their bodies, in a sentence."""

from __future__ import annotations

from collections.abc import Collection
from typing import assert_never

from engine.network.layers import Layer, Weightless
from engine.network.network import Network
from engine.network.nodes import Node, Nodes, Repeat, Residual, branches, walk


def unwrap_report(network: Network, ids: Collection[str]) -> str:
    """What unwrapping the blocks among these nodes does, and what it costs; empty where none is a block."""
    blocks = [node for node in network.outermost(ids) if branches(node.op)]
    return " ".join(dict.fromkeys(_report(network, block) for block in blocks))


def _report(network: Network, block: Node) -> str:
    match block.op:
        case Residual() as residual:
            return _residual(residual)
        case Repeat() as repeat:
            return _repeat(block, repeat, nested=_is_nested(network, block))
        case Layer():
            return ""  # only blocks are asked about
        case op:
            assert_never(op)


def _residual(op: Residual) -> str:
    if not op.shortcut:
        return "The input is no longer added; all weights stay."
    lost = " and its weights go" if _learned(op.shortcut) else " goes"
    return f"The shortcut{lost}; the weights of the body stay."


def _repeat(block: Node, op: Repeat, *, nested: bool) -> str:
    if not _learned(op.body):
        return f"{op.times} copies become one; there are no weights in them." if op.times > 1 else "No weights change."
    if nested:
        return f"{block.label} × {op.times} becomes one copy, with new weights, as it repeats inside another."
    if op.times == 1:
        return "All weights stay."
    others = "the other copy" if op.times == 2 else f"the other {op.times - 1} copies"
    return f"{op.times} copies become one: the first keeps its weights, those of {others} go."


def _is_nested(network: Network, block: Node) -> bool:
    """True where copies are counted in more than one Repeat, so that no one copy is plainly the first."""
    around = (network.find(outer) for outer in network.ancestors(block.id))
    inside = (node for node in walk((block,)) if node.id != block.id)
    return any(isinstance(node.op, Repeat) for node in (*around, *inside) if node is not None)


def _learned(nodes: Nodes) -> bool:
    return any(isinstance(node.op, Layer) and not isinstance(node.op, Weightless) for node in walk(nodes))
