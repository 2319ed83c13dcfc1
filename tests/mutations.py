"""Mutations: what becomes of a file on a bad disk, in a wrong editor, or through a program of another version."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.examples import examples

MANY = settings(max_examples=examples(12), suppress_health_check=list(HealthCheck), database=None)

CHUNKS = (
    b"", b"\0", b"\0" * 64, b"\xff", b"\xef\xbb\xbf", b"{", b"}", b"[", b"[" * 500, b'"', b"\n", b"null", b"1e999",
    b"9" * 40, b"9" * 5000, b"\xed\xa0\x80", "²".encode(), b"\\u0000", b"PK\3\4", b"\x1f\x8b",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 0.5, -0.5, 1e300, 2**31, 2**63, 2**64, -(2**63), 10**40, "", "x", "²", "a\0b", "../x",
    "budget", "1", [], {}, [[]], [None], ["kind"], [0] * 50, {"kind": "x"}, {"kind": ["x"]}, {"kind": None}, [{}],
)  # fmt: skip
NAMES = ("version", "kind", "id", "op", "", "unknown", "²", "a\0b", "files", "step")


def mutated_bytes(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with a few of its bytes changed, cut out, doubled or put in, or cut off."""
    return st.lists(_edit(), min_size=1, max_size=3).map(lambda edits: _edited(content, edits))


def _edit() -> st.SearchStrategy[tuple[str, float, float, bytes]]:
    kinds = st.sampled_from(("flip", "put", "replace", "remove", "double", "cut"))
    share, few = st.floats(0, 1), st.floats(0, 0.2)
    return st.tuples(kinds, share, few, st.sampled_from(CHUNKS) | st.binary(max_size=6))


def _edited(content: bytes, edits: list[tuple[str, float, float, bytes]]) -> bytes:
    for kind, share, few, chunk in edits:
        at = int(share * len(content))
        end = at + 1 + int(few * len(content))
        match kind:
            case "flip":
                content = content[:at] + bytes(255 - byte for byte in content[at : at + 1]) + content[at + 1 :]
            case "put":
                content = content[:at] + chunk + content[at:]
            case "replace":
                content = content[:at] + chunk + content[at + len(chunk) :]
            case "remove":
                content = content[:at] + content[end:]
            case "double":
                content = content[:end] + content[at:]
            case "cut":
                content = content[:at]
    return content


def mutated_json(content: bytes) -> st.SearchStrategy[bytes]:
    """JSON text with a few of its values replaced, removed, moved or given other names; it stays JSON."""
    changes = st.tuples(
        st.sampled_from(("replace", "remove", "name", "add", "wrap", "double")),
        st.integers(0, 10**6),
        st.sampled_from(VALUES),
        st.sampled_from(NAMES),
    )
    raw = json.loads(content)
    return st.lists(changes, min_size=1, max_size=3).map(lambda edits: _rewritten(raw, edits))


def _rewritten(raw: Any, edits: list[tuple[str, int, Any, str]]) -> bytes:
    holder = [copy.deepcopy(raw)]
    for kind, number, value, name in edits:
        places = list(_places(holder))
        if places:
            inside, key = places[number % len(places)]
            _change(kind, inside, key, copy.deepcopy(value), name)
    return json.dumps(holder[0] if holder else None).encode()


def _places(inside: Any) -> Any:
    """Every value below, as what holds it and its key."""
    pairs = inside.items() if isinstance(inside, dict) else enumerate(inside) if isinstance(inside, list) else ()
    for key, value in list(pairs):
        yield inside, key
        yield from _places(value)


def _change(kind: str, inside: Any, key: Any, value: Any, name: str) -> None:
    old = inside[key]
    match kind:
        case "replace":
            inside[key] = value
        case "remove":
            del inside[key]
        case "name" if isinstance(inside, dict):
            inside[name] = inside.pop(key)
        case "add" if isinstance(old, dict):
            old[name] = value
        case "wrap":
            inside[key] = [old]
        case "double" if isinstance(inside, list):
            inside.append(old)


def mutated(content: bytes, *, structural: bool) -> st.SearchStrategy[bytes]:
    """Mutations of its bytes, and for JSON of its structure too."""
    return st.one_of(mutated_json(content), mutated_bytes(content)) if structural else mutated_bytes(content)


def mutated_lines(content: bytes) -> st.SearchStrategy[bytes]:
    """A log of JSON lines, mutated in its bytes, or in the structure of one line."""
    lines = content.splitlines()

    def at(number: int) -> st.SearchStrategy[bytes]:
        return mutated_json(lines[number]).map(
            lambda line: b"\n".join([*lines[:number], line, *lines[number + 1 :], b""])
        )

    return st.one_of(mutated_bytes(content), st.integers(0, len(lines) - 1).flatmap(at))
