"""Arrangement: which fields of a kind of layer its form shows at once and which under "More", and their words there.

A kind's first four fields are those that matter: a convolution's filters, kernel size, stride and padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from msgspec import structs

from engine.network.nodes import Node
from gui.forms.field_specs import FieldSpec, chosen_specs, specs, words
from gui.forms.fields.numbers import spelled as number

CHIEF = 4
SAME = "same"  # the padding that a tick under "More" stands for
NODE_FIELDS = ("name", "enabled", "trainable", "note")
SWITCHES = ("enabled", "trainable")  # told only where they are not as usual: the card shows them, too
UNUSUAL = {"enabled": "switched off", "trainable": "frozen", "bias": "no bias"}  # where "bias off" would read badly


class Kept(NamedTuple):
    """What the line of "More" says of a field: a word or two, and whether they tell something that is not as usual."""

    words: str
    usual: bool


@cache
def chief(kind: type) -> tuple[FieldSpec, ...]:
    """The fields that are always there."""
    return specs(kind)[:CHIEF]


@cache
def rest(kind: type) -> tuple[FieldSpec, ...]:
    """The others, and as ticks what can be said only in words of the first."""
    ticks = [
        replace(spec, title=f"{SAME.capitalize()} {spec.title.lower()}", tick=SAME, unticked=(0, 0))
        for spec in chief(kind)
        if SAME in words(spec.type)
    ]
    return (*ticks, *specs(kind)[CHIEF:])


@cache
def of_nodes(*, learns: bool) -> tuple[FieldSpec, ...]:
    """The fields that every layer has; one without weights has nothing that could be trained."""
    return tuple(spec for spec in chosen_specs(Node, NODE_FIELDS) if learns or spec.name != "trainable")


def kept(fields: Sequence[FieldSpec], values: Sequence[Any]) -> list[Kept]:
    """What is said of these fields of several structs of a kind, of the first where they agree."""
    found = [(spec, _kept(spec, values)) for spec in fields]
    return [one for spec, one in found if not (one.usual and spec.name in SWITCHES)]


def _kept(spec: FieldSpec, values: Sequence[Any]) -> Kept:
    title, value = spec.title.lower(), getattr(values[0], spec.name)
    if any(getattr(one, spec.name) != value for one in values):
        return Kept(f"{title} mixed", usual=False)
    if spec.tick:
        return Kept(title, usual=value != spec.tick)
    kind: type = type(values[0])
    if value == _default(kind, spec.name):
        return Kept(title, usual=True)
    return Kept(UNUSUAL.get(spec.name) or f"{title} {_spelled(value)}".strip(), usual=False)


@cache
def _default(kind: type, name: str) -> object:
    return next(field.default for field in structs.fields(kind) if field.name == name)


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return number(value[0]) if value[0] == value[1] else "×".join(map(number, value))
    return number(value) if isinstance(value, int | float) else ""  # a name and a note are too long to tell
