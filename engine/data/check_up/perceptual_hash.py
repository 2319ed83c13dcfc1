"""Perceptual hash: 64 bits that are nearly the same for images that look nearly the same.

Those of `imagehash.phash`: the image in grey at 32×32, its discrete cosine transform, of which the 8×8 lowest
frequencies are kept, and for each of them whether it is above their median.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE, LOW = 32, 8
RED, GREEN, BLUE, HALF, BITS = map(np.uint32, (19_595, 38_470, 7_471, 0x8000, 16))  # Pillow's weights of brightness
COSINES = 2 * np.cos(np.pi * np.outer(np.arange(LOW), 2 * np.arange(SIDE) + 1) / (2 * SIDE))  # (LOW, SIDE)


def hashes(images: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """(n,) of images (n, 1 or 3 channels, height, width)."""
    small = _small(grey(images)).astype(np.float64)
    lowest = (COSINES @ small @ COSINES.T).reshape(len(images), LOW * LOW)
    bits = np.packbits(lowest > np.median(lowest, axis=1, keepdims=True), axis=1)
    return bits.view(">u8").reshape(-1).astype(np.uint64)


def _small(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n, 32, 32) of grey images (n, height, width)."""
    if images.shape[1:] == (SIDE, SIDE):
        return images
    small = (Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.LANCZOS) for image in images)
    return np.stack([np.asarray(image) for image in small])


def grey(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n, height, width): their brightness."""
    if images.shape[1] < 3:
        return images[:, 0]
    red, green, blue = (np.multiply(images[:, n], part, dtype=np.uint32) for n, part in enumerate((RED, GREEN, BLUE)))
    red += green
    red += blue
    red += HALF
    return (red >> BITS).astype(np.uint8)
