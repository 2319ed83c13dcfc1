"""Every bad value of every field that a project can hold, found by walking the types; run it to have them all refused.

A value that crashes the reader ends the process, so the test starts this file in a process of its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

import msgspec

from engine.errors import ProjectError
from engine.project.project import Project, parse_project
from engine.typed.fields import is_struct, label, members, struct_fields, tagged

JARGON = re.compile(r"Expected|Invalid|[`$]|Object |msgspec|object of type|NoneType|\bint\b|\bfloat\b|\bstr\b|\bnull\b")
BASE = {"format": "layerscope", "version": 1, "network": {"nodes": []}, "data": {}, "training": {}}
UNKNOWN = "no_such_field"
STRUCTURE = {"nodes", "op", "body", "shortcut"}  # what holds layers: its mistakes name the layer
FOREIGN_TYPES = [None, True, 1.5, 7, "no such word", {}, {"a": 1}, [], [1], [None], [[]]]


@dataclass(frozen=True)
class Host:
    """A struct somewhere in a good project: the path to it, and its class."""

    path: tuple[str | int, ...]
    kind: Any
    project: dict[str, Any]

    def with_value(self, name: str, value: object) -> dict[str, Any]:
        """The project with one field of the struct set."""
        project = deepcopy(self.project)
        at(project, self.path)[name] = value
        return project


@dataclass(frozen=True)
class Case:
    """A bad project: what is wrong, and words that its sentence must have."""

    host: Host
    field: str
    value: object
    project: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.host.kind.__name__}.{self.field} = {str(self.value)[:60]}"


def at(project: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        project = project.setdefault(step, {}) if isinstance(project, dict) else project[step]
    return project


def hosts() -> Iterator[Host]:
    """Every class of struct that a project can hold, once, each in a good project."""
    yield from _hosts(Host((), Project, BASE), set())


def _hosts(host: Host, seen: set[Any]) -> Iterator[Host]:
    if host.kind in seen:
        return
    seen.add(host.kind)
    yield host
    for name, kind in struct_fields(host.kind).items():
        for member in members(kind):
            if is_struct(member):
                yield from _inside(host, (name,), member, {**default(member)}, seen)
            elif get_origin(member) is tuple:
                for item in members(get_args(member)[0]):
                    if is_struct(item):
                        yield from _inside(host, (name, 0), item, [default(item)], seen)


def _inside(host: Host, steps: tuple[str | int, ...], kind: Any, value: Any, seen: set[Any]) -> Iterator[Host]:
    yield from _hosts(Host((*host.path, *steps), kind, host.with_value(str(steps[0]), value)), seen)


def default(kind: Any) -> dict[str, Any]:
    """The least that a file must say for a struct of this class."""
    if "id" in struct_fields(kind):
        return {"id": "n00000", "op": {"kind": "ReLU"}}
    tag = kind.__struct_config__.tag
    return {**({"kind": tag} if tag else {}), **_required(kind)}


def _required(kind: Any) -> dict[str, Any]:
    """A good value for each field that has to be said."""
    types = struct_fields(kind)
    return {field.name: _some(types[field.name]) for field in msgspec.structs.fields(kind) if field.required}


def _some(kind: Any) -> object:
    if any(get_origin(member) is tuple for member in members(kind)):
        return ["a"]
    return "a" if str in members(kind) else 1


def cases() -> Iterator[Case]:
    for host in hosts():
        for name, kind in struct_fields(host.kind).items():
            if name in {"format", "version"}:
                continue
            for value in bad_values(kind):
                yield Case(host, name, value, host.with_value(name, value))
        yield Case(host, UNKNOWN, 1, host.with_value(UNKNOWN, 1))


def bad_values(kind: Any) -> Iterator[object]:
    yield from (value for value in FOREIGN_TYPES if not fits(kind, value))
    yield from out_of_bounds(kind)
    if tagged(kind):
        yield from ({"kind": "no such kind"}, {"kind": 3}, {"kind": None}, {"kind": []})


def fits(kind: Any, value: object) -> bool:
    """Whether a value is of a type that the field may have; bounds do not count."""
    return any(_fits(member, value) for member in members(kind))


def _fits(member: Any, value: object) -> bool:
    if get_origin(member) is Literal:
        return value in get_args(member)
    if get_origin(member) is tuple:
        return isinstance(value, list) and all(fits(get_args(member)[0], item) for item in value)
    if is_struct(member):
        return value == {} and not member.__struct_config__.tag
    if member is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is member


def out_of_bounds(kind: Any) -> Iterator[object]:
    """Values of the right type just outside the bounds, alone and as the items of lists."""
    for bounds in bounds_of(kind):
        for value in (bounds.ge, bounds.le):
            if value is not None:
                yield value + (-1 if value is bounds.ge else 1)
                yield (-1 if value is bounds.ge else 1) * 10**15
        yield from (value for value in (bounds.gt, bounds.lt) if value is not None)
        if bounds.max_length is not None:
            yield ("x" if str in members(kind) else [good_item(kind)]) * (bounds.max_length + 1)
        if bounds.min_length:
            yield ("x" if str in members(kind) else [good_item(kind)]) * (bounds.min_length - 1)
        if bounds.pattern:
            yield from ("", "n", "N00000", "n0000", "n000000", "n0000é", "n00000\n")
    for member in members(kind):
        if get_origin(member) is tuple:
            item = get_args(member)[0]
            foreign = (value for value in ("a", None) if not fits(item, value))
            yield from ([value, value] for value in (*out_of_bounds(item), *foreign))


def good_item(kind: Any) -> object:
    item = next(get_args(member)[0] for member in members(kind) if get_origin(member) is tuple)
    structs = [member for member in members(item) if is_struct(member)]
    if str in members(item):
        return "a"
    return default(structs[0]) if structs else 1


def bounds_of(kind: Any) -> Iterator[msgspec.Meta]:
    """The Metas on a type and on the members of its union, not those on the items of a list."""
    yield from getattr(kind, "__metadata__", ())
    inner = getattr(kind, "__origin__", None) if hasattr(kind, "__metadata__") else kind
    if inner is not None and get_origin(inner) is not tuple and get_origin(inner) is not Literal:
        for member in get_args(inner):
            yield from bounds_of(member)
    if get_origin(inner) is None and hasattr(inner, "__metadata__"):
        yield from bounds_of(inner)


def complaint(case: Case) -> str | None:
    """What is wrong with the answer to a bad value; None when it is as a person needs it."""
    try:
        parse_project(json.dumps(case.project).encode())
    except ProjectError as error:
        return _complaint(case, error)
    return "it was taken"


def _complaint(case: Case, error: ProjectError) -> str | None:
    if JARGON.search(str(error)):
        return f"jargon: {error}"
    if case.field in STRUCTURE or "op" in case.host.path:
        return None if "Layer 1" in str(error) or "Nodes: " in str(error) else f"no layer: {error}"
    names_field = case.field in (error.where.field or "").split(".")
    words = label(case.host.kind, case.field) if case.field != UNKNOWN else f"“{UNKNOWN}”"
    return None if names_field and words in str(error) else f"no field: {error}"


def main() -> None:
    """Tries every case, and prints their number."""
    complaints = [(str(case), found) for case in cases() if (found := complaint(case))]
    assert not complaints, complaints[:5]
    sys.stdout.write(str(sum(1 for _ in cases())))


if __name__ == "__main__":
    main()
