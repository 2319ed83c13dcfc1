"""Example words: what an image of a check-up is, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.answers import At
from gui.appearance.numerals import numeral

PARTS = {"train": "training", "test": "test"}


def what_it_is(at: At, classes: Sequence[str]) -> str:
    """Such as train/cat/12.png: cat, training; or where there are no files Training image 1,203: cat."""
    name = classes[at.label] if at.label < len(classes) else ""
    if at.name:
        return f"{at.name}: {name}, {PARTS[at.part]}"
    return f"{PARTS[at.part].capitalize()} image {numeral(at.place)}: {name}"
