"""Augmentation: random changes to training images, drawn for each image by itself, done for the batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias, assert_never

import torch
from torch import Tensor

from engine.data.batches.moves import Crop, Flip, FlipUpDown, Move, Rotation, Scale, Shift, moved
from engine.data.batches.recolouring import Brightness, Contrast, Hole, Noise, Recolouring, Saturation, recoloured
from engine.network.shapes import Shape
from engine.project.data.augmentations import (
    Augmentation,
    Cutout,
    Geometric,
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
    Recolours,
)

Draw: TypeAlias = Move | Recolouring


def augmented(images: Tensor, augmentation: Sequence[Augmentation], seed: int) -> Tensor:
    """uint8 (N, C, H, W) with each image changed by draws of its own, which depend on the seed alone."""
    return changed_by(images, draws(augmentation, images.shape, images.device, seed))


def changed_by(images: Tensor, drawn: Sequence[Draw]) -> Tensor:
    """The same, with what happens to each image; moves beside each other are one."""
    for are_moves, together in groupby(drawn, lambda one: isinstance(one, Move)):
        if are_moves:
            images = moved(images, [one for one in together if isinstance(one, Move)])
        else:
            images = recoloured(images, [one for one in together if not isinstance(one, Move)])
    return images


def draws(augmentation: Sequence[Augmentation], shape: Shape, device: torch.device, seed: int) -> list[Draw]:
    """What happens to each image of a batch (N, C, H, W), drawn on the device from a fresh generator."""
    dice = Dice(tuple(shape), torch.Generator(device).manual_seed(seed))
    return [_draw(change, dice) for change in augmentation]


@dataclass(frozen=True, eq=False)
class Dice:
    """Random numbers for each image of a batch (N, C, H, W)."""

    shape: Shape
    generator: torch.Generator

    def whole(self, low: int, high: int, *more: int) -> Tensor:
        """int64 (…, N), from `low` to before `high`."""
        size = (*more, self.shape[0])
        return torch.randint(low, high, size, generator=self.generator, device=self.generator.device)

    def between(self, low: float, high: float, *more: int) -> Tensor:
        """float32 (…, N)."""
        size = (*more, self.shape[0])
        return torch.rand(size, generator=self.generator, device=self.generator.device) * (high - low) + low

    def around_one(self, amount: float) -> Tensor:
        """float32 (N,), from as much below 1 to as much above."""
        return self.between(1 - amount, 1 + amount)

    def happens(self, probability: float) -> Tensor:
        """bool (N,)."""
        return torch.rand(self.shape[0], generator=self.generator, device=self.generator.device) < probability

    def normal(self, spread: float) -> Tensor:
        """float32 (N, C, H, W)."""
        return torch.randn(self.shape, generator=self.generator, device=self.generator.device).mul_(spread)


def _draw(change: Augmentation, dice: Dice) -> Draw:
    return _move(change, dice) if isinstance(change, Geometric) else _recolouring(change, dice)


def _move(change: Geometric, dice: Dice) -> Move:
    match change:
        case RandomCrop(padding=padding):
            return Crop(*dice.whole(-padding, padding + 1, 2))
        case RandomFlip(probability=probability):
            return Flip(dice.happens(probability))
        case RandomFlipUpDown(probability=probability):
            return FlipUpDown(dice.happens(probability))
        case RandomRotation(degrees=degrees):
            return Rotation(dice.between(-degrees, degrees))
        case RandomShift(share=share):
            return Shift(*dice.between(-share, share, 2))
        case RandomScale(amount=amount):
            return Scale(dice.around_one(amount))
        case _:
            assert_never(change)


def _recolouring(change: Recolours, dice: Dice) -> Recolouring:
    match change:
        case RandomBrightness(amount=amount):
            return Brightness(dice.around_one(amount))
        case RandomContrast(amount=amount):
            return Contrast(dice.around_one(amount))
        case RandomSaturation(amount=amount):
            return Saturation(dice.around_one(amount))
        case RandomNoise(spread=spread):
            return Noise(dice.normal(255 * spread))
        case Cutout(size=size):
            down, right = (dice.whole(0, side) - size // 2 for side in dice.shape[2:])
            return Hole(down, right, size)
        case _:
            assert_never(change)
