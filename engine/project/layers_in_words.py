"""Layers in words: how each layer of a stack was set, for tables of differences and for the names of runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from engine.analysis.diff import SPEAKS_FOR_ITSELF
from engine.analysis.stack_line import WORDS
from engine.network.layer_base import Layer
from engine.network.nodes import Node, Op
from engine.network.shapes import pair
from engine.project.settings_difference import field_in_words, value_in_words
from engine.typed.document import Document
from engine.typed.fields import label, struct_fields

LayerInWords: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]  # its kind, and by field: "3 filters"


def settings_of(node: Node) -> Iterator[tuple[str, str, str]]:
    """Field, title and value of a layer and of its place in the stack; what is inside a block has rows of its own."""
    for name in struct_fields(type(node.op)):
        if name not in ("body", "shortcut"):
            yield name, label(type(node.op), name), _size_or_words(node.op, name)
    for name in ("enabled", "trainable"):
        yield name, label(Node, name), value_in_words(getattr(node, name))


def layers_in_words(nodes: Iterable[Node]) -> tuple[LayerInWords, ...]:
    """Each by its kind, numbered where there are several, such as conv1, with all that is set on it."""
    kinds = [(_kind(node.op), node) for node in nodes]
    several, at = Counter(kind for kind, _ in kinds), Counter[str]()
    found = []
    for kind, node in kinds:
        at[kind] += 1
        number = str(at[kind]) if several[kind] > 1 else ""
        settings = tuple((name, _said(name, title, value)) for name, title, value in settings_of(node))
        found.append((f"{kind}{number}", settings))
    return tuple(found)


def _kind(op: Op) -> str:
    word = WORDS.get(op.group) if isinstance(op, Layer) else None
    return word or op.title


def _said(name: str, title: str, value: str) -> str:
    return f"{value} {title.lower()}" if name in SPEAKS_FOR_ITSELF else f"{title.lower()} {value}"


def _size_or_words(op: Document, name: str) -> str:
    """5×5 for sizes, which are pairs in a layer."""
    value = getattr(op, name)
    return pair(value) if isinstance(value, tuple) else field_in_words(op, name)
