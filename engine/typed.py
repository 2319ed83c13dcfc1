"""Typed documents: the one way to edit a frozen struct, and reading with errors in words.

msgspec checks untyped input only: a constructor, `structs.replace` and `convert(instance, T)` accept any value. So
every edit goes through `changed`, which takes the struct apart and reads it again, and every file through `read`.
"""

from __future__ import annotations

import difflib
import re
import types
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec

from engine.errors import Place, ProjectError

T = TypeVar("T")
Step: TypeAlias = str | int

MAX_DEPTH = 200  # of JSON: far above 16 nested blocks, far below the decoder's own limit


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every struct of the document: frozen, strict about unknown fields.

    The kinds of a union carry a `title` and often a `help`, for people, as class variables.
    """


def changed(struct: T, **fields: object) -> T:
    """A copy with some fields replaced, every value checked against the bounds of its field.

    Raises ProjectError, in words, when a value is out of bounds or of the wrong type.
    """
    return converted({**_builtins(struct), **{name: _builtins(value) for name, value in fields.items()}}, type(struct))


def converted(value: object, kind: type[T]) -> T:
    """Untyped values (of JSON) as a struct of `kind`; raises ProjectError in words."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise in_words(str(error), value, kind) from None
    except RecursionError:
        raise ProjectError("It is nested too deeply.", "Blocks may be nested 16 deep.") from None


def read(text: bytes, kind: type[T]) -> T:
    """JSON text as a struct of `kind`; raises ProjectError in words for anything that is not exactly that."""
    return converted(_json(text), kind)


def written(struct: object) -> bytes:
    """The struct as indented JSON with a final newline; the same value always gives the same bytes."""
    text = msgspec.json.format(msgspec.json.encode(struct), indent=2)
    return _FLAT_LIST.sub(_on_one_line, text) + b"\n"


# A list of plain values, as sizes are; a line break is never inside a string.
_FLAT_LIST = re.compile(rb"\[\n[^\[\]{}]*\]")


def _on_one_line(found: re.Match[bytes]) -> bytes:
    return b"[" + re.sub(rb"\n\s*", b"", re.sub(rb",\n\s*", b", ", found[0][1:-1])) + b"]"


def _builtins(value: object) -> Any:
    return msgspec.to_builtins(value)


def _json(text: bytes) -> object:
    if _depth(text) > MAX_DEPTH:
        raise ProjectError("It is nested too deeply.", "Blocks may be nested 16 deep.")
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"It is not JSON ({_plain(str(error))}).", "Choose a file saved by Layerscope.") from None


def _depth(text: bytes) -> int:
    """The deepest nesting of brackets; brackets inside strings count too, which only errs on the safe side."""
    depth = deepest = 0
    for byte in re.findall(rb"[\[\]{}]", text):
        depth += 1 if byte in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


# --- what msgspec says, in words ---


def in_words(message: str, value: object, kind: Any) -> ProjectError:
    """msgspec's message about `value` as a sentence with the layer and the field, and a "did you mean"."""
    text, _, path = message.partition(" - at `")
    steps = _steps(path.rstrip("`"))
    if steps and steps[-1] == "...":  # a key of a dictionary
        steps = steps[:-1]
    place, kind, value, node = _walk(steps, value, kind)
    sentence, hint = _sentence(text, value, kind, place)
    field = next((step for step in reversed(steps) if isinstance(step, str)), None)
    return ProjectError(sentence, hint, Place(node=node, field=field, words=", ".join(place) or None))


def _steps(path: str) -> list[Step]:
    found = re.findall(r"\.([A-Za-z_][\w-]*)|\[(\d+)\]|\[(\.\.\.)\]", path)
    return [name or dots or int(index) for name, index, dots in found]


def _walk(steps: list[Step], value: Any, kind: Any) -> tuple[list[str], Any, Any, str | None]:
    """Follows the path through value and type: the place in words, the type and value at its end, the node's id."""
    place: list[str] = []
    node = None
    for step in steps:
        kind = _member(kind, value)
        if isinstance(step, int):
            kind = _item(kind, step)
            value = value[step] if isinstance(value, list | tuple) and step < len(value) else None
            title = getattr(kind, "item_title", None)
            if title is not None:
                place.append(title(step, value))
                node = value.get("id") if isinstance(value, dict) else None
            continue
        label, kind = _field(kind, step)
        if label:
            place.append(label)
        value = value.get(step) if isinstance(value, dict) else None
    return place, _member(kind, value), value, node


