"""Salvage: of a document that is not whole, every field that is good; the others are as usual, and told in words."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from engine.errors import ProjectError
from engine.typed.document import FOREIGN, converted
from engine.typed.fields import struct_fields
from engine.typed.versions import FIELD

T = TypeVar("T", bound=msgspec.Struct)


def salvaged(raw: object, usual: T) -> tuple[T, tuple[ProjectError, ...]]:
    """Untyped values as a struct, with the fields of `usual` for those that are not good, and what is wrong with these.

    Every field of the struct has a default. One is taken as a whole or not at all; unknown ones are passed over, and
    so is the version. Raises ProjectError for what has no fields at all.
    """
    if not isinstance(raw, dict):
        raise ProjectError("It is not whole.", FOREIGN)
    kind = type(usual)
    good: dict[str, object] = {}
    wrong: list[ProjectError] = []
    for name in raw.keys() & struct_fields(kind).keys() - {FIELD}:
        try:
            good[name] = getattr(converted({name: raw[name]}, kind), name)
        except ProjectError as error:
            wrong.append(error)
    return msgspec.structs.replace(usual, **good), tuple(wrong)
