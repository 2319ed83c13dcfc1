"""Settings difference: in what two trainings, or the images of two projects, differ, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import figures
from engine.project.data.data_settings import DataSettings
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import Document
from engine.typed.fields import label, struct_fields

LONGEST = 3  # differences that are named


def settings_difference(old: TrainingSettings, new: TrainingSettings) -> str:
    """Learning rate 0.001 → 0.01, Batch size 64 → 32; empty where they train alike, for however long."""
    found = _of_all(old, new, [name for name in struct_fields(TrainingSettings) if name != "budget"])
    more = f" and {len(found) - LONGEST} more" if len(found) > LONGEST else ""
    return f"{', '.join(found[:LONGEST])}{more}"


def training_differences(old: TrainingSettings, new: TrainingSettings) -> list[str]:
    """All of them, for how long they train too."""
    return _of_all(old, new, struct_fields(TrainingSettings))


def data_differences(old: DataSettings, new: DataSettings) -> list[str]:
    """Which images, how they are divided, normalised, augmented and spoiled."""
    return _sources(old, new) + _of_all(old, new, [name for name in struct_fields(DataSettings) if name != "source"])


def _sources(old: DataSettings, new: DataSettings) -> list[str]:
    """What own images are made of would fill pages: that they are others is enough."""
    if old.source == new.source:
        return []
    before, after = old.source.name, new.source.name
    return [f"Data set {before} → {after}" if before != after else f"other images of {after}"]


def _of(old: Any, new: Any, name: str) -> list[str]:
    """Those of one field; of one that is a struct itself and of the same kind, those of its fields."""
    before, after = getattr(old, name), getattr(new, name)
    if before == after:
        return []
    if type(before) is type(after) and isinstance(before, Document):
        return _of_all(before, after, struct_fields(type(before)))
    title = label(type(old), name)
    return [f"{title} {_value(before)} → {_value(after)}"]


def _of_all(old: Any, new: Any, names: Iterable[str]) -> list[str]:
    return [words for name in names for words in _of(old, new, name)]


def _value(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " ".join(map(_value, value)) or "none"
    return figures.setting(value) if isinstance(value, float) else str(getattr(value, "title", value))
