"""Splitting: which of the training images are kept back for validation, and which of the others are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from engine.data.dataset import Split
from engine.data.splits.spoiled import spoiled
from engine.data.splits.stratified import share_of
from engine.errors import DataError, Place
from engine.machine.seeds import derived
from engine.project.data.data_settings import (
    DataSettings,
    FoundValidation,
    NoValidation,
    Validation,
    ValidationCount,
    ValidationShare,
    shared_count,
)
from engine.project.data.facts import Facts

if TYPE_CHECKING:
    from torch import Tensor

    from engine.data.readers.read_parts import Parts


def divided(parts: Parts, settings: DataSettings, facts: Facts) -> tuple[Split, Split | None, Split]:
    """Training, validation and test images as the settings want them; they share the images of the parts.

    Raises DataError where none would be left to train on.
    """
    train, validation = kept_back(parts.train, settings.validation, settings.split_seed, parts.validation)
    train = used(train, settings.share, len(facts.classes), settings.split_seed)
    return spoiled(train, validation, parts.test, settings, facts.classes)


def kept_back(train: Split, validation: Validation, seed: int, found: int = 0) -> tuple[Split, Split | None]:
    """The images to train on, and those kept back for validation, both in the order of the data set.

    The same seed keeps back the same images, whatever else changes. `found` images came for validation, the last ones.
    Raises DataError when none would be left.
    """
    count = _count(validation, len(train), found)
    if count >= len(train):
        raise DataError(
            f"No training images are left of {len(train):,}.",
            "Keep fewer back for validation.",
            Place(field="data.validation", words="Data, Validation"),
        )
    if count == 0:
        return train, None
    import torch

    stays = torch.zeros(len(train), dtype=torch.bool)
    stays[_trained_on(train, validation, count, derived(seed, "validation"))] = True
    return train.chosen(stays.nonzero().flatten()), train.chosen((~stays).nonzero().flatten())


def _trained_on(train: Split, validation: Validation, kept: int, seed: int) -> Tensor:
    """The places of all images but the `kept` ones."""
    import torch

    count = len(train) - kept
    if isinstance(validation, FoundValidation):
        return torch.arange(count)
    if isinstance(validation, ValidationCount | ValidationShare) and validation.stratified:
        return torch.from_numpy(share_of(train.labels.numpy(), count, seed))
    return torch.randperm(len(train), generator=torch.Generator().manual_seed(seed))[:count]


def used(train: Split, share: float, classes: int, seed: int) -> Split:
    """A share of the images, of each class its part, in the order of the data set."""
    if share == 1:
        return train
    import torch

    count = shared_count(len(train), share, classes)
    return train.chosen(torch.from_numpy(share_of(train.labels.numpy(), count, derived(seed, "share"))))


def _count(validation: Validation, images: int, found: int) -> int:
    match validation:
        case NoValidation():
            return 0
        case ValidationCount(count=count):
            return count
        case ValidationShare(share=share):
            return round(images * share)
        case FoundValidation():
            return found
        case _:
            assert_never(validation)
