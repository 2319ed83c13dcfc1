"""Nodes: a layer or a block with its id, name and switches; and the blocks, Residual and Repeat."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Annotated, Any, ClassVar, TypeAlias, assert_never, final

from msgspec import Meta

from engine.network import layers as kinds
from engine.network.addresses import Copies
from engine.network.layer_base import Group
from engine.typed.document import Document

MAX_NESTING = 16  # blocks inside blocks

NewId: TypeAlias = Callable[[], str]
Nodes: TypeAlias = "tuple[Node, ...]"
NodeId = Annotated[str, Meta(pattern=r"^n[0-9a-z]{5}\Z", title="Id", description="n and five letters or digits.")]


@final
class Residual(Document, frozen=True, tag_field="kind", tag="Residual"):
    """The sum of two paths: the body, and a shortcut; an empty shortcut passes its input on unchanged."""

    title: ClassVar[str] = "Residual block"
    group: ClassVar[Group] = "blocks"
    help: ClassVar[str] = "Adds what the layers inside find to what came in, so that very deep stacks can learn."

    body: tuple[Node, ...] = ()
    shortcut: Annotated[tuple[Node, ...], Meta(title="Shortcut")] = ()

    def brief(self) -> str:
        """The kind of shortcut."""
        return "+ shortcut" if self.shortcut else ""


@final
class Repeat(Document, frozen=True, tag_field="kind", tag="Repeat"):
    """Copies of the body one after the other, each with its own weights."""

    title: ClassVar[str] = "Repeat"
    group: ClassVar[Group] = "blocks"
    help: ClassVar[str] = "Runs the layers inside several times in a row, each time with weights of their own."

    body: tuple[Node, ...] = ()
    times: Annotated[int, Meta(ge=1, le=256, title="Times", description="How many copies follow each other.")] = 2

    def brief(self) -> str:
        """How often."""
        return f"× {self.times}"


LayerOp: TypeAlias = (
    kinds.Conv2d
    | kinds.AnyPooling
    | kinds.Flatten
    | kinds.PadChannels
    | kinds.Linear
    | kinds.BatchNorm
    | kinds.AnyDropout
    | kinds.AnyActivation
)
Block: TypeAlias = Residual | Repeat
Op: TypeAlias = LayerOp | Block

LAYERS: tuple[type[LayerOp], ...] = LayerOp.__args__
BLOCKS: tuple[type[Block], ...] = Block.__args__
KINDS: tuple[type[Op], ...] = (*LAYERS, *BLOCKS)
TITLES = {op.__name__: op.title for op in KINDS}


class Node(Document, frozen=True, cache_hash=True):
    """One place in the stack: a layer or a block, with its id and what a person set on it."""

    id: NodeId
    op: Op
    name: Annotated[
        str, Meta(max_length=80, title="Name", description="A name of your own, shown instead of the kind.")
    ] = ""
    enabled: Annotated[bool, Meta(title="Enabled", description="Off: data passes by unchanged.")] = True
    trainable: Annotated[
        bool, Meta(title="Trainable", description="Off: its weights and statistics stay as they are.")
    ] = True
    note: Annotated[
        str, Meta(max_length=20_000, title="Note", description="What you want to remember about it (Markdown).")
    ] = ""

    @staticmethod
    def item_title(index: int, raw: Any) -> str:
        """How a mistake in a file names the node: Layer 4 (Convolution)."""
        kind = raw.get("op", {}).get("kind") if isinstance(raw, dict) and isinstance(raw.get("op"), dict) else None
        title = TITLES.get(kind) if isinstance(kind, str) else None
        return f"Layer {index + 1} ({title})" if title else f"Layer {index + 1}"

    @property
    def label(self) -> str:
        """Its own name, or the title of its kind."""
        return self.name or self.op.title


def is_block(op: Op) -> bool:
    """True for what holds other nodes."""
    return not isinstance(op, kinds.Layer)


def branches(op: Op) -> tuple[tuple[str, Nodes], ...]:
    """The sequences of nodes inside, by name; none for a layer."""
    match op:
        case kinds.Layer():
            return ()
        case Residual():
            return (("body", op.body), ("shortcut", op.shortcut))
        case Repeat():
            return (("body", op.body),)
        case _:
            assert_never(op)


def times_inside(op: Op) -> int:
    """How many instances what is inside has for each of the block's own."""
    match op:
        case Repeat():
            return op.times
        case Residual() | kinds.Layer():
            return 1
        case _:
            assert_never(op)


def copies_inside(op: Op, around: Copies, index: int) -> Copies:
    """The copies in the address of what is in the sequence of a measured block with this index."""
    match op:
        case Repeat():
            return (*around, index)
        case Residual() | kinds.Layer():
            return around
        case _:
            assert_never(op)


def walk(nodes: Iterable[Node]) -> Iterable[Node]:
    """Every node, blocks before what is inside them."""
    for node in nodes:
        yield node
        if not isinstance(node.op, kinds.Layer):
            for _, inner in branches(node.op):
                yield from walk(inner)


def random_ids(seed: int | None = None, taken: Iterable[str] = ()) -> NewId:
    """A factory of new ids; seeded in tests and recipes, by chance in the window."""
    generator = random.Random(seed)
    used = set(taken)

    def new_id() -> str:
        while True:
            found = "n" + "".join(generator.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=5))
            if found not in used:
                used.add(found)
                return found

    return new_id


def renewed(nodes: Iterable[Node], new_id: NewId) -> Nodes:
    """Copies with new ids throughout, as paste and duplicate need."""
    return tuple(_renewed(node, new_id) for node in nodes)


def _renewed(node: Node, new_id: NewId) -> Node:
    return Node(new_id(), with_branches(node.op, lambda inner: renewed(inner, new_id)), *_switches(node))


def _switches(node: Node) -> tuple[Any, ...]:
    return node.name, node.enabled, node.trainable, node.note


def with_op(node: Node, op: Op) -> Node:
    """The node with another op, already checked."""
    return node if op is node.op else Node(node.id, op, *_switches(node))


def with_branches(op: Op, edit: Callable[[Nodes], Nodes]) -> Op:
    """The op with `edit` applied to each sequence inside it; the very same op when nothing changed."""
    match op:
        case kinds.Layer():
            return op
        case Residual():
            body, shortcut = edit(op.body), edit(op.shortcut)
            return op if body is op.body and shortcut is op.shortcut else Residual(body, shortcut)
        case Repeat():
            body = edit(op.body)
            return op if body is op.body else Repeat(body, op.times)
        case _:
            assert_never(op)


def depth(nodes: Iterable[Node]) -> int:
    """How deeply blocks are nested: 0 for layers alone."""
    return max(
        (1 + max(depth(inner) for _, inner in branches(node.op)) for node in nodes if is_block(node.op)), default=0
    )
