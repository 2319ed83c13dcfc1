"""Images given for a prediction, by path or as an array, as a network wants them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.errors import ImageError, Place
from engine.network.shapes import Shape, spelled
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import decoded, drawing_in_image, from_image

ImageLike: TypeAlias = str | os.PathLike[str] | NDArray[np.uint8]

CHANNELS = (3, 4)  # colour, and colour with transparency, in the last dimension


def prepared(image: ImageLike, shape: Shape, *, drawing: bool, place: Place) -> Tensor:
    """uint8 (C, H, W) of an image as the network sees it.

    An array of just that shape is taken as it is, any other as a file would be. Raises ImageError, in words.
    """
    if isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.shape == shape and not drawing:
        return torch.from_numpy(image.copy())
    picture = _picture(image, shape, place)
    if not drawing:
        return from_image(picture, shape)
    seen = from_drawing(drawing_in_image(picture), shape)
    if seen is None:
        raise ImageError("Nothing is drawn in it.", "Draw dark on light, or light on dark.", place)
    return seen


def _picture(image: ImageLike, shape: Shape, place: Place) -> Image.Image:
    if isinstance(image, str | os.PathLike):
        return decoded(Path(image))
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8:
        raise ImageError(f"Its values are of the type {pixels.dtype}, not uint8.", "Give pixels from 0 to 255.", place)
    grey = pixels.reshape(pixels.shape[1:]) if pixels.ndim == 3 and pixels.shape[0] == 1 else pixels
    if grey.size and (grey.ndim == 2 or (grey.ndim == 3 and grey.shape[2] in CHANNELS)):
        return Image.fromarray(np.ascontiguousarray(grey))
    hint = f"Give (height, width), (height, width, 3) or {spelled(shape)}, one array for each image."
    raise ImageError(f"An array of {spelled(pixels.shape) or 'no shape'} is no image.", hint, place)
