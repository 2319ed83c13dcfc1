"""Recolouring: changes to the values of pixels where they are, of a whole batch at once.

Each takes values as float32 (N, C, H, W) from 0 to 255 and may write into them. Neighbours go on with each other's
values as they are: only after the last one are they brought back to whole numbers within the bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor

GREY = (0.299, 0.587, 0.114)  # how much red, green and blue make of how bright a colour is (ITU-R BT.601)


@dataclass(frozen=True, eq=False)
class Brightness:
    """How many times as bright, float32 (N,)."""

    factor: Tensor

    def on(self, values: Tensor) -> Tensor:
        """Values brighter or darker."""
        return values.mul_(_each(self.factor))


@dataclass(frozen=True, eq=False)
class Contrast:
    """How many times as far from the mean of all its values, float32 (N,)."""

    factor: Tensor

    def on(self, values: Tensor) -> Tensor:
        """Values with more or less contrast."""
        mean = values.mean((1, 2, 3), keepdim=True)
        return values.sub_(mean).mul_(_each(self.factor)).add_(mean)


@dataclass(frozen=True, eq=False)
class Saturation:
    """How many times as far from its grey, float32 (N,)."""

    factor: Tensor

    def on(self, values: Tensor) -> Tensor:
        """Colours stronger or paler; what has no colours stays."""
        if values.shape[1] != len(GREY):
            return values
        shares = torch.tensor(GREY, device=values.device)[:, None, None]
        grey = (values * shares).sum(1, keepdim=True)
        return values.sub_(grey).mul_(_each(self.factor)).add_(grey)


@dataclass(frozen=True, eq=False)
class Noise:
    """What is added to each value, float32 (N, C, H, W)."""

    added: Tensor

    def on(self, values: Tensor) -> Tensor:
        """Values with noise."""
        return values.add_(self.added)


@dataclass(frozen=True, eq=False)
class Hole:
    """The upper row and the left column, int64 (N,), of a square, which may begin before the image; and its side."""

    down: Tensor
    right: Tensor
    side: int

    def on(self, values: Tensor) -> Tensor:
        """Values with the square black."""
        rows = self._covers(self.down, values.shape[2])
        columns = self._covers(self.right, values.shape[3])
        return values.masked_fill_((rows[:, :, None] & columns[:, None, :])[:, None], 0.0)

    def _covers(self, begin: Tensor, size: int) -> Tensor:
        places = torch.arange(size, device=begin.device)
        return (places >= begin[:, None]) & (places < begin[:, None] + self.side)


Recolouring: TypeAlias = Brightness | Contrast | Saturation | Noise | Hole


def recoloured(images: Tensor, changes: Sequence[Recolouring]) -> Tensor:
    """uint8 (N, C, H, W) after the changes, in their order."""
    values = images.float()
    for change in changes:
        values = change.on(values)
    return values.clamp_(0, 255).round_().to(torch.uint8)


def _each(factor: Tensor) -> Tensor:
    return factor[:, None, None, None]
