"""Questions about what a filter or unit of the shown model looks for, and what is answered: plain arrays."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import msgspec

from engine.service.answers import ImageOf, Pixels
from engine.service.question import Question

Sides: TypeAlias = tuple[int, ...]


class Exciting(NamedTuple):
    """A test image, its class, as the network sees it (channels, height, width), and where it excites most.

    `within` is (channel, row, column), or (unit,), the place of the `value`; rows and columns of the image are those
    that it sees.
    """

    image: ImageOf
    label: int
    pixels: Pixels
    value: float
    within: tuple[int, ...]
    rows: Sides
    columns: Sides


class LookedFor(msgspec.Struct, frozen=True, eq=False):
    """The images that excite a channel most, out of so many test images; the most exciting first."""

    address: str
    channel: int
    step: int
    images: int
    found: tuple[Exciting, ...]


class MadeFor(msgspec.Struct, frozen=True, eq=False):
    """An image (channels, height, width) that was made to excite a channel, from grey noise, and what it says to both.

    Rows and columns are those that the value in the middle of a map sees.
    """

    address: str
    channel: int
    step: int
    pixels: Pixels
    value: float
    before: float
    rows: Sides
    columns: Sides


class LookForImages(Question[LookedFor], frozen=True):
    """The test images, at most nine, that excite a channel of the shown model most, whatever is muted of its layer.

    InputError where the model has no such channel, DataError where the images are missing.
    """

    channel = "looks for"
    long = True
    address: str
    of_channel: int


class MakeImage(Question[MadeFor], frozen=True):
    """An image made by gradient ascent for a channel of the shown model; InputError as well where nothing moves it."""

    channel = "made image"
    long = True
    address: str
    of_channel: int


OfPreference: TypeAlias = LookForImages | MakeImage
