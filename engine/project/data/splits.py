"""Splits: the parts of a data set by name, and how each is called."""

from __future__ import annotations

from typing import Literal, TypeAlias

SplitName: TypeAlias = Literal["train", "validation", "test"]
EvaluatedSplit: TypeAlias = Literal["validation", "test"]

TITLES: dict[SplitName, str] = {"test": "Test", "validation": "Validation", "train": "Training"}


def images_of(split: SplitName) -> str:
    """Test images; what the images of a split are called at the beginning of a sentence."""
    return f"{TITLES[split]} images"
