"""Questions about what the shown model makes of distorted images, and what is answered: plain arrays."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import msgspec

from engine.inspection.robustness.distortions import KINDS as KINDS  # noqa: PLC0414  # the window takes these
from engine.inspection.robustness.distortions import AnyDistortion as AnyDistortion  # noqa: PLC0414  # from here
from engine.inspection.robustness.distortions import Kind as Kind  # noqa: PLC0414
from engine.inspection.robustness.distortions import distortion as distortion  # noqa: PLC0414
from engine.inspection.robustness.robustness import Robustness as Robustness  # noqa: PLC0414
from engine.service.answers import ImageRef, Pixels, Values
from engine.service.question import Question


class Measured(msgspec.Struct, frozen=True, eq=False):
    """What the model of a step makes of a sample out of `count` test images, at each strength of a distortion.

    Its run learned from so many of the sample, as own drawings.
    """

    step: int
    found: Robustness
    count: int
    learned: int = 0


class Taken(NamedTuple):
    """An image as the network sees it (channels, height, width), and the probabilities of the classes for it."""

    pixels: Pixels
    probabilities: Values


class Distorted(msgspec.Struct, frozen=True, eq=False):
    """What the model of a step says to an image as it is, and to the same distorted; None: nothing is drawn."""

    image: ImageRef
    distortion: AnyDistortion
    step: int
    label: int | None
    before: Taken | None = None
    after: Taken | None = None


class Distort(Question[Distorted], frozen=True):
    """What the shown model, as it is muted, says to an image and to the same distorted.

    InputError where the model cannot answer, DataError where the image is missing.
    """

    channel = "distorted"
    image: ImageRef
    distortion: AnyDistortion


class MeasureRobustness(Question[Measured], frozen=True):
    """What the shown model, as it is muted, makes of always the same test images, distorted more and more.

    Tells its progress in "looks". InputError where the model cannot answer or its answers are no numbers, DataError
    where the images are missing.
    """

    channel = "robustness"
    long = True
    kind: Kind


class ReadDistorted(Question[Pixels], frozen=True):
    """Test images of the shown model, distorted (n, channels, height, width), large ones reduced to `side` pixels.

    DataError.
    """

    channel = "distorted thumbnails"
    long = True
    distortion: AnyDistortion
    indexes: tuple[int, ...]
    side: int


OfRobustness: TypeAlias = MeasureRobustness | ReadDistorted
