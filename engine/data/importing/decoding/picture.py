"""Decoding: the picture in a file, whatever its format and kind, upright and in 8 bits; refused in words else.

A picture is known by its content, never by its suffix. Needs no torch: processes that decode load nothing else.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.errors import ImageError, Place
from engine.network.shapes import sized

Note: TypeAlias = Literal["colour", "deep", "transparent", "several"]
"""In colour; of 16 bits a channel; partly transparent; several pictures in one file."""

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")  # none of them can start another program
MAX_PIXELS = 64 * 2**20
SEVERAL = ("GIF", "WEBP", "TIFF", "PNG")  # that may hold several pictures
GREY_MODES = ("1", "L", "LA", "La", "I", "F")
UNREADABLE = {  # modes of Pillow's that it turns into no other
    "F": "Its values are fractions of unknown range.",
    "LAB": "Its colours are written as Lab, which is not read here.",
}


class Unread(ImageError):
    """The system did not give a file; it may another time, as when a drive was away for a moment."""


def decoded(path: str | Path, least: int | None = None) -> Image.Image:
    """The picture in a file, upright, in 8 bits, the first of several; raises ImageError in words.

    With `least`, a side in pixels, one that is far larger may come smaller than it is, as JPEG decodes that quickly,
    but never with a side below twice that.
    """
    return noted(path, least)[0]


class Noted(NamedTuple):
    """A picture, what deserves a remark, and its own height and width, upright."""

    picture: Image.Image
    notes: tuple[Note, ...]
    size: tuple[int, int]


def noted(path: str | Path, least: int | None = None) -> Noted:
    """The same, with what is to be said of it."""
    with opened(path) as picture:
        notes, size = tuple(_notes(picture)), upright_size(picture)
        if least is not None:
            picture.draft(None, (2 * least, 2 * least))
        return Noted(_in_bytes(ImageOps.exif_transpose(picture)), notes, size)


def _notes(picture: Image.Image) -> Iterator[Note]:
    if not is_grey(picture):
        yield "colour"
    if picture.mode.startswith("I") or any("16" in _raw_mode(tile[3]) for tile in getattr(picture, "tile", ())):
        yield "deep"
    if picture.has_transparency_data:
        yield "transparent"
    if picture.format in SEVERAL and _holds_several(picture):
        yield "several"


def _raw_mode(given: object) -> str:
    """How the values lie in the file, of what a decoder is given."""
    return str(given[0] if isinstance(given, tuple) and given else given)


def _holds_several(picture: Image.Image) -> bool:
    try:
        return bool(getattr(picture, "is_animated", False))
    except Exception:  # noqa: BLE001  # what follows the first is damaged, which does not matter
        picture.seek(0)
        return True


@contextmanager
def opened(path: str | Path) -> Iterator[Image.Image]:
    """The picture in a file, of which only the beginning was read; whatever is wrong with it is an ImageError."""
    try:
        with _quiet(), Image.open(path, formats=FORMATS) as picture:
            _refuse_large(picture)
            yield picture
    except Exception as error:  # noqa: BLE001  # damaged files make Pillow raise errors of every kind
        raise _in_words(error, path) from None


def is_grey(picture: Image.Image) -> bool:
    """Whether it has no colours; of one with a palette those count that are in the palette."""
    if picture.mode not in ("P", "PA"):
        return picture.mode.startswith(GREY_MODES) and picture.mode != "LAB"
    colours = np.asarray(picture.getpalette("RGB") or (), np.uint8).reshape(-1, 3)
    return bool((colours == colours[:, :1]).all())


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """(height, width) once it is turned as it says."""
    turned = picture.getexif().get(0x0112, 1) >= 5  # Orientation: from 5 on it lies on a side
    return (picture.width, picture.height) if turned else (picture.height, picture.width)


def over(picture: Image.Image, ground: str) -> Image.Image:
    """Without transparency, on black or white."""
    if not picture.has_transparency_data:
        return picture
    coloured = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, ground), coloured).convert("RGB")


def _in_words(error: Exception, path: str | Path) -> ImageError:
    where = Place(str(path))
    match error:
        case ImageError():
            return ImageError(error.what, error.hint, where)
        case Image.DecompressionBombError() | Image.DecompressionBombWarning():
            return ImageError("It has too many pixels.", "Make it smaller first.", where)
        case UnidentifiedImageError():
            return ImageError("It is no image.", f"Known: {', '.join(FORMATS)}.", where)
        case OSError(strerror=str(reason)):
            return Unread(f"It cannot be read ({reason.lower()}).", "", where)
        case MemoryError():
            return ImageError("It is too large for the memory that is free.", "Make it smaller first.", where)
        case OSError() if "truncated" in str(error):
            return ImageError("It is cut short.", "Copy or download it again.", where)
    return ImageError("It is damaged, or not what its name says.", "", where)


@contextmanager
def _quiet() -> Iterator[None]:
    """What Pillow would warn of on standard error is refused in words, or does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _refuse_large(picture: Image.Image) -> None:
    """Before a pixel is decoded, as a small file may hold a huge image."""
    if picture.width * picture.height > MAX_PIXELS:
        size = sized(picture.width, picture.height)
        raise ImageError(f"It is {size}, which is too many pixels.", "Make it smaller first.")


def _in_bytes(picture: Image.Image) -> Image.Image:
    """With 8 bits a channel: Pillow itself would cut 16 bits off at 255."""
    if reason := UNREADABLE.get(picture.mode):
        raise ImageError(reason, "Save it as PNG.")
    if not picture.mode.startswith("I"):
        return picture
    return Image.fromarray((np.asarray(picture).clip(0, 65535) // 257).astype(np.uint8))
