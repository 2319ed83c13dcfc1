"""Possible: what can be done with the selected layers, and with the stack; menus show or grey by it. Without Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.network.layers import Weightless
from engine.network.network import Gap, Network
from engine.network.nodes import MAX_NESTING, Node, depth, is_block, walk
from gui.stack.edit.editing import neighbour_block

SELECTION = ("edit", "cut", "copy", "duplicate", "delete", "enable", "mute")
SHARING = ("copy picture", "copy table", "save picture")


def with_the_selection(network: Network, ids: Collection[str]) -> set[str]:
    """The names of the actions that would do something with these layers."""
    chosen = network.outermost(set(ids))
    return set(_with(network, chosen)) if chosen else set()


def with_the_stack(network: Network, folded: Collection[str], *, broken: bool) -> set[str]:
    """The names of the actions that would do something with the stack as a whole."""
    blocks = {node.id for node in network if is_block(node.op)}
    some = {"fold all": bool(blocks - set(folded)), "unfold all": bool(blocks & set(folded)), "problem": broken}
    return {"compact", "advice", *(name for name, any_left in some.items() if any_left)} | (
        set(SHARING) if network.nodes else set()
    )


def _with(network: Network, chosen: tuple[Node, ...]) -> Iterator[str]:
    """Of the selection, outermost layers in their order."""
    yield from SELECTION
    if any(not isinstance(node.op, Weightless) and not is_block(node.op) for node in walk(chosen)):
        yield "freeze"
    if any(is_block(node.op) for node in chosen):
        yield from ("unwrap", "fold")
    yield from _moves(network, chosen)
    if are_neighbours(network, chosen) and 1 + len(network.ancestors(chosen[0].id)) + depth(chosen) <= MAX_NESTING:
        yield from ("residual", "repeat")


def _moves(network: Network, chosen: tuple[Node, ...]) -> Iterator[str]:
    first, last = network.gap(chosen[0].id), network.gap(chosen[-1].id)
    apart = not are_neighbours(network, chosen)
    if apart or first != Gap(None, 0):
        yield "up"
    if apart or last.parent is not None or last.index + 1 < len(network.nodes):
        yield "down"
    if first.parent is not None:
        yield "out"
    if neighbour_block(network, tuple(node.id for node in chosen)):
        yield "in"


def are_neighbours(network: Network, chosen: tuple[Node, ...]) -> bool:
    """True where these follow each other in one sequence."""
    first = network.gap(chosen[0].id)
    found = network.sequence(first)[first.index : first.index + len(chosen)]
    return [node.id for node in found] == [node.id for node in chosen]
