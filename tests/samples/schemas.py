"""What each version of a format allows, as a committed schema; and when a change of it asks for the next version.

An older program passes over unknown fields of what programs write for themselves (environment, result, …). So a new
field with a usual value may be added to those without a new version; anything else asks for one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from engine.typed.fields import struct_fields
from engine.typed.versions import Format
from tests.samples import SAMPLES

WORDS = ("title", "description", "examples")
# How a form shows a field: of a type, not of a struct's properties.
SHOWN = ("names", "steps", "folder", "zero", "ordered", "class")
OF_A_TYPE = {"type", "enum", "anyOf", "allOf", "$ref"}


def schema(one: Format[Any]) -> dict[str, Any]:
    """The schema of a format's current version without words for people; of a part, the name of its format."""
    raw = _without_words(json.loads(msgspec.json.encode(msgspec.json.schema(one.struct))))
    top = raw["$defs"][one.struct.__name__]
    top["properties"] = {name: top["properties"][name] for name in struct_fields(one.struct)}  # others are in no file
    for name, part in one.parts.items():
        top["properties"][name] = {"format": part.name}
    used = {one.struct.__name__: top}
    while new := {name for name in _referred(used) if name not in used}:
        used |= {name: raw["$defs"][name] for name in new}
    return used


def schema_file(one: Format[Any]) -> Path:
    """Where the schema of the current version is kept."""
    return SAMPLES / "schemas" / f"{one.name}-v{one.version}.json"


def recorded(one: Format[Any]) -> dict[str, Any]:
    """The committed schema of the current version; empty for none."""
    path = schema_file(one)
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def extends(new: dict[str, Any], old: dict[str, Any]) -> bool:
    """Whether all that a schema adds is fields with usual values, in structs that may have unknown ones."""
    return all(name in new and _extends(new[name], struct) for name, struct in old.items())


def _extends(new: dict[str, Any], old: dict[str, Any]) -> bool:
    if "properties" not in old or old.get("additionalProperties") is False:
        return new == old
    known = {name: field for name, field in new["properties"].items() if name in old["properties"]}
    return {**new, "properties": known} == old


def _without_words(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_without_words(item) for item in raw]
    if not isinstance(raw, dict):
        return raw
    left_out = SHOWN if OF_A_TYPE & raw.keys() else ()
    kept = {name: value for name, value in raw.items() if name not in left_out}
    return {name: _without_words(value) for name, value in kept.items() if name not in WORDS or isinstance(value, dict)}


def _referred(raw: Any) -> set[str]:
    if isinstance(raw, list):
        return set().union(*map(_referred, raw))
    if not isinstance(raw, dict):
        return set()
    own = {raw["$ref"].rpartition("/")[2]} if "$ref" in raw else set()
    return own.union(*map(_referred, raw.values()))
