"""Network: a tree of nodes and the pure edits on it. An edit returns a new network and shares what did not change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import count
from typing import Annotated, assert_never

import msgspec
from msgspec import Meta

from engine.errors import NetworkError, Place
from engine.network.layer_base import Layer
from engine.network.nodes import (
    MAX_NESTING,
    NewId,
    Node,
    Nodes,
    Op,
    Repeat,
    Residual,
    branches,
    depth,
    is_block,
    renewed,
    walk,
    with_branches,
    with_op,
)
from engine.typed.document import Document, changed


class Gap(msgspec.Struct, frozen=True):
    """A place between nodes: before the node at `index` of a sequence.

    The sequence is the stack itself (`parent` None) or a block's branch, "body" or "shortcut".
    """

    parent: str | None
    index: int
    branch: str = "body"


class Network(Document, frozen=True, cache_hash=True):
    """The stack: a sequence of nodes, blocks nested in it."""

    nodes: Annotated[tuple[Node, ...], Meta(description="The layers, first to last.")] = ()

    def __iter__(self) -> Iterator[Node]:
        """Every node in order of reading, blocks before what is inside them."""
        return iter(walk(self.nodes))

    @property
    def ids(self) -> set[str]:
        """The ids of all nodes."""
        return {node.id for node in self}

    def find(self, node_id: str) -> Node | None:
        """The node with this id."""
        return next((node for node in self if node.id == node_id), None)

    def sequence(self, gap: Gap) -> Nodes:
        """The sequence of nodes that a gap lies in; raises KeyError when there is no such block or branch."""
        if gap.parent is None:
            return self.nodes
        parent = self.find(gap.parent)
        if parent is None:
            raise KeyError(gap.parent)
        return dict(branches(parent.op))[gap.branch]

    def gap(self, node_id: str) -> Gap:
        """The gap just before a node; raises KeyError when there is no such node."""
        found = _gap(self.nodes, None, "body", node_id)
        if found is None:
            raise KeyError(node_id)
        return found

    def ancestors(self, node_id: str) -> list[str]:
        """Ids of the blocks around a node, outermost first."""
        around: list[str] = []
        parent = self.gap(node_id).parent
        while parent is not None:
            around.insert(0, parent)
            parent = self.gap(parent).parent
        return around

    def insert(self, gap: Gap, nodes: Iterable[Node]) -> Network:
        """With nodes put into a gap. Raises NetworkError past 16 nested blocks, KeyError when there is no such gap."""
        added = tuple(nodes)
        self.sequence(gap)
        if not added:
            return self
        return _within_depth(self._with_sequence(gap, lambda old: (*old[: gap.index], *added, *old[gap.index :])))

    def remove(self, ids: Collection[str]) -> Network:
        """Without these nodes and what is inside them."""
        return self._filtered(set(ids))

    def move(self, ids: Collection[str], gap: Gap) -> Network:
        """With these nodes, in order of the stack, taken out and put into a gap; ids stay.

        A node whose block moves too goes along inside it. A gap inside a moved block changes nothing.
        """
        chosen = self.outermost(ids)
        inside = {inner.id for node in chosen for inner in walk((node,))}
        if not chosen or gap.parent in inside:
            return self
        moved = {node.id for node in chosen}
        before = sum(node.id in moved for node in self.sequence(gap)[: gap.index])
        rest = self._filtered(moved)
        result = rest.insert(Gap(gap.parent, gap.index - before, gap.branch), chosen)
        return self if result == self else result

    def duplicate(self, ids: Collection[str], new_id: NewId) -> Network:
        """With a copy, under new ids, right after the last of these nodes."""
        chosen = self.outermost(ids)
        if not chosen:
            return self
        last = self.gap(chosen[-1].id)
        return self.insert(Gap(last.parent, last.index + 1, last.branch), renewed(chosen, new_id))

    def replace(self, node: Node) -> Network:
        """With the node of the same id replaced by this one."""
        return _within_depth(self._mapped({node.id}, lambda _: node))

    def change(self, ids: Collection[str], **fields: object) -> Network:
        """With fields of these nodes' layers or blocks changed; raises ProjectError when a value is out of bounds."""
        return _within_depth(self._mapped(set(ids), lambda node: with_op(node, changed(node.op, **fields))))

    def change_node(self, ids: Collection[str], **fields: object) -> Network:
        """With name, enabled, trainable or note of these nodes changed; raises ProjectError when a value is wrong."""
        return self._mapped(set(ids), lambda node: changed(node, **fields))

    def wrap(self, ids: Collection[str], op: Residual | Repeat, new_id: NewId) -> Network:
        """With these neighbours inside a new block, in the place of the first of them.

        Raises NetworkError when they do not all stand in one sequence without others between.
        """
        chosen = self.outermost(ids)
        gaps = [self.gap(node.id) for node in chosen]
        if not gaps or not _adjacent(gaps):
            raise NetworkError("These layers are not next to each other.", "Select neighbours of one block or stack.")
        block = Node(new_id(), _with_branch(op, "body", lambda _: chosen))
        return self._filtered({node.id for node in chosen}).insert(gaps[0], (block,))

    def unwrap(self, node_id: str) -> Network:
        """With a block replaced by its body; its shortcut and copies go. Layers are left as they are."""
        node = self.find(node_id)
        if node is None or not branches(node.op):
            return self
        gap = self.gap(node_id)
        return self._filtered({node_id}).insert(gap, dict(branches(node.op))["body"])

    def numbered(self) -> Network:
        """The same layers without names and notes, by ids in their order: equal where two stacks are."""
        nameless = self.change_node(self.ids, name="", note="")
        numbers = count()
        return Network(renewed(nameless.nodes, lambda: f"n{next(numbers):05}"))

    def outermost(self, ids: Collection[str]) -> Nodes:
        """The chosen nodes in order of the stack, without those inside another chosen one."""
        wanted = set(ids)
        return tuple(_outermost(self.nodes, wanted))

    def _with_sequence(self, gap: Gap, edit: Callable[[Nodes], Nodes]) -> Network:
        if gap.parent is None:
            return Network(edit(self.nodes))
        return self._mapped({gap.parent}, lambda node: with_op(node, _with_branch(node.op, gap.branch, edit)))

    def _mapped(self, ids: set[str], edit: Callable[[Node], Node]) -> Network:
        def nodes(sequence: Nodes) -> Nodes:
            new = tuple(one(node) for node in sequence)
            return sequence if all(a is b for a, b in zip(new, sequence, strict=True)) else new

        def one(node: Node) -> Node:
            inner = with_op(node, with_branches(node.op, nodes))
            return edit(inner) if node.id in ids else inner

        found = nodes(self.nodes)
        return self if found is self.nodes else Network(found)

    def _filtered(self, ids: set[str]) -> Network:
        def nodes(sequence: Nodes) -> Nodes:
            kept = tuple(with_op(node, with_branches(node.op, nodes)) for node in sequence if node.id not in ids)
            same = len(kept) == len(sequence) and all(a is b for a, b in zip(kept, sequence, strict=True))
            return sequence if same else kept

        found = nodes(self.nodes)
        return self if found is self.nodes else Network(found)


