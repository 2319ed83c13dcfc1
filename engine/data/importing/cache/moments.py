"""Moments: sums over the pixels of each image, so that mean and deviation of any choice of images are known at once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.data.splits.stratified import Places

Moments: TypeAlias = NDArray[np.float64]


def moments_of(images: NDArray[np.uint8]) -> Moments:
    """Of images (n, C, H, W), for pixels from 0 to 1: their sums and the sums of their squares, (n, 2, C)."""
    values = images.astype(np.float32) / 255
    squares = np.einsum("nchw,nchw->nch", values, values).sum(axis=2, dtype=np.float64)  # a row at a time: exact enough
    return np.stack((values.sum(axis=(2, 3), dtype=np.float64), squares), axis=1)


def mean_and_deviation(moments: Moments, places: Places, pixels: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Of each channel over the images at some places, each of so many pixels."""
    mean, squares = moments[places].sum(axis=0) / max(1, len(places) * pixels)
    return tuple(mean.tolist()), tuple(np.sqrt(np.maximum(0, squares - mean**2)).tolist())
