"""Findings: what a check-up noticed, with examples and ways out. Plain values for whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from engine.project.data.corrections import AnyCorrection

Part: TypeAlias = Literal["train", "test"]
Kind: TypeAlias = Literal[
    "unreadable",
    "leaked",
    "leaked nearly",
    "copies",
    "near copies",
    "near-empty",
    "imbalance",
    "odd sizes",
    "one colour",
    "disputed",
    "disputed training",
]

SHOWN = 12  # examples


class At(NamedTuple):
    """An image by its place in a part as the corrections leave it; its label, and its file where it has one."""

    part: Part
    place: int
    label: int
    name: str = ""


class Way(NamedTuple):
    """A way out: what a person would press, and what it does."""

    words: str
    correction: AnyCorrection


@dataclass(frozen=True)
class Example:
    """An image, or several that are alike, in a few words, with ways out for it alone.

    `of_class` is set where it is about a class as a whole, which can be merged into another: its found name.
    """

    images: tuple[At, ...]
    words: str = ""
    ways: tuple[Way, ...] = ()
    of_class: str = ""


@dataclass(frozen=True)
class Finding:
    """How many there are of one kind, in a sentence; what that does and what can be done; the first examples.

    `ways` are for all that was found. `listed` names what cannot be shown, such as files that cannot be read.
    """

    kind: Kind
    count: int
    sentence: str
    hint: str
    examples: tuple[Example, ...] = ()
    ways: tuple[Way, ...] = ()
    listed: tuple[str, ...] = ()
