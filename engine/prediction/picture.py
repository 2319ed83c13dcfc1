"""Image files, for a prediction: any common format, within bounds, as the network's data or as a drawing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from torch import Tensor

from engine.data.readers.idx import Bytes
from engine.errors import ImageError, Place
from engine.network.shapes import Shape, sized
from engine.paper.ink import SIDE, Ink, ink_of

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")  # none of them can start another program
MAX_PIXELS = 64 * 2**20
UNREADABLE = {  # modes of Pillow's that it turns into no other
    "F": "Its values are fractions of unknown range.",
    "LAB": "Its colours are written as Lab, which is not read here.",
}


def from_file(path: Path, shape: Shape) -> Tensor:
    """uint8 (C, H, W): the whole image in a file, resized to the network's input, grey or in colour as that is.

    What is transparent becomes black. Raises ImageError in words.
    """
    return from_image(decoded(path), shape)


def from_image(image: Image.Image, shape: Shape) -> Tensor:
    """As `from_file`, of an image that is there."""
    channels, height, width = shape
    image = _over(image, "black").convert("L" if channels == 1 else "RGB")
    values = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR)).reshape(height, width, -1)
    return torch.from_numpy(values.transpose(2, 0, 1).copy()).expand(channels, -1, -1).contiguous()


def from_pixels(pixels: Bytes, shape: Shape) -> Tensor:
    """As `from_file`, of pixels (1 or 3 channels, height, width); of just the network's shape they stay as they are."""
    if pixels.shape == shape:
        return torch.from_numpy(pixels.copy())
    plane = pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)
    return from_image(Image.fromarray(np.ascontiguousarray(plane)), shape)


def drawing_in_image(image: Image.Image) -> Ink:
    """What is drawn in an image, as white strokes on black, for `from_drawing`; a large one is made smaller first."""
    image.thumbnail((SIDE, SIDE))
    return ink_of(np.asarray(_over(image, _opposite(image)).convert("L")))


def decoded(path: Path) -> Image.Image:
    """The image in a file, upright, in 8 bits; raises ImageError in words."""
    try:
        with _quiet(), Image.open(path, formats=FORMATS) as image:
            _refuse_large(image)
            return _in_bytes(ImageOps.exif_transpose(image))
    except Exception as error:  # noqa: BLE001  # damaged files make Pillow raise errors of every kind
        raise _in_words(error, path) from None


def _in_words(error: Exception, path: Path) -> ImageError:
    where = Place(str(path))
    match error:
        case ImageError():
            return ImageError(error.what, error.hint, where)
        case Image.DecompressionBombError() | Image.DecompressionBombWarning():
            return ImageError("It has too many pixels.", "Make it smaller first.", where)
        case UnidentifiedImageError():
            return ImageError("It is no image.", f"Known: {', '.join(FORMATS)}.", where)
        case OSError(strerror=str(reason)):
            return ImageError(f"It cannot be read ({reason.lower()}).", "", where)
    return ImageError("It is damaged, or not what its name says.", "", where)


@contextmanager
def _quiet() -> Iterator[None]:
    """What Pillow would warn of on standard error is refused in words, or does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _refuse_large(image: Image.Image) -> None:
    """Before a pixel is decoded, as a small file may hold a huge image."""
    if image.width * image.height > MAX_PIXELS:
        size = sized(image.width, image.height)
        raise ImageError(f"It is {size}, which is too many pixels.", "Make it smaller first.")


def _in_bytes(image: Image.Image) -> Image.Image:
    """With 8 bits a channel: Pillow itself would cut 16 bits off at 255."""
    if reason := UNREADABLE.get(image.mode):
        raise ImageError(reason, "Save it as PNG.")
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image).clip(0, 65535) // 257).astype(np.uint8))


def _over(image: Image.Image, ground: str) -> Image.Image:
    """Without transparency, on black or white."""
    if not image.has_transparency_data:
        return image
    coloured = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, ground), coloured).convert("RGB")


def _opposite(image: Image.Image) -> str:
    """The ground on which what is not transparent can be seen."""
    if not image.has_transparency_data:
        return "black"
    grey, alpha = (np.asarray(part, np.float64) for part in image.convert("RGBA").convert("LA").split())
    return "black" if (grey * alpha).sum() > 127 * alpha.sum() else "white"
