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
    return [f"{title} {value_in_words(before)} → {value_in_words(after)}"]


def _of_all(old: Any, new: Any, names: Iterable[str]) -> list[str]:
    return [words for name in names for words in _of(old, new, name)]


def value_in_words(value: object) -> str:
    """A setting as a person reads it: on, 0.001, Adam, or Crop (padding 4) of a list."""
    if value is None or isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(_item, value)) or "none"
    if isinstance(value, float):
        return figures.setting(value)
    return str(getattr(value, "title", value) if isinstance(value, Document) else value)


def _item(value: object) -> str:
    """One of a list, with its own settings in brackets where it has any."""
    if not isinstance(value, Document):
        return value_in_words(value)
    kind = type(value)
    inner = (f"{label(kind, name).lower()} {value_in_words(getattr(value, name))}" for name in struct_fields(kind))
    settings = ", ".join(inner)
    return f"{value_in_words(value)} ({settings})" if settings else value_in_words(value)
