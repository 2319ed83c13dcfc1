"""Good values of every field, drawn by hypothesis from what the types say: bounds, lengths, words, kinds."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from engine.network.nodes import random_ids
from engine.project.project import Project
from engine.typed.fields import is_struct, members, struct_fields, tagged
from tests.engine.typed.bad_values import bounds_of


def projects(depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Untyped projects that must read, every layer with an id of its own."""
    return structs(Project, depth).map(with_own_ids)


def with_own_ids(raw: dict[str, Any]) -> dict[str, Any]:
    new_id = random_ids(0)

    def renew(nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            node["id"] = new_id()
            renew(node["op"].get("body", []))
            renew(node["op"].get("shortcut", []))

    renew(raw["network"]["nodes"])
    return raw


def structs(kind: Any, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Untyped structs of one class, all fields given; `depth` blocks inside each other at most."""
    fields = {name: values(field, depth) for name, field in struct_fields(kind).items()}
    tag = kind.__struct_config__.tag
    return st.fixed_dictionaries({"kind": st.just(tag), **fields} if tag else fields)


def values(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Untyped values that the type accepts."""
    blocks = [] if depth else [tagged(kind).get("Residual"), tagged(kind).get("Repeat")]
    return st.one_of([_member(member, kind, depth) for member in members(kind) if member not in blocks])


def _member(member: Any, kind: Any, depth: int) -> st.SearchStrategy[Any]:
    bounds = list(bounds_of(kind))
    if is_struct(member):
        return structs(member, depth - 1 if member.__name__ in {"Residual", "Repeat"} else depth)
    if get_origin(member) is Literal:
        return st.sampled_from(get_args(member))
    if get_origin(member) is tuple:
        item = get_args(member)[0]
        least, most = _first(bounds, "min_length", 0), _first(bounds, "max_length", 3)
        return st.lists(values(item, depth), min_size=least, max_size=max(least, min(most, 3)))
    if member is int:
        return st.integers(_first(bounds, "ge"), _first(bounds, "le"))
    if member is float:
        return _floats(bounds)
    if member is str and any(bound.pattern for bound in bounds):
        return st.from_regex(r"\An[0-9a-z]{5}\Z")
    if member is str:
        return st.text(st.characters(codec="utf-8"), min_size=_first(bounds, "min_length", 0), max_size=40)
    return {bool: st.booleans(), type(None): st.none()}[member]


def _floats(bounds: list[Any]) -> st.SearchStrategy[float]:
    low, high = _first(bounds, "gt"), _first(bounds, "lt")
    return st.floats(
        low if low is not None else _first(bounds, "ge"),
        high if high is not None else _first(bounds, "le"),
        exclude_min=low is not None,
        exclude_max=high is not None,
    )


def _first(bounds: list[Any], name: str, otherwise: Any = None) -> Any:
    return next((value for bound in bounds if (value := getattr(bound, name)) is not None), otherwise)
