"""Presets: well-known filters of any size: edges, blur, sharpening. Needs no torch."""

from __future__ import annotations

from math import comb
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Preset: TypeAlias = Literal["vertical edge", "horizontal edge", "outline", "blur", "sharpen", "identity", "empty"]
Kernel: TypeAlias = NDArray[np.float32]


def preset(name: Preset, height: int, width: int) -> Kernel:
    """The kernel (height, width) of that name.

    Edges are a derivative across and binomial weights along, as Sobel's for 3×3, and sum to 0, their positive weights
    to 1; a blur is binomial and sums to 1; sharpening is twice the pixel less the blur, an outline once.
    """
    down, across = _binomial(height), _binomial(width)
    blur, pixel = np.outer(down, across), _pixel(height, width)
    match name:
        case "vertical edge":
            kernel = np.outer(down, _slope(width))
        case "horizontal edge":
            kernel = np.outer(_slope(height), across)
        case "blur":
            kernel = blur
        case "sharpen":
            kernel = 2 * pixel - blur
        case "outline":
            kernel = pixel - blur
        case "identity":
            kernel = pixel
        case "empty":
            kernel = np.zeros((height, width))
    return kernel.astype(np.float32)


def _binomial(size: int) -> NDArray[np.float64]:
    """1 2 1 and so on, with the sum 1."""
    weights = np.array([comb(size - 1, at) for at in range(size)], np.float64)
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _slope(size: int) -> NDArray[np.float64]:
    """−1 0 1 and so on, binomial too; its positive weights sum to 1. All 0 where there is but one place."""
    centred = np.arange(size) - (size - 1) / 2
    slope = centred * _binomial(size)
    scaled: NDArray[np.float64] = slope / max(slope[slope > 0].sum(), 1e-12)
    return scaled


def _pixel(height: int, width: int) -> NDArray[np.float64]:
    """1 in the middle, 0 around it."""
    kernel = np.zeros((height, width))
    kernel[(height - 1) // 2, (width - 1) // 2] = 1
    return kernel
