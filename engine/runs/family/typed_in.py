"""Typed in: the filters of a run's first weights that a person wrote by hand, which no run has learned."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta

from engine.errors import NewerVersion
from engine.figures import counted
from engine.files import write_aside
from engine.runs.checkpoints import Arrays
from engine.text import listed
from engine.typed.document import written
from engine.typed.versions import Format

MOST = 5  # that are named one by one


class TypedFilter(msgspec.Struct, frozen=True):
    """A filter, counted from 0, of the layer at an address, and where that stands: "Layer 1 (Convolution)".

    The checksum is that of its numbers, which are in the weights of step 0.
    """

    title: ClassVar[str] = "Filter"

    address: str
    index: Annotated[int, Meta(ge=0)]
    layer: str
    checksum: str


TypedIn: TypeAlias = tuple[TypedFilter, ...]


class TypedFilters(msgspec.Struct, frozen=True):
    """All of a run."""

    filters: TypedIn = ()
    version: Literal[1] = 1


TYPED_IN = Format("typed_in", TypedFilters)


def save_typed_in(filters: TypedIn, path: Path) -> None:
    """Writes them; raises OSError."""
    write_aside(path, written(TypedFilters(filters)))


def read_typed_in(path: Path) -> TypedIn:
    """Of the file of a run; () where there is none, or none that this program can read."""
    try:
        found = TYPED_IN.read_file(path)
    except NewerVersion:
        return ()
    return () if found is None else found.filters


def checksum(weights: Arrays, address: str, index: int) -> str:
    """Of a filter with its bias, where it has one; by "address/name"."""
    parts = (weights.get(f"{address}/{name}") for name in ("weight", "bias"))
    return sha256(b"".join(part[index].tobytes() for part in parts if part is not None)).hexdigest()[:16]


def typed_in_words(filters: Sequence[TypedFilter]) -> str:
    """Such as "filter 1 of Layer 1 (Convolution)"; empty without any."""
    return listed([f"filter {one.index + 1} of {one.layer}" for one in filters], MOST)


def typed_in_few_words(filters: Sequence[TypedFilter]) -> str:
    """Such as "filter 1 typed in"; empty without any."""
    if not filters:
        return ""
    which = f"filter {filters[0].index + 1}" if len(filters) == 1 else counted(len(filters), "filter")
    return f"{which} typed in"
