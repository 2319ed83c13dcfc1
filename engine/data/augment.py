"""Augmentation: random changes to training images, drawn for each image by itself, done for the batch at once.

Crop and flip only say where each pixel comes from, so any number of them is one `gather`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.project.data_settings import Augmentation, RandomCrop, RandomFlip

OUTSIDE = 1 << 20  # a row or column so far off the image that no further shift or flip brings it back


@dataclass(frozen=True, eq=False)
class Crop:
    """Rows and columns, int64 (N,), by which each image's window is moved down and to the right."""

    down: Tensor
    right: Tensor

    def sources(self, rows: Tensor, columns: Tensor, width: int) -> tuple[Tensor, Tensor]:
        """Where these rows (N, H) and columns (N, W) come from."""
        return rows + self.down[:, None], columns + self.right[:, None]


@dataclass(frozen=True, eq=False)
class Flip:
    """Which images, bool (N,), are mirrored left and right."""

    mirrored: Tensor

    def sources(self, rows: Tensor, columns: Tensor, width: int) -> tuple[Tensor, Tensor]:
        """Where these rows (N, H) and columns (N, W) come from."""
        return rows, torch.where(self.mirrored[:, None], width - 1 - columns, columns)


Draw: TypeAlias = Crop | Flip


def augmented(images: Tensor, augmentation: Sequence[Augmentation], seed: int) -> Tensor:
    """uint8 (N, C, H, W) with each image changed by draws of its own, which depend on the seed alone."""
    if not augmentation:
        return images
    return moved(images, draws(augmentation, len(images), images.device, seed))


def draws(augmentation: Sequence[Augmentation], count: int, device: torch.device, seed: int) -> list[Draw]:
    """What happens to each of `count` images, drawn on the device from a fresh generator."""
    generator = torch.Generator(device).manual_seed(seed)
    return [_draw(change, count, generator) for change in augmentation]


def _draw(change: Augmentation, count: int, generator: torch.Generator) -> Draw:
    match change:
        case RandomCrop(padding=padding):
            moves = torch.randint(-padding, padding + 1, (2, count), generator=generator, device=generator.device)
            return Crop(*moves)
        case RandomFlip(probability=probability):
            return Flip(torch.rand(count, generator=generator, device=generator.device) < probability)
        case _:
            assert_never(change)


def moved(images: Tensor, changes: Sequence[Draw]) -> Tensor:
    """uint8 (N, C, H, W) after the changes, in their order; what comes from outside an image is black."""
    count, channels, height, width = images.shape
    rows = torch.arange(height, device=images.device).expand(count, -1)
    columns = torch.arange(width, device=images.device).expand(count, -1)
    for change in reversed(changes):  # from where a pixel arrives back to where it began
        rows, columns = change.sources(rows, columns, width)
        rows, columns = _inside(rows, height), _inside(columns, width)
    places = (rows[:, :, None] * width + columns[:, None, :]).flatten(1)
    places = places.clamp_(max=height * width)  # everything outside is the black pixel appended to each image
    pixels = F.pad(images.flatten(2), (0, 1))
    return pixels.gather(2, places[:, None].expand(-1, channels, -1)).view_as(images)


def _inside(places: Tensor, size: int) -> Tensor:
    return places.masked_fill((places < 0) | (places >= size), OUTSIDE)
