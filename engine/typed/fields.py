"""Fields of the document: what their types say about them: labels, kinds to choose from, words, items of lists."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

TAG_FIELD = "kind"  # of every union of structs in the document


def meta(kind: Any) -> msgspec.Meta:
    """The outermost Meta with a title on a field's type, or an empty one: bounds, label, unit and help stand there."""
    if get_origin(kind) is not Annotated:
        return msgspec.Meta()
    inner, *extras = get_args(kind)
    titled = [extra for extra in extras if isinstance(extra, msgspec.Meta) and extra.title]
    return titled[-1] if titled else meta(inner)


def bare(kind: Any) -> Any:
    """The type without its annotations."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def members(kind: Any) -> tuple[Any, ...]:
    """The bare types that a value may have: those of a union, or the one type itself."""
    kind = bare(kind)
    if get_origin(kind) not in (Union, types.UnionType):
        return (kind,)
    return tuple(inner for member in get_args(kind) for inner in members(member))


def is_struct(kind: Any) -> bool:
    """True for a class of structs."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


@cache
def struct_fields(kind: Any) -> dict[str, Any]:
    """Names and types of a struct's fields, as a file holds them; empty for anything else.

    What is unset by default stands in no file and is nobody's edit: it is attached by whoever finds it out.
    """
    found = msgspec.structs.fields(kind) if is_struct(kind) else ()
    return {info.encode_name: info.type for info in found if info.default is not msgspec.UNSET}


def tagged(kind: Any) -> dict[str, Any]:
    """The structs of a union by the kind that a file names them with; empty for anything else."""
    found = ((_tag(member), member) for member in members(kind))
    return {tag: member for tag, member in found if tag is not None}


def _tag(kind: Any) -> str | None:
    tag = kind.__struct_config__.tag if is_struct(kind) else None
    return None if tag is None else str(tag)


def words(kind: Any) -> tuple[str | int, ...]:
    """The fixed words (or numbers) that a type accepts: those of its Literals."""
    literals = (member for member in members(kind) if get_origin(member) is Literal)
    return tuple(word for literal in literals for word in get_args(literal))


def chosen(kind: Any, value: object) -> Any:
    """Of a union of structs the one that an untyped value names; the struct of an optional one; else the type."""
    given = value.get(TAG_FIELD) if isinstance(value, dict) else None
    structs = tagged(kind)
    if isinstance(given, str) and given in structs:
        return structs[given]
    plain = [member for member in members(kind) if is_struct(member) and not structs]
    return plain[0] if plain else kind


def field_type(kind: Any, name: str) -> Any:
    """The type of a field of a struct, or of the field that names the kind; None when there is no such field."""
    if name == TAG_FIELD and (kinds := tagged(kind)):
        return Literal.__getitem__(tuple(kinds))
    return struct_fields(kind).get(name)


def item_type(kind: Any) -> Any:
    """The type of the items of a list; None when it is none."""
    lists = [member for member in members(kind) if get_origin(member) is tuple]
    return get_args(lists[0])[0] if lists else None


def called(kind: Any, name: str, value: object) -> object:
    """What a person calls a value of a field, as its form shows it; else the value itself.

    A fixed word goes by its name, a zero that is no amount by its word, and a share that is chosen is so many per cent.
    """
    match meta(field_type(kind, name)).extra_json_schema or {}:
        case {"names": names} if isinstance(value, str):
            return names.get(value, value)
        case {"zero": word} if value == 0:
            return word
        case {"steps": _} if isinstance(value, float):
            return f"{100 * value:g} %"
    return value


def stands_for_zero(kind: Any, name: str, value: object) -> bool:
    """Whether a word stands for this value."""
    return value == 0 and "zero" in (meta(field_type(kind, name)).extra_json_schema or {})


def label(kind: Any, name: str) -> str:
    """What a person calls a field: its title, or else its name as a word."""
    return meta(field_type(kind, name)).title or name.replace("_", " ").capitalize()
