"""Questions about one filter or map of the shown model, enlarged."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from engine.inspection.enlarging.enlarged_filter import EnlargedFilter as EnlargedFilter  # noqa: PLC0414  # answers
from engine.inspection.enlarging.enlarged_map import EnlargedMap as EnlargedMap  # noqa: PLC0414
from engine.inspection.enlarging.figures import Figures as Figures  # noqa: PLC0414
from engine.service.answers import ImageRef, Values
from engine.service.question import Question

Part: TypeAlias = Literal["filter", "map"]


class Enlarged(msgspec.Struct, frozen=True, eq=False):
    """A filter, or the map that one makes of an image, of the shown model at a step."""

    step: int
    found: EnlargedFilter | EnlargedMap
    image: ImageRef | None  # None: nothing is drawn, a black image stands for it


class AcrossImages(msgspec.Struct, frozen=True, eq=False):
    """What one filter makes of test images: maps (n, height, width) of those at `places`, and the range of all."""

    address: str
    index: int
    step: int
    maps: Values
    places: tuple[int, ...]
    labels: tuple[int, ...]
    limits: tuple[float, float]


class Enlarge(Question[Enlarged], frozen=True):
    """A filter or map of a layer of the shown model, as it is muted, by its number from 0: the nearest there is.

    Of a map also one of what the layer works on: `beside`, or the one that counts most. InputError where the layer has
    no such part, DataError where the image is missing.
    """

    channel = "enlarged"
    address: str
    part: Part
    index: int
    image: ImageRef
    beside: int | None = None


class LookAcrossImages(Question[AcrossImages], frozen=True):
    """What the same filter makes of a few test images, the first of each class. InputError, DataError."""

    channel = "across images"
    long = True
    address: str
    index: int
