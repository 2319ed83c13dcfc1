"""Distorting: images as a distortion leaves them, each by itself, whatever others are distorted with it.

What comes into an image from outside has the colour of its edge, so that no edge arises that a network could see.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isqrt
from typing import assert_never

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.data.batches import moves, recolouring
from engine.inspection.robustness.distortions import (
    AnyDistortion,
    Blur,
    Contrast,
    Noise,
    Rotation,
    Scale,
    Shift,
    StrokeWeight,
)

LEVELS = 255
SPREADS = 3  # standard deviations after which a blur ends


def distorted(images: Tensor, distortion: AnyDistortion, seeds: Sequence[int]) -> Tensor:
    """uint8 (N, C, H, W) with each image distorted; noise is drawn for each from a seed of its own, (N,)."""
    if distortion.changes_nothing:
        return images
    values = _distorted(images.float(), distortion, seeds)
    return values.clamp_(0, LEVELS).round_().to(torch.uint8)


def _distorted(values: Tensor, distortion: AnyDistortion, seeds: Sequence[int]) -> Tensor:
    strength, share = values.new_full((len(values),), distortion.strength), distortion.strength / 100
    match distortion:
        case Noise():
            return values + _noise(values, seeds) * (LEVELS * share)
        case Rotation():
            return _moved(values, moves.Rotation(strength))
        case Shift():
            return _moved(values, moves.Shift(torch.zeros_like(strength), strength / 100))
        case Scale():
            return _moved(values, moves.Scale(strength / 100))
        case Blur():
            return _blurred(values, share * min(values.shape[2:]))
        case StrokeWeight():
            return _with_strokes(values, share * min(values.shape[2:]))
        case Contrast():
            return recolouring.Contrast(strength / 100).on(values)
        case _:
            assert_never(distortion)


def _noise(like: Tensor, seeds: Sequence[int]) -> Tensor:
    """The same for the same seed, at any strength and among any other images."""
    drawn = [torch.randn(like.shape[1:], generator=torch.Generator().manual_seed(seed)) for seed in seeds]
    return torch.stack(drawn) if drawn else like


def _moved(values: Tensor, move: moves.Move) -> Tensor:
    edge = edge_of(values)
    return moves.sampled(values - edge, moves.grid_of([move], values)) + edge


def edge_of(values: Tensor) -> Tensor:
    """The colour of each image's edge, (N, C, 1, 1): the median of the pixels there."""
    sides = (values[:, :, 0], values[:, :, -1], values[:, :, :, 0], values[:, :, :, -1])
    return torch.cat(sides, 2).median(2).values[:, :, None, None]


def _blurred(values: Tensor, spread: float) -> Tensor:
    """By a normal distribution of so many pixels; beyond the edge lies more of the edge."""
    reach = ceil(SPREADS * spread)
    borders = torch.arange(-reach - 0.5, reach + 1) / spread  # of pixels: each gets what falls within its own
    weights = torch.special.ndtr(borders).diff()
    weights = weights / weights.sum()
    single = values.flatten(0, 1)[:, None]
    across = F.conv2d(F.pad(single, (reach, reach, 0, 0), mode="replicate"), weights[None, None, None])
    down = F.conv2d(F.pad(across, (0, 0, reach, reach), mode="replicate"), weights[None, None, :, None])
    return down.view_as(values)


def _with_strokes(values: Tensor, pixels: float) -> Tensor:
    """Strokes that are so much thicker on each side; thinner ones below 0, where what is around them grows."""
    dark_grows = (edge_of(values).mean(1, keepdim=True) > LEVELS / 2) ^ (pixels < 0)
    return _turned(_grown(_turned(values, dark_grows).to(torch.uint8), abs(pixels)), dark_grows)


def _turned(values: Tensor, which: Tensor) -> Tensor:
    return torch.where(which, LEVELS - values, values)


def _grown(levels: Tensor, pixels: float) -> Tensor:
    """What is light, grown by a disc; between two whole numbers of pixels their discs are mixed."""
    whole = int(pixels)
    less = _dilated(levels, whole).float()
    return less if whole == pixels else torch.lerp(less, _dilated(levels, whole + 1).float(), pixels - whole)


def _dilated(levels: Tensor, radius: int) -> Tensor:
    """Each pixel as light as the lightest within so many pixels: of rows that grow from the rim to the middle.

    As whole levels: four times as many of them as of floats are compared at a time.
    """
    rows, found, reach = levels.clone(), levels.clone(), 0
    for down in range(radius, -1, -1):
        half = isqrt(radius * radius - down * down)
        for far in range(reach + 1, half + 1):
            _lighten(rows, levels, far, 3)
        reach = half
        _lighten(found, rows, down, 2)
    return found


def _lighten(found: Tensor, other: Tensor, far: int, side: int) -> None:
    """To what lies so far off on either side, where that is lighter: there is nothing beyond an end."""
    left = found.shape[side] - far
    if left > 0:
        for to, begin in ((far, 0), (0, far)):
            there = found.narrow(side, to, left)
            torch.maximum(there, other.narrow(side, begin, left), out=there)
