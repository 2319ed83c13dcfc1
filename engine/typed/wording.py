"""Wording: what msgspec says about a value, as a sentence with the layer, the field and a "did you mean"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias, get_origin

from engine.errors import Place, ProjectError
from engine.text import closest, did_you_mean, known_words
from engine.typed.fields import (
    TAG_FIELD,
    chosen,
    field_type,
    is_struct,
    item_type,
    label,
    members,
    meta,
    struct_fields,
    tagged,
    words,
)

Step: TypeAlias = str | int

OP_FIELD = "op"  # of a node: a person sees the layer and its fields as one


@dataclass
class Spot:
    """Where a path through a document leads: type and value there, and how a person finds it."""

    kind: Any
    value: Any
    labels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of the fields since the last node
    node: str | None = None
    pending: str | None = None  # the label of a field that has no title of its own: told only when it comes last

    def enter(self, step: Step) -> None:
        """Goes one step down."""
        self.kind = chosen(self.kind, self.value)
        self.pending = None
        if isinstance(step, int):
            self._enter_item(step)
        else:
            self._enter_field(step)

    def _enter_field(self, name: str) -> None:
        kind = field_type(self.kind, name)
        if meta(kind).title:
            self.labels.append(label(self.kind, name))
        else:
            self.pending = None if name == OP_FIELD else label(self.kind, name)
        self.names.append(name)
        self.kind, self.value = kind, self.value.get(name) if isinstance(self.value, dict) else None

    def _enter_item(self, index: int) -> None:
        inside = isinstance(self.value, list | tuple) and index < len(self.value)
        self.kind, self.value = item_type(self.kind), self.value[index] if inside else None
        struct = chosen(self.kind, self.value)
        if hasattr(struct, "item_title"):
            self.labels.append(struct.item_title(index, self.value))
            self.names.clear()
            given = self.value.get("id") if isinstance(self.value, dict) else None
            self.node = given if isinstance(given, str) else None
        elif is_struct(struct):
            self.labels.append(struct.title)

    def place(self, *more: str) -> Place:
        """The spot as a Place; `more` are fields that are unknown or missing there."""
        labels = [*self.labels, self.pending] if self.pending else self.labels
        names = [name for name in (*self.names, *more) if name != OP_FIELD]
        return Place(node=self.node, field=".".join(names) or None, words=", ".join(labels) or None)


def in_words(message: str, value: object, kind: Any) -> ProjectError:
    """The error in words for msgspec's `message` about the untyped `value` that should be a `kind`."""
    text, _, path = message.partition(" - at `")
    spot = Spot(kind, value)
    for step in _steps(path):
        spot.enter(step)
    spot.kind = chosen(spot.kind, spot.value)
    what, hint, *more = _sentence(text, spot)
    place = spot.place(*more)
    return ProjectError(what if place.words else what[:1].upper() + what[1:], hint, place)


def _steps(path: str) -> list[Step]:
    return [name or int(index) for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path)]


def _sentence(text: str, spot: Spot) -> tuple[str, ...]:
    """The sentence, the hint, and the field it is about if that is not the spot itself."""
    if found := re.match(r"Object contains unknown field `(.*)`", text, re.DOTALL):
        return (f"there is no field “{short(found[1])}”.", did_you_mean(found[1], struct_fields(spot.kind)), found[1])
    if found := re.match(r"Object missing required field `(.+)`", text):
        return (f"{label(spot.kind, found[1])} is missing.", known_words(tagged(spot.kind)), found[1])
    if text.startswith("Invalid ") and not {int, float}.intersection(members(spot.kind)):
        return (f"{_shown(spot.value)} is not known.", did_you_mean(spot.value, words(spot.kind)))
    return _limits(text, spot) or (f"must be {_wanted(spot.kind)}, not {_shown(spot.value)}.", _example(spot))


def _limits(text: str, spot: Spot) -> tuple[str, str] | None:
    """The sentence for a value that is too small, too large, too short, too long or misshapen."""
    if "matching regex" in text:
        described = meta(spot.kind).description
        return f"“{short(spot.value)}” does not have the form it must have.", f"Form: {described}" if described else ""
    if found := re.search(r"`(\w+)` of length (>=|<=)? ?(\d+)", text):
        unit = "character" if found[1] == "str" else "value"
        return f"must have {_length(unit, found[2], int(found[3]))}, not {_count(spot.value)}.", ""
    if found := re.search(r"(>=|<=|>|<) (\S+)$", text):
        bound = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}[found[1]]
        return f"must be {bound} {_number(found[2].removesuffix('.0'))}, not {_shown(spot.value)}.", ""
    return None


def _length(unit: str, relation: str | None, count: int) -> str:
    """At most 200 characters; at least 1 value."""
    least = {"<=": "at most ", ">=": "at least "}.get(relation or "", "")
    return f"{least}{count:,} {unit}{'' if count == 1 else 's'}"


_WANTED = {int: "a whole number", float: "a number", str: "text", bool: "true or false", type(None): "nothing"}


def _wanted(kind: Any) -> str:
    """What a type accepts, e.g. "a whole number or “classes”"."""
    spoken = [_WANTED[member] for member in members(kind) if member in _WANTED]
    spoken += ["a list" for member in members(kind) if get_origin(member) is tuple]
    if any(is_struct(member) for member in members(kind)):
        spoken.insert(0, "an object with a kind" if tagged(kind) else "an object")
    known = [_shown(word) for word in words(kind)]
    return " or ".join(spoken + (known if len(known) <= 4 else [f"a word such as {known[0]}"]))


def _example(spot: Spot) -> str:
    kinds = list(tagged(spot.kind))
    if not kinds:
        meant = closest(str(spot.value), map(str, words(spot.kind)))
        return f"Did you mean “{meant}”?" if meant and meant != spot.value else ""
    close = closest(str(spot.value), kinds) or kinds[0]
    return f'For example {{"{TAG_FIELD}": "{close}"}}.'


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list | tuple):
        return "an object" if isinstance(value, dict) else "a list"
    return f"“{short(value)}”" if isinstance(value, str) else _number(short(value))


def _number(text: str) -> str:
    """With commas between thousands where it is whole."""
    return f"{int(text):,}" if re.fullmatch(r"-?\d+", text) else text


def _count(value: object) -> str:
    return f"{len(value):,}" if isinstance(value, str | list | tuple) else _shown(value)


def short(value: object) -> str:
    """At most 40 characters of a value, in one line."""
    if isinstance(value, int) and value.bit_length() > 2000:
        return "a huge number"  # Python refuses to spell it out
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}…"
