"""Images given for a prediction, by path or as an array, as a network wants them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.data.importing.decoding.picture import decoded
from engine.errors import ImageError, Place
from engine.network.shapes import Shape, spelled
from engine.paper.ink import PALE
from engine.platform import expanded
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import drawing_in_image, from_image, least_side
from engine.project.data.own_images import reading_of
from engine.project.data.sources import Digits, Mnist
from engine.project.project import Project

ImageLike: TypeAlias = str | os.PathLike[str] | NDArray[np.uint8]

LIGHT_ON_DARK = (Digits, Mnist)  # drawn so, and prepared in one way
DRAWN = (
    "It looks drawn dark on light, but the network learned light on dark: prepare it as a drawing (--drawing on the "
    "command line, drawing=True in a script)."
)
CHANNELS = (3, 4)  # colour, and colour with transparency, in the last dimension


@dataclass(frozen=True, eq=False)
class Seen:
    """An image as the network sees it, uint8 (C, H, W), and a sentence on the picture where there is one to say."""

    pixels: Tensor
    remark: str = ""


def place_of(image: ImageLike, words: str = "Image") -> Place:
    """What an image is called where something is wrong with it."""
    return Place(os.fsdecode(image)) if isinstance(image, str | os.PathLike) else Place(words=words)


def prepared(image: ImageLike, project: Project, *, drawing: bool, place: Place | None = None) -> Seen:
    """An image as a network sees it that was trained in this project.

    An array of just their shape is taken as it is, any other as a file would be. Raises ImageError, in words.
    """
    place = place or place_of(image)
    shape = project.facts.shape
    if isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.shape == shape and not drawing:
        return Seen(torch.from_numpy(image.copy()))
    reading = reading_of(project.data.source)
    picture = picture_of(image, shape, place, least_side(None if drawing else reading))
    if drawing:
        return _drawn(picture, shape, place)
    pixels = from_image(picture, shape, reading)
    return Seen(pixels, DRAWN if isinstance(project.data.source, LIGHT_ON_DARK) and _is_dark_on_light(picture) else "")


def _drawn(picture: Image.Image, shape: Shape, place: Place) -> Seen:
    ink = drawing_in_image(picture)
    pixels = from_drawing(ink.strokes, shape)
    if pixels is None:
        raise ImageError("Nothing is drawn in it.", "Draw dark on light, or light on dark.", place)
    return Seen(pixels, PALE if ink.weak else "")


def _is_dark_on_light(picture: Image.Image) -> bool:
    ink = drawing_in_image(picture)
    return ink.dark and not ink.empty


def picture_of(image: ImageLike, shape: Shape, place: Place, least: int | None = None) -> Image.Image:
    """The picture in a file or an array, as large as it is. Raises ImageError, in words."""
    if isinstance(image, str | os.PathLike):
        return decoded(expanded(image), least)
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8:
        raise ImageError(f"Its values are of the type {pixels.dtype}, not uint8.", "Give pixels from 0 to 255.", place)
    grey = pixels.reshape(pixels.shape[1:]) if pixels.ndim == 3 and pixels.shape[0] == 1 else pixels
    if grey.size and (grey.ndim == 2 or (grey.ndim == 3 and grey.shape[2] in CHANNELS)):
        return Image.fromarray(np.ascontiguousarray(grey))
    hint = f"Give (height, width), (height, width, 3) or {spelled(shape)}, one array for each image."
    raise ImageError(f"An array of {spelled(pixels.shape) or 'no shape'} is no image.", hint, place)
