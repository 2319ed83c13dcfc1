"""Settings difference: in what two training settings differ, in words, but for how long they train."""

from __future__ import annotations

from typing import Any

from engine import figures
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import Document
from engine.typed.fields import label, struct_fields

LONGEST = 3  # differences that are named


def settings_difference(old: TrainingSettings, new: TrainingSettings) -> str:
    """Learning rate 0.001 → 0.01, Batch size 64 → 32; empty where they train alike."""
    found = [words for name in struct_fields(TrainingSettings) if name != "budget" for words in _of(old, new, name)]
    more = f" and {len(found) - LONGEST} more" if len(found) > LONGEST else ""
    return f"{', '.join(found[:LONGEST])}{more}"


def _of(old: Any, new: Any, name: str) -> list[str]:
    """Those of one field; of one that is a struct itself and of the same kind, those of its fields."""
    before, after = getattr(old, name), getattr(new, name)
    if before == after:
        return []
    if type(before) is type(after) and isinstance(before, Document):
        return _of_all(before, after, type(before))
    title = label(type(old), name)
    return [f"{title} {_value(before)} → {_value(after)}"]


def _of_all(old: Any, new: Any, kind: Any) -> list[str]:
    return [words for name in struct_fields(kind) for words in _of(old, new, name)]


def _value(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " ".join(map(_value, value))
    return figures.setting(value) if isinstance(value, float) else str(getattr(value, "title", value))
