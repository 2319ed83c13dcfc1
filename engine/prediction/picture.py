"""Pictures for a prediction, as the network's data or as a drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.data.importing.decoding.fitting import fitted
from engine.data.importing.decoding.picture import decoded, over
from engine.data.readers.idx import Bytes
from engine.network.shapes import Shape
from engine.paper.ink import SIDE, Ink, ink_of
from engine.project.data.own_images import Reading


def from_file(path: Path, shape: Shape, reading: Reading | None = None) -> Tensor:
    """uint8 (C, H, W): the whole image in a file, resized to the network's input, grey or in colour as that is.

    What is transparent becomes black. With a `reading`, that of images which a person brought in, it becomes just what
    it became, or would have become, among them. Raises ImageError in words.
    """
    return from_image(decoded(path, least_side(reading)), shape, reading)


def least_side(reading: Reading | None) -> int | None:
    """The side in pixels that decoding must leave, as it did when images were brought in; None for all."""
    return None if reading is None else max(reading.height, reading.width)


def from_image(image: Image.Image, shape: Shape, reading: Reading | None = None) -> Tensor:
    """As `from_file`, of an image that is there."""
    if reading is not None:
        return torch.from_numpy(fitted(image, reading))
    channels, height, width = shape
    image = over(image, "black").convert("L" if channels == 1 else "RGB")
    values = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR)).reshape(height, width, -1)
    return torch.from_numpy(values.transpose(2, 0, 1).copy()).expand(channels, -1, -1).contiguous()


def from_pixels(pixels: Bytes, shape: Shape, reading: Reading | None = None) -> Tensor:
    """As `from_file`, of pixels (1 or 3 channels, height, width); of just the network's shape they stay as they are."""
    if pixels.shape == shape:
        return torch.from_numpy(pixels.copy())
    plane = pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)
    return from_image(Image.fromarray(np.ascontiguousarray(plane)), shape, reading)


def drawing_in_image(image: Image.Image) -> Ink:
    """What is drawn in an image, as white strokes on black, for `from_drawing`; a large one is made smaller first."""
    image.thumbnail((SIDE, SIDE))
    return ink_of(np.asarray(over(image, _opposite(image)).convert("L")))


def _opposite(image: Image.Image) -> str:
    """The ground on which what is not transparent can be seen."""
    if not image.has_transparency_data:
        return "black"
    grey, alpha = (np.asarray(part, np.float64) for part in image.convert("RGBA").convert("LA").split())
    return "black" if (grey * alpha).sum() > 127 * alpha.sum() else "white"
