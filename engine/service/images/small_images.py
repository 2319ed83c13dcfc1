"""Small images: those of a list, as large as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from engine.data.dataset import Split
from engine.errors import DataError
from engine.service.answers import Pixels


def small_images(images: Split, indexes: Sequence[int], side: int) -> Pixels:
    """Images (n, channels, height, width), large ones made smaller, to no less than `side` pixels.

    Raises DataError where there are fewer images, as after the files were changed.
    """
    refuse_beyond(images, indexes)
    return as_small(images.at(torch.tensor(indexes, dtype=torch.int64)), side)


def as_small(images: Tensor, side: int) -> Pixels:
    """Images uint8 (n, channels, height, width), large ones made smaller, to no less than `side` pixels."""
    times = min(images.shape[-2:]) // side
    return (avg_pool2d(images.float(), times).round().to(torch.uint8) if times > 1 else images).numpy()


def refuse_beyond(images: Split, indexes: Sequence[int]) -> None:
    """Raises DataError for an index that none of the images has."""
    beyond = next((index for index in indexes if not 0 <= index < len(images)), None)
    if beyond is not None:
        there = f"the last of these is {len(images) - 1:,}" if len(images) else "there are none"
        raise DataError(f"There is no image {beyond:,} here: {there}.")
