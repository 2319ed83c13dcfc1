"""A drawing prepared as the digits of MNIST were: scaled into the middle 20×20 of 28×28, placed by its centre of mass.

Source: LeCun, Bottou, Bengio and Haffner 1998, section III.A; checked on the digits themselves: in nearly all of them
the longer side of the ink is 20 pixels and the centre of mass within half a pixel of row and column 14.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.data.readers.idx import Bytes
from engine.errors import ImageError
from engine.network.shapes import Shape

INK = 20 / 28  # share of the input that the longer side of a drawing fills
MAX_SIDE = 4096


def from_drawing(pixels: Bytes, shape: Shape) -> Tensor | None:
    """uint8 (C, H, W), as the network's data, of a drawing uint8 (height, width), white on black; None if it is empty.

    Raises ImageError for a drawing of more than 4,096 pixels a side.
    """
    if pixels.ndim != 2 or not 1 <= min(pixels.shape) <= max(pixels.shape) <= MAX_SIDE:
        raise ImageError(f"A drawing has 1 to {MAX_SIDE:,} pixels a side.", "Draw on a smaller canvas.")
    if not pixels.any():
        return None
    channels, height, width = shape
    placed = _placed(_scaled(_boxed(pixels), (height, width)), (height, width))
    return torch.from_numpy(placed).expand(channels, -1, -1).contiguous()


def _boxed(pixels: Bytes) -> Bytes:
    """What is inside the box around the ink."""
    ink = pixels > 0
    rows, columns = (np.flatnonzero(ink.any(axis)) for axis in (1, 0))
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _scaled(ink: Bytes, size: tuple[int, int]) -> Bytes:
    """The ink with its aspect kept, as large as fits the middle of the input; grey where pixels are covered in part."""
    scale = min(INK * side / length for side, length in zip(size, ink.shape, strict=True))
    height, width = (max(1, round(length * scale)) for length in ink.shape)
    return np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))


def _placed(ink: Bytes, size: tuple[int, int]) -> Bytes:
    """The ink on black, moved by whole pixels until its centre of mass is in the middle, but never over an edge."""
    canvas = np.zeros(size, np.uint8)
    top, left = (_start(ink.sum(1 - axis), size[axis]) for axis in (0, 1))
    canvas[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return canvas


def _start(mass: np.ndarray, side: int) -> int:
    """Where ink with this mass a row (or column) begins on a side of the input."""
    centre = np.average(np.arange(len(mass)), weights=mass)
    return int(np.clip(round(side / 2 - centre), 0, side - len(mass)))
