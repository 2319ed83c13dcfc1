"""Rows: the stack as a flat list of frozen values, computed from the network, its analysis and the folded blocks.

A block is an "open" row, what is inside it, and a "close" row; a "branch" row stands where the shortcut's own layers
begin and an "empty" row where a branch has none. So the place above each row is exactly one gap of the network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, assert_never

import msgspec

from engine.analysis.advice import Advice
from engine.analysis.analysis import Analysis, Instance, Problem
from engine.network.addresses import address, parsed
from engine.network.layers import Layer
from engine.network.network import Gap, Network, place
from engine.network.nodes import (
    Node,
    Nodes,
    Repeat,
    Residual,
    branches,
    copies_inside,
    walk,
)
from engine.network.shapes import Shape
from gui.state.shown.mutes import Extent

Part: TypeAlias = Literal["card", "open", "branch", "empty", "close", "whole"]
State: TypeAlias = Literal["fine", "broken", "unknown", "disabled"]
SELECTABLE = ("card", "open")


class Lane(NamedTuple):
    """What one block's line does in a row: it begins, runs through, turns over to the shortcut's layers, or ends."""

    block: Literal["residual", "repeat"]
    part: Literal["begin", "through", "turn", "end"]


class Row(msgspec.Struct, frozen=True):
    """One row, with everything that is painted and spoken of it.

    `gap` is the place above the row, of an empty row the place it is; `instance` is the first copy of its node; costs
    are those of all its `copies` together, and shares theirs of the whole network. A folded block has the problem and
    the advice of what is inside it.
    """

    key: str
    part: Part
    node: Node | None
    depth: int
    lanes: tuple[Lane, ...]
    gap: Gap
    state: State = "fine"
    instance: Instance | None = None
    problem: Problem | None = None
    folded: bool = False
    frozen: bool = False
    copies: int = 1
    parameters: int = 0
    multiply_adds: int = 0
    share_parameters: float = 0.0
    share_multiply_adds: float = 0.0
    advice: tuple[Advice, ...] = ()
    muted: Extent | None = None  # in the shown model

    @property
    def output(self) -> Shape | None:
        """The shape that comes out, None where it is unknown."""
        return self.instance.output if self.instance else None


class Place(NamedTuple):
    """A gap, above which row it lies, and how deep; or the row itself, where that is an empty one."""

    position: int
    gap: Gap
    depth: int
    on: bool = False


def rows_of(
    network: Network,
    analysis: Analysis,
    folded: Collection[str] = (),
    advised: Mapping[str, tuple[Advice, ...]] = MappingProxyType({}),
    muted: Mapping[str, Extent] = MappingProxyType({}),
) -> tuple[Row, ...]:
    """All rows of the stack in order."""
    return tuple(_Rows(analysis, frozenset(folded), advised, muted).of(network))


def places(rows: tuple[Row, ...], nodes: Nodes) -> list[Place]:
    """Every gap once, in order of the stack, the one after the last node included."""
    found: list[Place] = []
    for position, row in enumerate(rows):
        after_empty = position > 0 and rows[position - 1].part == "empty"
        if row.part == "empty":
            found += [] if after_empty else _end_of_body(position, row)
            found.append(Place(position, row.gap, row.depth, on=True))
        elif row.part != "whole" and not after_empty:
            found.append(Place(position, row.gap, row.depth + (row.part in ("close", "branch"))))
    end = len(rows) - bool(rows and rows[-1].part == "whole")
    return found if not nodes else [*found, Place(end, Gap(None, len(nodes)), 0)]


def _end_of_body(position: int, row: Row) -> list[Place]:
    """Above an empty shortcut a body may end; other empty places have nothing of their block above them."""
    if row.node is None or row.gap.branch != "shortcut":
        return []
    body = dict(branches(row.node.op))["body"]
    return [Place(position, Gap(row.node.id, len(body)), row.depth)]


def span(rows: tuple[Row, ...], position: int) -> int:
    """How many rows a node takes from its first: 1 for a layer, all up to its close row for a block."""
    row = rows[position]
    if row.part != "open" or row.folded:
        return 1
    key = close_key(row.key)
    return next(i for i in range(position, len(rows)) if rows[i].key == key) - position + 1


def close_key(node_id: str) -> str:
    """The key of the row that closes a block."""
    return f"{node_id}/close"


class _Rows:
    """Walks the network once; what is the same for all rows is looked up here."""

    def __init__(
        self,
        analysis: Analysis,
        folded: frozenset[str],
        advised: Mapping[str, tuple[Advice, ...]],
        muted: Mapping[str, Extent],
    ) -> None:
        self._network, self._advised, self._muted = analysis.network, advised, muted
        self._instances: Mapping[str, Instance] = analysis.instances
        self._problems = {problem.node: problem for problem in reversed(analysis.problems)}
        self._folded = folded
        self._copies: defaultdict[str, list[Instance]] = defaultdict(list)
        for at, instance in self._instances.items():
            self._copies[parsed(at)[0]].append(instance)
        self._parameters = max(1, analysis.parameters)
        self._multiply_adds = max(1, analysis.multiply_adds)

    def of(self, network: Network) -> Iterator[Row]:
        yield from self._sequence(network.nodes, _Around(None, "body", 0, (), (), on=True, frozen=False))
        if not network.nodes:
            yield Row("empty", "empty", None, 0, (), Gap(None, 0))
        whole = self._problems.get(None)
        if whole is not None and network.nodes:
            yield Row("whole", "whole", None, 0, (), Gap(None, len(network.nodes)), "broken", problem=whole)

    def _sequence(self, nodes: Nodes, around: _Around) -> Iterator[Row]:
        for index, node in enumerate(nodes):
            row = self._card(node, index, around)
            yield row
            if row.part == "open" and not row.folded:
                yield from self._inside(node, index, around, row)

    def _card(self, node: Node, index: int, around: _Around) -> Row:
        block = _block(node)
        one = self._instances.get(address(node.id, around.copies) if around.copies else node.id)
        folded = node.id in self._folded
        copies = self._copies.get(node.id, [])
        parameters, work = sum(each.parameters for each in copies), sum(each.multiply_adds for each in copies)
        problem = self._problems.get(node.id) or (self._problem_inside(node) if folded else None)
        return Row(
            key=node.id,
            part="open" if block else "card",
            node=node,
            depth=around.depth,
            lanes=around.lanes if not block or folded else (*around.lanes, Lane(block, "begin")),
            gap=Gap(around.parent, index, around.branch),
            state=_state(node, one, problem, on=around.on),
            instance=one,
            problem=problem,
            folded=folded,
            frozen=around.frozen or not node.trainable,
            copies=max(1, len(copies)),
            parameters=parameters,
            multiply_adds=work,
            share_parameters=parameters / self._parameters,
            share_multiply_adds=work / self._multiply_adds,
            advice=self._advice(node, folded=folded) if self._advised else (),
            muted=self._muted.get(node.id),
        )

    def _problem_inside(self, block: Node) -> Problem | None:
        """The first problem of what a folded block hides, with its place."""
        if not self._problems:
            return None
        found = next((self._problems[node.id] for node in walk((block,)) if node.id in self._problems), None)
        if found is None or found.node is None:
            return None
        return replace(found, why=f"{place(self._network, found.node).words}: {found.why}")

    def _advice(self, node: Node, *, folded: bool) -> tuple[Advice, ...]:
        if not folded:
            return self._advised.get(node.id, ())
        return tuple(piece for inner in walk((node,)) for piece in self._advised.get(inner.id, ()))

    def _inside(self, node: Node, index: int, around: _Around, row: Row) -> Iterator[Row]:
        block = _block(node) or "repeat"
        inside = branches(node.op)
        inner = around.inside(node, block)
        for name, nodes in inside:
            if name == "shortcut" and nodes:
                lanes = (*around.lanes, Lane(block, "turn"))
                before = Gap(node.id, len(inside[0][1]))
                yield Row(f"{node.id}/branch", "branch", node, around.depth, lanes, before, row.state)
            yield from self._sequence(nodes, inner._replace(branch=name))
            if not nodes:
                key = f"{node.id}/{name}"
                yield Row(key, "empty", node, inner.depth, inner.lanes, Gap(node.id, 0, name), row.state)
        end = Gap(node.id, len(inside[-1][1]), inside[-1][0])
        lanes = (*around.lanes, Lane(block, "end"))
        yield Row(close_key(node.id), "close", node, around.depth, lanes, end, row.state, row.instance)


class _Around(NamedTuple):
    """What surrounds a sequence of nodes."""

    parent: str | None
    branch: str
    depth: int
    lanes: tuple[Lane, ...]
    copies: tuple[int, ...]
    on: bool
    frozen: bool

    def inside(self, node: Node, block: Literal["residual", "repeat"]) -> _Around:
        return _Around(
            parent=node.id,
            branch="body",
            depth=self.depth + 1,
            lanes=(*self.lanes, Lane(block, "through")),
            copies=copies_inside(node.op, self.copies, 0),
            on=self.on and node.enabled,
            frozen=self.frozen or not node.trainable,
        )


def _block(node: Node) -> Literal["residual", "repeat"] | None:
    match node.op:
        case Layer():
            return None
        case Residual():
            return "residual"
        case Repeat():
            return "repeat"
        case op:
            assert_never(op)


def _state(node: Node, one: Instance | None, problem: Problem | None, *, on: bool) -> State:
    if not on or not node.enabled:
        return "disabled"
    if problem is not None:
        return "broken"
    return "unknown" if one is None or one.output is None else "fine"
