"""Catalogue: every kind of layer and block that can be added, found by letters; and what a new one begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.network.layer_base import Group
from engine.network.layers import BatchNorm, Conv2d, Linear, PadChannels, ReLU
from engine.network.nodes import KINDS, NewId, Node, Op, Residual
from engine.network.shapes import Shape

GROUPS: dict[Group, str] = {
    "convolution": "Convolution",
    "pooling": "Pooling",
    "activation": "Activation",
    "dense": "Dense",
    "normalisation": "Normalisation",
    "regularisation": "Regularisation",
    "shape": "Shape",
    "blocks": "Blocks",
}
WIDEST_GUESS = 4096
SHORT = 3  # letters that find names alone, not words of the explanations
UNITS = 128  # of a linear layer that is not the last


@dataclass(frozen=True)
class Entry:
    """One kind."""

    kind: type[Op]

    @property
    def name(self) -> str:
        """The name of its type."""
        return self.kind.__name__

    @property
    def title(self) -> str:
        """How people call it."""
        return self.kind.title

    @property
    def group(self) -> Group:
        """What it is for."""
        return self.kind.group

    @property
    def help(self) -> str:
        """One line about it."""
        return self.kind.help


_ORDER = {group: place for place, group in enumerate(GROUPS)}
ENTRIES = tuple(Entry(kind) for kind in sorted(KINDS, key=lambda kind: _ORDER[kind.group]))


def search(letters: str) -> list[Entry]:
    """The entries that match, the best first; all of them, in groups, for no letters."""
    wanted = letters.lower().split()
    if not wanted:
        return list(ENTRIES)
    ranked = [(max(_rank(entry, word) for word in wanted), place) for place, entry in enumerate(ENTRIES)]
    return [ENTRIES[place] for rank, place in sorted(ranked) if rank < _NONE]


_NONE = 9


def _rank(entry: Entry, word: str) -> int:
    """0 where the name begins with the word, more the looser the match, 9 for none."""
    names = (entry.title.lower(), entry.name.lower())
    if any(name.startswith(word) for name in names):
        return 0
    words = [part for name in names for part in name.split()]
    if any(part.startswith(word) for part in words):
        return 1
    if entry.group.startswith(word):
        return 2
    if any(_scattered(word, name) for name in names):
        return 3
    return 4 if len(word) > SHORT and word in entry.help.lower() else _NONE


def _scattered(word: str, name: str) -> bool:
    """True when the letters come in this order, beginning with the first: "bn" in "batchnorm"."""
    rest = iter(name)
    return name[:1] == word[:1] and all(letter in rest for letter in word)


def new_node(entry: Entry, shape: Shape | None, new_id: NewId, *, last: bool) -> Node:
    """A node of this kind that suits its input where that is known."""
    return Node(new_id(), _op(entry.kind, shape, new_id, last=last))


def _op(kind: Any, shape: Shape | None, new_id: NewId, *, last: bool) -> Op:
    if kind is Linear and not last:
        return Linear(units=UNITS)
    if kind is PadChannels and shape:
        return PadChannels(channels=min(2 * shape[0], WIDEST_GUESS))
    if kind is Residual and shape and len(shape) == 3 and shape[0] <= WIDEST_GUESS:
        return Residual(body=_residual_body(shape[0], new_id))
    op: Op = kind()
    return op


def _residual_body(channels: int, new_id: NewId) -> tuple[Node, ...]:
    """The basic block of He et al. 2015, arXiv:1512.03385."""
    convolution = Conv2d(filters=channels, kernel=(3, 3), padding=(1, 1), bias=False)
    return tuple(Node(new_id(), op) for op in (convolution, BatchNorm(), ReLU(), convolution, BatchNorm()))
