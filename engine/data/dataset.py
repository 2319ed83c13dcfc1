"""Dataset: images and labels in memory, in their splits, and how validation images are kept back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from engine.errors import DataError, Place
from engine.machine.seeds import derived
from engine.project.data_settings import NoValidation, Validation, ValidationCount, ValidationShare
from engine.project.facts import Classes, Facts

if TYPE_CHECKING:  # whoever only counts images does not load it
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Split:
    """Images that serve one purpose.

    `images` are uint8 (N, C, H, W), `labels` int64 (N,), `indices` int64 (N,): each image's place among the training
    or the test images of the data set, as people count them from 0.
    """

    images: Tensor
    labels: Tensor
    indices: Tensor

    def __len__(self) -> int:
        """The number of images."""
        return len(self.labels)

    def chosen(self, order: Tensor) -> Split:
        """The images at these places of the split, copied."""
        return Split(*(part.index_select(0, order) for part in (self.images, self.labels, self.indices)))


@dataclass(frozen=True, eq=False)
class Dataset:
    """The splits of a data set, the facts of all that was read, and what is said of it.

    `note` is for the run, such as "JPEG"; `remarks` are sentences that a person should read once.
    """

    train: Split
    validation: Split | None
    test: Split
    facts: Facts
    note: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def classes(self) -> Classes:
        """Names by label."""
        return self.facts.classes


def whole(images: Tensor, labels: Tensor) -> Split:
    """All images of one part of a data set, in its order."""
    import torch

    return Split(images, labels, torch.arange(len(labels)))


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