def _bare(kind: Any) -> Any:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _member(kind: Any, value: Any) -> Any:
    """Of a union of structs, the one that the value's tag names; else the type itself."""
    kind = _bare(kind)
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    members = [_bare(member) for member in get_args(kind)]
    tags = {_tag(member): member for member in members if _tag(member)}
    given = value.get("kind") if isinstance(value, dict) else None
    return tags.get(given, kind) if isinstance(given, str) else kind


def _tag(kind: Any) -> str | None:
    config = getattr(kind, "__struct_config__", None)
    return config.tag if config is not None else None


def _item(kind: Any, index: int) -> Any:
    items = [item for item in get_args(_bare(kind)) if item is not Ellipsis]
    return _bare(items[min(index, len(items) - 1)]) if items else Any


def _field(kind: Any, name: str) -> tuple[str, Any]:
    """Label and type of a struct's field; an empty label for fields that only hold structure."""
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        return "", Any
    for info in msgspec.structs.fields(kind):
        if info.encode_name == name:
            return meta(info.type).title or "", info.type
    return "", Any


def meta(kind: Any) -> msgspec.Meta:
    """The first Meta with a title of a field's type, or an empty one: bounds, label, unit and help stand there."""
    if get_origin(kind) is Annotated:
        for extra in get_args(kind)[1:]:
            if isinstance(extra, msgspec.Meta) and extra.title:
                return extra
        return meta(get_args(kind)[0])
    return msgspec.Meta()


def _sentence(text: str, value: object, kind: Any, place: list[str]) -> tuple[str, str]:
    """The sentence and the hint for one message of msgspec."""
    if found := re.match(r"Object contains unknown field `(.+)`", text):
        return _unknown(f"there is no field “{found[1]}”", found[1], _names(kind), place)
    if found := re.match(r"Object missing required field `(.+)`", text):
        label = _field(kind, found[1])[0] or f"“{found[1]}”"
        return _spoken(f"{label} is missing", place), ""
    if text.startswith("Invalid "):
        return _unknown(f"“{_shown(value)}” is not known", str(value), _choices(kind), place)
    return _spoken(_expected(text, value, _choices(kind)), place), ""


def _unknown(what: str, given: str, known: list[str], place: list[str]) -> tuple[str, str]:
    close = difflib.get_close_matches(given.lower(), [name.lower() for name in known], n=1, cutoff=0.5)
    names = {name.lower(): name for name in known}
    if close:
        return _spoken(what, place), f"Did you mean “{names[close[0]]}”?"
    return _spoken(what, place), f"Known: {', '.join(known)}." if known else ""


def _spoken(sentence: str, place: list[str]) -> str:
    """After a place a sentence goes on in lower case; alone it begins with a capital."""
    return f"{sentence}." if place else f"{sentence[:1].upper()}{sentence[1:]}."


def _names(kind: Any) -> list[str]:
    return [info.encode_name for info in msgspec.structs.fields(kind)] if hasattr(kind, "__struct_fields__") else []


def _choices(kind: Any) -> list[str]:
    """The words that a union of structs or a Literal knows."""
    kind = _bare(kind)
    if get_origin(kind) is Literal:
        return [str(choice) for choice in get_args(kind)]
    members = [_bare(member) for member in get_args(kind)]
    return [tag for member in members if (tag := _tag(member))] + [
        word for member in members if get_origin(member) is Literal for word in _choices(member)
    ]


_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "object": "an object in braces",
    "array": "a list",
    "null": "nothing",
}


def _expected(text: str, value: object, choices: list[str]) -> str:
    """Words for "Expected `int` >= 1", "Expected `array` of length 2", "Expected `int`, got `str`" and their kin."""
    if found := re.search(r"of length (>=|<=)? ?(\d+)", text):
        words = {">=": "at least ", "<=": "at most "}.get(found[1], "")
        unit = "characters" if "`str`" in text else "values"
        return f"must have {words}{found[2]} {unit}"
    if found := re.search(r"(>=|<=|>|<) (\S+)$", text):
        words = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}[found[1]]
        return f"must be {words} {found[2]}, not {_shown(value)}"
    if "matching regex" in text:
        return f"“{_shown(value)}” does not have the form it must have"
    wanted = re.search(r"Expected `([^`]+)`", text)
    names = [name.strip() for name in wanted[1].split("|")] if wanted else [text]
    spoken = [_EXPECTED.get(name, name) for name in names if not (name == "str" and choices)]
    spoken += [f"“{choice}”" for choice in choices]
    return f"must be {' or '.join(dict.fromkeys(spoken))}, not {_shown(value)}"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list | tuple):
        return "an object" if isinstance(value, dict) else "a list"
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= 40 else f"{text[:40]}…"


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
