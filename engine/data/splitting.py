"""Splitting: which of the training images are kept back for validation."""

from __future__ import annotations

from typing import assert_never

from engine.data.dataset import Split
from engine.errors import DataError, Place
from engine.machine.seeds import derived
from engine.project.data_settings import NoValidation, Validation, ValidationCount, ValidationShare


def kept_back(train: Split, validation: Validation, seed: int) -> tuple[Split, Split | None]:
    """The images to train on, and those kept back for validation, both in the order of the data set.

    The same seed keeps back the same images, whatever else changes. Raises DataError when none would be left.
    """
    count = _count(validation, len(train))
    if count >= len(train):
        raise DataError(
            f"No training images are left of {len(train):,}.",
            "Keep fewer back for validation.",
            Place(field="data.validation", words="Data, Validation"),
        )
    if count == 0:
        return train, None
    import torch

    order = torch.randperm(len(train), generator=torch.Generator().manual_seed(derived(seed, "validation")))
    return train.chosen(order[:-count].sort().values), train.chosen(order[-count:].sort().values)


def _count(validation: Validation, images: int) -> int:
    match validation:
        case NoValidation():
            return 0
        case ValidationCount(count=count):
            return count
        case ValidationShare(share=share):
            return round(images * share)
        case _:
            assert_never(validation)
