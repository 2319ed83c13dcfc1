"""Deeper: where in a document a field lies that somebody looked for too far up."""

from __future__ import annotations

from typing import Any

from engine.typed.fields import chosen, label, struct_fields

FIXED = ("format", "version")  # of the file, not of the work: nobody sets them


def deeper(kind: Any, value: object, wanted: str) -> list[str]:
    """Dotted paths, the nearest first, of the fields of that name or label below an untyped value of the type.

    Of what can be of several kinds only the one that was chosen counts, as nothing else can be set; items of lists
    have no names, and are passed over. A part that is not there begins with its usual values.
    """
    found = _below(chosen(kind, value), value, _as_name(wanted), "")
    return sorted(found, key=lambda path: path.count("."))


def _below(struct: Any, value: object, wanted: str, before: str) -> list[str]:
    found: list[str] = []
    for name, inner in struct_fields(struct).items():
        if wanted in (name, _as_name(label(struct, name))) and name not in FIXED:
            found.append(f"{before}{name}")
        within = value.get(name) if isinstance(value, dict) else None
        found += _below(chosen(inner, within or {}), within, wanted, f"{before}{name}.")
    return found


def _as_name(text: str) -> str:
    """As fields are named, whatever a person writes for it."""
    return text.strip().lower().replace(" ", "_").replace("-", "_")
