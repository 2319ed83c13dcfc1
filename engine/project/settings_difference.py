"""Settings difference: in what two trainings, or the images of two projects, differ, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import figures
from engine.project.data.data_settings import DataSettings
from engine.project.project import Project
from engine.project.same_images import same_data
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import Document
from engine.typed.fields import called, label, stands_for_zero, struct_fields

LONGEST = 3  # differences that are named


def settings_difference(old: TrainingSettings, new: TrainingSettings) -> str:
    """Learning rate 0.001 → 0.01, Batch size 64 → 32; empty where they train alike, for however long."""
    found = _of_all(old, new, [name for name in struct_fields(TrainingSettings) if name != "budget"])
    more = f" and {len(found) - LONGEST} more" if len(found) > LONGEST else ""
    return f"{', '.join(found[:LONGEST])}{more}"


def training_differences(old: TrainingSettings, new: TrainingSettings) -> list[str]:
    """All of them, for how long they train too."""
    return _of_all(old, new, struct_fields(TrainingSettings))


def data_differences(old: Project, new: Project) -> list[str]:
    """Which images, how they are divided, normalised, augmented and spoiled."""
    others = [name for name in struct_fields(DataSettings) if name != "source"]
    return _images(old, new) + _of_all(old.data, new.data, others)


def _images(old: Project, new: Project) -> list[str]:
    """What own images are made of would fill pages: that they are others is enough."""
    if same_data(old, new):
        return []
    before, after = old.data.source.name, new.data.source.name
    return [f"Data set {before} → {after}" if before != after else f"other images of {after}"]


def _of(old: Any, new: Any, name: str) -> list[str]:
    """Those of one field; of one that is a struct itself and of the same kind, those of its fields."""
    before, after = getattr(old, name), getattr(new, name)
    if before == after:
        return []
    if type(before) is type(after) and isinstance(before, Document):
        return _of_all(before, after, struct_fields(type(before)))
    return [f"{label(type(old), name)}{_colon(old, new, name)} {_inside(old, name)} → {_inside(new, name)}"]


def _colon(old: Any, new: Any, name: str) -> str:
    """Before a word that would go on from the label."""
    return ":" * any(stands_for_zero(type(one), name, getattr(one, name)) for one in (old, new))


def _inside(settings: Document, name: str) -> str:
    """A setting in a sentence: a word that stands for zero begins small there.

    A kind alone tells too little of an optimiser and of a budget: with its rate, and how long it is.
    """
    value, words = getattr(settings, name), field_in_words(settings, name)
    if isinstance(value, Epochs | Steps):
        return value.in_words
    if name == "optimiser":
        return f"{words} {figures.setting(value.rate)}"
    return words[:1].lower() + words[1:] if stands_for_zero(type(settings), name, value) else words


def _of_all(old: Any, new: Any, names: Iterable[str]) -> list[str]:
    return [words for name in names for words in _of(old, new, name)]


def field_in_words(settings: Document, name: str) -> str:
    """One of its settings as a person reads it: a fixed word by its name; what is called as its setting is on."""
    value = called(type(settings), name, getattr(settings, name))
    if name == "seed":
        return str(value)  # no count
    words = value_in_words(value)
    return "on" if isinstance(value, Document) and words == label(type(settings), name) else words


def value_in_words(value: object) -> str:
    """A setting as a person reads it: on, 0.001, Adam, or Crop (padding 4) of a list."""
    if value is None or isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(_item, value)) or "none"
    if isinstance(value, float):
        return figures.setting(value)
    if isinstance(value, int):
        return f"{value:,}"
    return str(getattr(value, "title", value) if isinstance(value, Document) else value)


def _item(value: object) -> str:
    """One of a list, with its own settings in brackets where it has any."""
    if not isinstance(value, Document):
        return value_in_words(value)
    kind = type(value)
    inner = (f"{label(kind, name).lower()} {field_in_words(value, name)}" for name in struct_fields(kind))
    settings = ", ".join(inner)
    return f"{value_in_words(value)} ({settings})" if settings else value_in_words(value)
