"""Pictures of own drawings: PNG files that say how they are to be seen, named after what is in them.

A drawing, white on black, is prepared as the digits of MNIST were; a picture is taken as it is. Which of both a file is
stands in a text of the PNG; a picture that a person put there by hand has none, and is taken as it is. That an image
is one of those that networks are tried on stands in the ending of its name.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.data.importing.decoding.picture import MAX_PIXELS, decoded, over
from engine.drawings.places import TESTED
from engine.errors import ImageError

Kind: TypeAlias = Literal["drawing", "picture"]

SAYS = "Layerscope"  # the key of that text
DIGITS = 16  # of the digest that names a file
NAMED = re.compile(rf"[0-9a-f]{{{DIGITS}}}(\.png|{re.escape(TESTED)})")


class Drawn(NamedTuple):
    """A drawing uint8 (height, width), or a picture uint8 (1 or 3 channels, height, width).

    `tested`: it is a test or validation image of the data, on which networks are tried.
    """

    kind: Kind
    pixels: NDArray[np.uint8]
    tested: bool = False


def file_name(drawn: Drawn) -> str:
    """The same for the same pixels, but for its ending: what is kept twice is kept once."""
    digest = hashlib.sha256(f"{drawn.kind} {drawn.pixels.shape}".encode())
    digest.update(np.ascontiguousarray(drawn.pixels).tobytes())
    return f"{digest.hexdigest()[:DIGITS]}{TESTED if drawn.tested else '.png'}"


def is_file_name(name: str) -> bool:
    """Whether a file is called so after what is in it, as those are that the program kept."""
    return NAMED.fullmatch(name) is not None


def as_png(drawn: Drawn) -> bytes:
    """The content of its file."""
    about, file = PngInfo(), io.BytesIO()
    about.add_text(SAYS, drawn.kind)
    _picture(drawn).save(file, "PNG", pnginfo=about)
    return file.getvalue()


def _picture(drawn: Drawn) -> Image.Image:
    pixels = drawn.pixels
    if pixels.dtype != np.uint8 or not pixels.size or pixels.size > 3 * MAX_PIXELS:
        raise ImageError("This cannot be kept as a picture.", "Draw something, or choose another image.")
    if pixels.ndim == 3:
        pixels = pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)
    return Image.fromarray(np.ascontiguousarray(pixels))


def read_drawn(path: Path) -> Drawn:
    """What a file holds; raises ImageError in words."""
    picture = decoded(path)
    if picture.info.get(SAYS) == "drawing":
        return Drawn("drawing", np.asarray(picture.convert("L")))
    picture = over(picture, "black")
    pixels = np.asarray(picture if picture.mode in ("L", "RGB") else picture.convert("RGB"))
    return Drawn("picture", pixels[None] if pixels.ndim == 2 else np.ascontiguousarray(pixels.transpose(2, 0, 1)))
