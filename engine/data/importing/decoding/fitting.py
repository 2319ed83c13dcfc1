"""Fitting: pictures of any size and kind as images of one shape, the same for training, testing and predicting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.data.importing.decoding.picture import Note, noted, over
from engine.project.data.own_images import Reading

GROUND = "white"  # what is transparent lies on it, as on a page


def read_in(path: str | Path, reading: Reading) -> tuple[NDArray[np.uint8], tuple[Note, ...], tuple[int, int]]:
    """(C, H, W): the picture in a file as it is to be read, what deserves a remark, and the height and width of the
    picture itself; raises ImageError in words.
    """
    picture, notes, size = noted(path, max(reading.height, reading.width))
    return fitted(picture, reading), notes, size


def fitted(picture: Image.Image, reading: Reading) -> NDArray[np.uint8]:
    """(C, H, W): a picture as it is to be read; one that has the size already keeps its values."""
    flat = over(picture, GROUND).convert("RGB" if reading.colour else "L")
    values = np.asarray(_sized(flat, reading)).reshape(reading.height, reading.width, -1)
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def _sized(flat: Image.Image, reading: Reading) -> Image.Image:
    """Each pixel the mean of what it stands for, weighted as a tent (Pillow's bilinear filter)."""
    size = (reading.width, reading.height)
    if flat.size == size:
        return flat
    match reading.fit:
        case "crop":
            return ImageOps.fit(flat, size, Image.Resampling.BILINEAR)
        case "pad":
            return ImageOps.pad(flat, size, Image.Resampling.BILINEAR, color=0)
        case "stretch":
            return flat.resize(size, Image.Resampling.BILINEAR)


def whole(picture: Image.Image, side: int) -> NDArray[np.uint8]:
    """(3, h, w): a picture as it is, made smaller where a side is longer than so many pixels."""
    flat = over(picture, GROUND).convert("RGB")
    flat.thumbnail((side, side), Image.Resampling.BILINEAR)
    return np.ascontiguousarray(np.asarray(flat).transpose(2, 0, 1))
