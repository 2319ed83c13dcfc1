"""Assignments: one field of a project set by its path, as `--set training.batch=128` does.

The type of the field reads the value: words and numbers as they are, lists as JSON or with commas ("[5, 8]", "5,8"),
one number for a pair ("kernel=3"), nothing as "null". `training.optimiser=sgd` or `training.optimiser.kind=sgd`
chooses a kind with its usual values. Layers and other items are reached by place, counted from 1, layers also by id:
`network.3.filters=32`, inside blocks `network.4.body.1.units=10`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias, get_args, get_origin

import msgspec

from engine.errors import ProjectError
from engine.project.deeper import FIXED, deeper
from engine.project.project import Project, parse_project, project_text
from engine.text import did_you_mean, one_of
from engine.typed.document import refuse_unwritable, untyped
from engine.typed.fields import TAG_FIELD, chosen, is_struct, item_type, members, struct_fields, tagged, words
from engine.typed.wording import OP_FIELD

Spot: TypeAlias = tuple[Any, Any, Any]  # what holds the value, under which key or index, and the value's type

EXAMPLE = "Write, for example, training.batch=128."
NODES = "nodes"  # network.3 is short for network.nodes.3


def assigned(project: Project, assignment: str) -> Project:
    """The project with "path=value" done; raises ProjectError, in words."""
    path, equals, value = assignment.partition("=")
    if not equals or not path.strip():
        raise ProjectError(f"“{assignment}” sets nothing.", EXAMPLE)
    return set_by_path(project, path.strip(), value.strip())


def set_by_path(project: Project, path: str, text: str) -> Project:
    """The project with the field at a dotted path set from text; raises ProjectError, in words."""
    refuse_unwritable(text)
    plain = str(text)  # NumPy has a text of its own
    return _set(project, path, lambda kind, current: _value(kind, plain, current))


def set_value(project: Project, path: str, value: object) -> Project:
    """The project with the field at a dotted path set to a value: plain, of NumPy, a part of a project, or text.

    One number fills a pair, and text is read as `set_by_path` reads it. Raises ProjectError, in words.
    """
    if isinstance(value, str):
        return set_by_path(project, path, value)
    plain = msgspec.to_builtins(value, enc_hook=_plain)
    return _set(project, path, lambda kind, _: [plain] * 2 if isinstance(plain, int) and _is_pair(kind) else plain)


def _set(project: Project, path: str, new: Callable[[Any, object], object]) -> Project:
    """The project with `new(type of the field, what it is now)` in the field at a path, all of it checked."""
    raw = msgspec.json.decode(project_text(project))
    holder, key, kind = _reached(raw, path.split("."))
    holder[key] = new(kind, holder[key])
    try:
        return parse_project(msgspec.json.encode(raw))
    except ProjectError:
        raise
    except ValueError:  # Python spells no number of more than 4,300 digits
        raise ProjectError("A number as large as this cannot be kept in a project.", "Give a smaller one.") from None


def _plain(value: Any) -> object:
    """A number or an array of NumPy or torch as Python has it."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise ProjectError(f"A value of the type {type(value).__name__} cannot be kept in a project.", "Give a plain one.")


def _reached(raw: dict[str, Any], parts: list[str]) -> Spot:
    """Goes down the path; a last "kind" stands for the struct whose kind it is."""
    names_kind = len(parts) > 1 and parts[-1] == TAG_FIELD
    spot: Spot = ({"": raw}, "", Project)
    for index, part in enumerate(parts[:-1] if names_kind else parts):
        spot = _inside(spot, part, parts[:index])
    if names_kind and OP_FIELD in _names(spot):
        spot = _inside(spot, OP_FIELD, parts[:-1])
    if names_kind and not tagged(spot[2]):
        raise _unknown(parts[:-1], TAG_FIELD, _names(spot))
    return spot


def _inside(spot: Spot, part: str, before: list[str]) -> Spot:
    """One step down; raises ProjectError where there is no such field or item."""
    value, kind = _opened(spot), spot[2]
    if isinstance(value, list):
        return value, _index(value, part, before), item_type(kind)
    fields = struct_fields(chosen(kind, value))
    if part in fields and part not in FIXED:
        return value, part, fields[part]
    for name in (NODES, OP_FIELD):  # what a person does not name: the list of layers, and the layer in its node
        if name in fields:
            return _inside((value, name, fields[name]), part, before)
    known = [name for name in fields if name not in FIXED] + [TAG_FIELD] * bool(tagged(kind))
    raise _unknown(before, part, known, deeper(kind, value, part))


def _opened(spot: Spot) -> Any:
    """The value at a spot; an optional struct that is not there begins with its usual values."""
    holder, key, kind = spot
    if holder[key] is None and is_struct(chosen(kind, {})):
        holder[key] = msgspec.to_builtins(chosen(kind, {})())
    return holder[key]


def _names(spot: Spot) -> list[str]:
    holder, key, kind = spot
    return list(struct_fields(chosen(kind, holder[key])))


def _index(items: list[Any], part: str, before: list[str]) -> int:
    """An item's index from its place, counted from 1, or a layer's id."""
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    if part in ids:
        return ids.index(part)
    if part.isdecimal() and 1 <= int(part[:9]) <= len(items):
        return int(part) - 1
    raise ProjectError(f"There is no “{part}” in {'.'.join(before)}.", _count(len(items)))


def _count(items: int) -> str:
    return f"Count from 1 to {items}." if items else "It is empty."


def _unknown(before: list[str], part: str, known: list[str], inside: Sequence[str] = ()) -> ProjectError:
    """`inside` are the paths from here on of fields by that name that lie deeper."""
    prefix = "".join(f"{name}." for name in before)
    if not known:
        return ProjectError(f"“{prefix.rstrip('.')}” has no fields.", EXAMPLE)
    there = [f"“{prefix}{path}”" for path in inside]
    hint = f"Did you mean {one_of(there)}?" if there else did_you_mean(part, known)
    return ProjectError(f"There is no field “{prefix}{part}”.", hint)


def _value(kind: Any, text: str, current: object = None) -> Any:
    """The text as the untyped value that a file would hold; what does not fit is left for the reader to refuse."""
    if str in members(kind) or text in words(kind):
        return text
    if tagged(kind) and text[:1] not in {"{", "["}:
        return current if isinstance(current, dict) and current.get(TAG_FIELD) == text else {TAG_FIELD: text}
    item = item_type(kind)
    if item is not None and text[:1] not in {"{", "["} and (tagged(item) or not text[:1].isalpha()):
        return _listed(kind, item, text)
    try:
        return untyped(text.lower().encode() if bool in members(kind) else text.encode())
    except ProjectError:
        return text


def _listed(kind: Any, item: Any, text: str) -> list[Any]:
    """A list written with commas; a single number fills a pair."""
    found = [_value(item, part.strip()) for part in text.split(",") if part.strip()]
    return found * 2 if len(found) == 1 and _is_pair(kind) else found


def _is_pair(kind: Any) -> bool:
    """Whether a type, or a member of its union, is a list of exactly two."""
    lengths = [(extra.min_length, extra.max_length) for extra in getattr(kind, "__metadata__", ())]
    return (2, 2) in lengths or any(_is_pair(inner) for inner in _inner(kind))


def _inner(kind: Any) -> tuple[Any, ...]:
    return get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
