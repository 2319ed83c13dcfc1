"""What the service answers about why the shown model says what it says, and about muting; plain arrays."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from engine.inspection.attribution.target import Target
from engine.service.answers import ImageRef, Pixels, Values


class Explained(msgspec.Struct, frozen=True, eq=False):
    """Which parts of an image a class has its score from, and the same of random weights.

    Maps are (height, width), above zero where the image speaks for the target; None where nothing is drawn.
    """

    image: ImageRef
    step: int
    target: Target | None
    taken_for: int | None  # the class that the model takes the image for
    pixels: Pixels | None = None  # (channels, height, width), as the network sees it
    plane: Values | None = None
    words: str = ""  # where it is strongest
    score: float = 0.0
    baseline_score: float | None = None
    address: str | None = None  # of the layer that Grad-CAM looked at
    grid: tuple[int, int] | None = None  # places of that layer's maps
    random_plane: Values | None = None
    random_words: str = ""
    similarity: float | None = None  # of both maps, −1 to 1; None where one is the same everywhere


class ClassBeside(NamedTuple):
    """A class by its index: its images in the sample, and how many of them are right with all and with the mutes."""

    label: int
    images: int
    before: int
    after: int


class Weighed(msgspec.Struct, frozen=True, eq=False):
    """What mutes, or filters that were typed in, do on a sample of so many test images.

    Shares that are right, classes that lose most first.
    """

    step: int
    images: int
    before: float
    after: float
    classes: tuple[ClassBeside, ...]


class ChannelCost(NamedTuple):
    """A channel, counted from 0, how many images fewer are right without it, and by how much the loss is higher."""

    channel: int
    lost: int
    loss: float


class Ranked(msgspec.Struct, frozen=True, eq=False):
    """The filters or units of a layer, those first whose muting alone costs most, on a sample of test images."""

    address: str
    step: int
    images: int
    accuracy: float
    costs: tuple[ChannelCost, ...]
