"""The difference of two networks, node by node: what was added, removed, changed and moved, and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import msgspec

from engine import figures
from engine.network.network import Network
from engine.network.nodes import Node, Nodes, branches
from engine.network.shapes import pair
from engine.typed.fields import label

SPEAKS_FOR_ITSELF = {"filters", "units", "channels", "times", "probability"}  # what a layer is mostly about
MOST_WORDS = 4  # parts of a sentence; more are counted


@dataclass(frozen=True)
class Diff:
    """Nodes by what happened to them, each in order of its network; blocks are compared without what is inside."""

    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[tuple[Node, Node], ...]  # before, after
    moved: tuple[Node, ...]

    def __bool__(self) -> bool:
        """True when there is any difference."""
        return bool(self.added or self.removed or self.changed or self.moved)

    @property
    def sentence(self) -> str:
        """In a few words, e.g. "Convolution 32→64, +Dropout"; empty without a difference."""
        parts = [
            *(_change(before, after) for before, after in self.changed),
            *(f"+{node.label}" for node in self.added),
            *(f"−{node.label}" for node in self.removed),
            *(f"{node.label} moved" for node in self.moved),
        ]
        more = len(parts) - MOST_WORDS
        return ", ".join(parts[:MOST_WORDS] + ([f"{more} more"] if more > 0 else []))


def diff(a: Network, b: Network) -> Diff:
    """What turns network `a` into `b`, nodes being the same when their ids are."""
    old, new = {node.id: node for node in a}, {node.id: node for node in b}
    both = [(old[at], node) for at, node in new.items() if at in old]
    return Diff(
        tuple(node for at, node in new.items() if at not in old),
        tuple(node for at, node in old.items() if at not in new),
        tuple((before, after) for before, after in both if before is not after and any(_differences(before, after))),
        tuple(_moved(a, b, set(old) & set(new))),
    )


def _places(nodes: Nodes, around: str, common: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Of every sequence: where it is, and the ids in it that both networks have."""
    yield around, [node.id for node in nodes if node.id in common]
    for node in nodes:
        for name, inner in branches(node.op):
            yield from _places(inner, f"{node.id} {name}", common)


def _moved(a: Network, b: Network, common: set[str]) -> Iterator[Node]:
    """Nodes in another sequence than before, or out of the order that most of their neighbours kept."""
    old = dict(_places(a.nodes, "", common))
    kept: set[str] = set()
    for around, ids in _places(b.nodes, "", common):
        kept.update(_in_order(old.get(around, []), ids))
    return (node for node in b if node.id in common and node.id not in kept)


def _in_order(before: list[str], after: list[str]) -> Iterator[str]:
    """The longest run of blocks that both have in the same order; most often simply all."""
    if before == after:
        yield from after
        return
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        yield from after[block.b : block.b + block.size]


def _differences(before: Node, after: Node) -> Iterator[str]:
    """What differs, in words: fields of the op, or its kind, then the switches."""
    if type(before.op) is not type(after.op):
        yield f"→ {after.op.title}"
    else:
        yield from _fields(before.op, after.op, skip=("body", "shortcut"))
    yield from _fields(before, after, skip=("id", "op"))


def _fields(before: msgspec.Struct, after: msgspec.Struct, skip: tuple[str, ...]) -> Iterator[str]:
    for info in msgspec.structs.fields(type(after)):
        old, new = getattr(before, info.name), getattr(after, info.name)
        if old != new and info.name not in skip:
            yield _field(type(after), info.name, old, new)


def _field(kind: type, name: str, old: object, new: object) -> str:
    if name == "name":
        return f"named “{new}”" if new else "without its name"
    if name == "note":
        return "note"
    if name == "enabled":
        return "switched on" if new else "switched off"
    if name == "trainable":
        return "unfrozen" if new else "frozen"
    title = "" if name in SPEAKS_FOR_ITSELF else f"{label(kind, name).lower()} "
    return f"{title}{_shown(old)}→{_shown(new)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return pair(value)
    return figures.setting(value) if isinstance(value, float) else str(value)


def _change(before: Node, after: Node) -> str:
    return f"{before.label} {', '.join(_differences(before, after))}"
