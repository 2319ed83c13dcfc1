"""What a struct says of its fields, ready for a form: name, label, help and type; one without help is structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect


@dataclass(frozen=True)
class FieldSpec:
    """One field of a struct.

    Where it is shown as a tick alone, that stands for the word `tick`, and its absence for `unticked`.
    """

    name: str
    title: str
    help: str
    type: inspect.Type
    # "names", "steps" to choose, "folder", "zero", "ordered", "class"
    extra: Mapping[str, Any] = field(default_factory=dict)
    tick: str = ""
    unticked: object = None


@cache
def specs(kind: type) -> tuple[FieldSpec, ...]:
    """The fields of a struct that people set, in its own order."""
    found = inspect.type_info(kind)
    if not isinstance(found, inspect.StructType):
        raise TypeError(f"{kind.__name__} is not a struct")
    return tuple(spec for one in found.fields if (spec := _spec(one)))


def chosen_specs(kind: type, only: Iterable[str] | None) -> tuple[FieldSpec, ...]:
    """`specs`, of the named fields alone."""
    wanted = None if only is None else set(only)
    return tuple(spec for spec in specs(kind) if wanted is None or spec.name in wanted)


def bare(kind: inspect.Type) -> inspect.Type:
    """The type inside its description."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def members(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """The alternatives of a union; a type that is none is its own only one."""
    inner = bare(kind)
    return tuple(bare(one) for one in inner.types) if isinstance(inner, inspect.UnionType) else (inner,)


def words(kind: inspect.Type) -> tuple[str, ...]:
    """The words that a type knows: those of its literals."""
    return tuple(str(word) for one in members(kind) if isinstance(one, inspect.LiteralType) for word in one.values)


def structs(kind: inspect.Type) -> tuple[type[msgspec.Struct], ...]:
    """The structs among the alternatives of a type."""
    return tuple(one.cls for one in members(kind) if isinstance(one, inspect.StructType))


def _spec(one: inspect.Field) -> FieldSpec | None:
    if not isinstance(one.type, inspect.Metadata) or not (schema := one.type.extra_json_schema):
        return None
    title, help = schema.get("title"), schema.get("description")
    return FieldSpec(one.name, title, help, bare(one.type), schema) if title and help else None
