"""Typed documents: the one way to edit a frozen struct, and reading with errors in words.

msgspec checks untyped input only: a constructor, `structs.replace` and `convert(instance, T)` accept any value. So
every edit goes through `changed`, which takes new values apart and reads them again, and every file through `read`.
"""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from engine.errors import ProjectError
from engine.typed.fields import struct_fields
from engine.typed.wording import in_words

T = TypeVar("T")

MADE = 16  # edited structs that are remembered with what they were made of: an edit takes some four of them
MAX_DEPTH = 200  # of JSON: far above 16 nested blocks, far below the decoder's own limit
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some editors begin a text with it
FOREIGN = "Choose a file saved by Layerscope."
_PLAIN = (type(None), bool, int, float, str)


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every struct of the document: frozen, strict about unknown fields.

    The kinds of a union carry a `title` and often a `help`, for people, as class variables.
    """


def learned(kind: type[T]) -> msgspec.json.Decoder[T]:
    """A reader of JSON as a struct, or one of a union; to be made where the kind is defined, when its module is loaded.

    msgspec learns a struct when it first reads one, and two threads that do so at once crash the whole program. What
    was learned while a module is loaded is safe for any thread that has the module.
    """
    return msgspec.json.Decoder(kind)


def changed(struct: T, **fields: object) -> T:
    """A copy with some fields replaced, every new value checked against the bounds of its field.

    What already was a good struct stays the same object, so that what is remembered about it stays valid; one that this
    function itself made of the field's old value is not read a second time, however much it holds.
    Raises ProjectError, in words, when a value is out of bounds or of the wrong type.
    """
    checked = {name: _checked(struct, value, name) for name, value in fields.items()}
    made = msgspec.structs.replace(struct, **checked)  # type: ignore[type-var]  # T is a struct wherever it is called
    _made.pairs.append((made, struct))
    return made


def converted(value: object, kind: type[T]) -> T:
    """Untyped values (of JSON) as a struct of `kind`; raises ProjectError in words."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise in_words(str(error), value, kind) from None
    except RecursionError:
        raise _too_deep() from None


def read(text: bytes, kind: type[T]) -> T:
    """JSON text as a struct of `kind`; raises ProjectError in words for anything that is not exactly that."""
    return converted(untyped(text), kind)


def written(struct: object) -> bytes:
    """The struct as indented JSON with a final newline; the same value always gives the same bytes."""
    text = msgspec.json.format(msgspec.json.encode(struct), indent=2)
    return b"".join(_with_flat_lists(text)) + b"\n"


def untyped(text: bytes) -> Any:
    """JSON text as dictionaries, lists and plain values; raises ProjectError in words."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    if _depth(text) > MAX_DEPTH:
        raise _too_deep()
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProjectError(_not_json(text, str(error)), FOREIGN) from None


def refuse_unwritable(text: str) -> None:
    """Raises ProjectError for characters that no file can hold, as a terminal passes on bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ProjectError("It has characters that cannot be kept.", "Type it anew.") from None


def _with_flat_lists(text: bytes) -> Iterator[bytes]:
    """The text in pieces, with lists of plain values in one line each: sizes, or names of very many images.

    A line break is never inside a string, but a bracket may be: such a list stays as it is.
    """
    done, begin = 0, text.find(b"[\n")
    while begin >= 0:
        end = text.find(b"]", begin)
        items, line, indent = text[begin + 2 : end].rpartition(b"\n")
        if line and not indent.strip(b" ") and not any(bracket in items for bracket in (b"[", b"{", b"}")):
            yield text[done : begin + 1]
            yield items.lstrip(b" ").replace(b",\n  " + indent, b", ")
            done = end
        begin = text.find(b"[\n", begin + 2)
    yield text[done:]


class _Made(threading.local):
    """What `changed` made last on this thread, and of what: (copy, struct)."""

    def __init__(self) -> None:
        self.pairs: deque[tuple[object, object]] = deque(maxlen=MADE)


_made = _Made()


def _is_known(value: object, there: frozenset[int]) -> bool:
    """Whether a struct stands there already, by its identity, or `changed` made it of one: what is new was checked."""
    for made, base in reversed(_made.pairs):
        if id(value) in there:
            break
        value = base if made is value else value
    return id(value) in there


def _standing(value: object) -> frozenset[int]:
    """The identities of the structs that a field's value is, or lists."""
    listed = value if isinstance(value, tuple) else (value,)
    return frozenset(id(one) for one in listed if isinstance(one, msgspec.Struct))


def _checked(struct: object, value: object, name: str) -> object:
    owner: Any = type(struct)
    plain, kinds = _untyped_value(value, _standing(getattr(struct, name, None))), struct_fields(owner)
    if name not in kinds:
        raise in_words(f"Object contains unknown field `{name}`", {name: plain}, owner)
    try:
        fresh = msgspec.convert(plain, kinds[name])
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        whole = {**_tag(owner), name: _untyped_value(value)}
        raise in_words(f"{message} - at `$.{name}{path}", whole, owner) from None
    same = isinstance(value, msgspec.Struct) and (fresh is value or _are_alike(fresh, value))
    return value if same else fresh


def _are_alike(fresh: object, value: object) -> bool:
    """In types too: 1 is no 1.0."""
    return fresh == value and msgspec.json.encode(fresh) == msgspec.json.encode(value)


def _tag(owner: Any) -> dict[str, object]:
    config = owner.__struct_config__
    return {config.tag_field: config.tag} if config.tag else {}


def _untyped_value(value: object, there: frozenset[int] = frozenset()) -> Any:
    """The value as a file would hold it, but for structs that stand `there`. ProjectError for what no file can hold."""
    try:
        if isinstance(value, msgspec.Struct) and _is_known(value, there):
            return value
        if isinstance(value, list | tuple):
            return [_untyped_value(item, there) for item in value]
        if isinstance(value, dict):
            return {key: _untyped_value(item) for key, item in value.items()}
        if isinstance(value, str):
            refuse_unwritable(value)
        if isinstance(value, msgspec.Struct) or type(value) in _PLAIN:
            return msgspec.to_builtins(value)
    except RecursionError:
        raise _too_deep() from None
    raise ProjectError(f"A value of the type {type(value).__name__} cannot be kept in a project.", "Give a plain one.")


def _depth(text: bytes) -> int:
    """The deepest nesting of brackets outside strings."""
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.findall(text):
        depth += _NESTING.get(token[:1], 0)
        deepest = max(deepest, depth)
    return deepest


# Possessive, and strings may lack their end: one pass, whatever the text.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.?)*+"?|[\[\]{}]', re.DOTALL)
_NESTING = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def _too_deep() -> ProjectError:
    return ProjectError("It is nested too deeply.", "Blocks may be nested 16 deep.")


def _not_json(text: bytes, message: str) -> str:
    """Why a text is not JSON: binary, cut off, or wrong at a place that is named."""
    if not text.strip():
        return "It is empty."
    if b"\0" in text or not _is_text(text):
        return "It is not a text file."
    if "truncated" in message:
        return "It ends too early."
    if "out of range" in message:
        return "It has a number that is far too large."
    at = re.search(r"\(byte (\d+)\)", message)
    return f"It is not JSON: {_position(text[: int(at[1])])} cannot be read." if at else "It is not JSON."


def _is_text(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _position(before: bytes) -> str:
    lines = before.split(b"\n")
    return f"line {len(lines)}, character {len(lines[-1]) + 1}"
