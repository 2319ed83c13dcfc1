"""Memory of augmentation: bytes that changing a batch takes for each of its images, at most, in plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import prod
from typing import Literal, TypeAlias, assert_never

from engine.network.shapes import Shape
from engine.project.data.augmentations import (
    Augmentation,
    Cutout,
    RandomBrightness,
    RandomContrast,
    RandomCrop,
    RandomFlip,
    RandomFlipUpDown,
    RandomNoise,
    RandomRotation,
    RandomSaturation,
    RandomScale,
    RandomShift,
)

FLOAT, PLACE = 4, 8  # bytes of a float32 and an int64

Way: TypeAlias = Literal["exact", "affine", "colours"]


def augmenting_bytes(augmentation: Sequence[Augmentation], shape: Shape) -> int:
    """Beside the image that was picked, uint8 (C, H, W): what is drawn for it, and the dearest of the changes."""
    pixels = prod(shape)
    noise = FLOAT * pixels * sum(isinstance(change, RandomNoise) for change in augmentation)
    groups = [list(together) for _, together in groupby(augmentation, lambda change: _way(change) == "colours")]
    before = pixels if len(groups) > 1 else 0  # the outcome of the changes before
    return noise + before + max((_of(group, shape) for group in groups), default=0)


def _of(group: Sequence[Augmentation], shape: Shape) -> int:
    """Of neighbours that are done together."""
    pixels, (height, width) = prod(shape), shape[1:]
    area = height * width
    match max(map(_way, group), key=("exact", "affine", "colours").index):
        case "exact":  # where each pixel comes from, a copy with a black pixel added, and the outcome
            return 2 * pixels + PLACE * (area + 2 * (height + width))
        case "affine":  # the same as rows and columns; as float32 before and after
            return max(6 * FLOAT * area, 2 * FLOAT * (area + pixels))
        case "colours":  # as float32, and what its grey is found from
            greys = any(isinstance(change, RandomSaturation) for change in group)
            return FLOAT * pixels + max(pixels, FLOAT * (pixels + area) if greys else 0)


def _way(change: Augmentation) -> Way:
    match change:
        case RandomCrop() | RandomFlip() | RandomFlipUpDown():
            return "exact"
        case RandomRotation() | RandomShift() | RandomScale():
            return "affine"
        case RandomBrightness() | RandomContrast() | RandomSaturation() | RandomNoise() | Cutout():
            return "colours"
        case _:
            assert_never(change)