def _within_depth(network: Network) -> Network:
    if depth(network.nodes) > MAX_NESTING:
        raise NetworkError(f"Blocks can be nested {MAX_NESTING} deep, not deeper.", "Unwrap a block first.")
    return network


def duplicated_id(network: Network) -> Node | None:
    """The first node whose id an earlier one has too."""
    seen: set[str] = set()
    for node in network:
        if node.id in seen:
            return node
        seen.add(node.id)
    return None


def place(network: Network, node_id: str, field: str | None = None) -> Place:
    """Where a node is, in words: "Layer 4 (Convolution)", its path through blocks included."""
    parts: list[str] = []
    for inner in (*network.ancestors(node_id), node_id):
        node, gap = network.find(inner), network.gap(inner)
        if node is not None:
            branch = "shortcut, " if gap.branch == "shortcut" else ""
            parts.append(f"{branch}Layer {gap.index + 1} ({node.label})")
    return Place(node=node_id, field=field, words=", ".join(parts))


def _gap(nodes: Nodes, parent: str | None, branch: str, node_id: str) -> Gap | None:
    for index, node in enumerate(nodes):
        if node.id == node_id:
            return Gap(parent, index, branch)
        for name, inner in branches(node.op):
            if found := _gap(inner, node.id, name, node_id):
                return found
    return None


def _outermost(nodes: Nodes, wanted: set[str]) -> Iterator[Node]:
    for node in nodes:
        if not wanted:
            return
        if node.id in wanted:
            wanted.discard(node.id)
            yield node
        elif is_block(node.op):
            for _, inner in branches(node.op):
                yield from _outermost(inner, wanted)


def _with_branch(op: Op, branch: str, edit: Callable[[Nodes], Nodes]) -> Op:
    match op:
        case Residual() if branch == "shortcut":
            return Residual(op.body, edit(op.shortcut))
        case Residual():
            return Residual(edit(op.body), op.shortcut)
        case Repeat():
            return Repeat(edit(op.body), op.times)
        case Layer():
            return op
        case _:
            assert_never(op)


def _adjacent(gaps: list[Gap]) -> bool:
    first = gaps[0]
    return all(gap == Gap(first.parent, first.index + i, first.branch) for i, gap in enumerate(gaps))
