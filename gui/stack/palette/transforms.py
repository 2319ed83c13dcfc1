"""Transforms: what layers compute, in numpy on single maps (height, width), for the pictures of the palette."""

from __future__ import annotations

import math
from typing import assert_never

import numpy as np

from engine.network.layers import ELU, GELU, Curve, LeakyReLU, ReLU, Sigmoid, SiLU, Tanh

Values = np.ndarray
EPSILON = 1e-5  # batch normalisation's
_erf = np.vectorize(math.erf, otypes=[float])


def activated(op: Curve, x: Values) -> Values:
    """An activation of every value."""
    match op:
        case ReLU():
            return np.maximum(x, 0)
        case LeakyReLU():
            return np.where(x > 0, x, op.slope * x)
        case ELU():
            return np.where(x > 0, x, op.alpha * np.expm1(np.minimum(x, 0)))
        case GELU():
            return x * 0.5 * (1 + _erf(x / math.sqrt(2)))
        case SiLU():
            return x / (1 + np.exp(-x))
        case Sigmoid():
            return 1 / (1 + np.exp(-x))
        case Tanh():
            return np.tanh(x)
        case _:
            assert_never(op)


def filtered(image: Values, kernel: Values) -> Values:
    """A convolution as networks do it (the kernel is not turned), without padding."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    found: Values = np.einsum("abij,ij->ab", windows, kernel)
    return found


def blurred(image: Values) -> Values:
    """The mean of 5×5 neighbours, with zeros around the image; the size stays."""
    return filtered(np.pad(image, 2), np.full((5, 5), 1 / 25))


def largest(image: Values, side: int) -> Values:
    """Max pooling over windows of side × side that do not overlap."""
    found: Values = _windows(image, side).max(axis=(1, 3))
    return found


def averaged(image: Values, side: int) -> Values:
    """Average pooling over the same windows."""
    found: Values = _windows(image, side).mean(axis=(1, 3))
    return found


def _windows(image: Values, side: int) -> Values:
    height, width = image.shape
    return image.reshape(height // side, side, width // side, side)


def normalised(batch: Values) -> Values:
    """Batch normalisation of one channel, (images, height, width)."""
    return (batch - batch.mean()) / np.sqrt(batch.var() + EPSILON)


def dropped(image: Values, share: float, random: np.random.Generator) -> Values:
    """Dropout in training: a share of the values is zero, the rest grows by 1 / (1 − share)."""
    kept = random.random(image.shape) >= share
    return image * kept / (1 - share)


def softmax(scores: Values) -> Values:
    """Shares that sum to one."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
