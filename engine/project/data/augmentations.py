"""Augmentations, documents: random changes to training images, each of its own kind."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine.typed.document import Document

Probability = Annotated[
    float, Meta(gt=0, le=1, title="Probability", description="Share of the images that are mirrored.")
]


@final
class RandomCrop(Document, frozen=True, tag_field="kind", tag="crop"):
    """Pads with black, before normalisation, and cuts out a window of the image's own size."""

    title: ClassVar[str] = "Crop"
    help: ClassVar[str] = "Pads each image with black and cuts out a window at a random place."
    padding: Annotated[
        int, Meta(ge=1, le=64, title="Padding", description="Pixels added on each side before cutting.")
    ] = 4


@final
class RandomFlip(Document, frozen=True, tag_field="kind", tag="flip"):
    """Mirrors left and right."""

    title: ClassVar[str] = "Flip left and right"
    help: ClassVar[str] = "Mirrors images left and right at random."
    probability: Probability = 0.5


@final
class RandomFlipUpDown(Document, frozen=True, tag_field="kind", tag="flip-up-down"):
    """Mirrors up and down."""

    title: ClassVar[str] = "Flip up and down"
    help: ClassVar[str] = "Mirrors images up and down at random, where both are as likely."
    probability: Probability = 0.5


@final
class RandomRotation(Document, frozen=True, tag_field="kind", tag="rotation"):
    """Turns about the centre."""

    title: ClassVar[str] = "Rotation"
    help: ClassVar[str] = "Turns each image about its centre, to either side; corners that come free are black."
    degrees: Annotated[
        float, Meta(gt=0, le=180, title="Degrees", description="The largest angle; each up to it is as likely.")
    ] = 10.0


@final
class RandomShift(Document, frozen=True, tag_field="kind", tag="shift"):
    """Moves by a share of the side, not by whole pixels alone."""

    title: ClassVar[str] = "Shift"
    help: ClassVar[str] = "Moves each image sideways and up or down; what comes free is black."
    share: Annotated[
        float, Meta(gt=0, le=0.5, title="Share", description="The farthest, as a share of the width and the height.")
    ] = 0.1


@final
class RandomScale(Document, frozen=True, tag_field="kind", tag="scale"):
    """Makes larger or smaller about the centre."""

    title: ClassVar[str] = "Scale"
    help: ClassVar[str] = "Makes what is in each image larger or smaller; what comes free is black."
    amount: Annotated[
        float, Meta(gt=0, le=0.9, title="Amount", description="At 0.1 from nine tenths to eleven tenths of the size.")
    ] = 0.1


@final
class RandomBrightness(Document, frozen=True, tag_field="kind", tag="brightness"):
    """Multiplies all values."""

    title: ClassVar[str] = "Brightness"
    help: ClassVar[str] = "Makes each image brighter or darker."
    amount: Annotated[
        float, Meta(gt=0, le=1, title="Amount", description="At 0.2 from eight tenths to twelve tenths as bright.")
    ] = 0.2


@final
class RandomContrast(Document, frozen=True, tag_field="kind", tag="contrast"):
    """Moves all values away from the image's mean, or towards it."""

    title: ClassVar[str] = "Contrast"
    help: ClassVar[str] = "Moves the values of each image away from their mean or towards it."
    amount: Annotated[
        float, Meta(gt=0, le=1, title="Amount", description="At 0.2 from eight tenths to twelve tenths as far.")
    ] = 0.2


@final
class RandomSaturation(Document, frozen=True, tag_field="kind", tag="saturation"):
    """Moves colours away from their grey, or towards it."""

    title: ClassVar[str] = "Saturation"
    help: ClassVar[str] = "Makes the colours of each image stronger or paler; grey images stay as they are."
    amount: Annotated[
        float, Meta(gt=0, le=1, title="Amount", description="At 0.2 from eight tenths to twelve tenths as strong.")
    ] = 0.2


@final
class RandomNoise(Document, frozen=True, tag_field="kind", tag="noise"):
    """Adds Gaussian noise to every value."""

    title: ClassVar[str] = "Noise"
    help: ClassVar[str] = "Adds another random number to each value of each pixel."
    spread: Annotated[
        float, Meta(gt=0, le=0.5, title="Spread", description="Standard deviation, where pixels go from 0 to 1.")
    ] = 0.05


@final
class Cutout(Document, frozen=True, tag_field="kind", tag="cutout"):
    """Blackens a square whose centre may be anywhere in the image (DeVries and Taylor 2017)."""

    title: ClassVar[str] = "Cutout"
    help: ClassVar[str] = "Covers a square at a random place with black; it may reach over the border."
    size: Annotated[int, Meta(ge=1, le=256, title="Size", description="Pixels on each side of the square.")] = 8


Geometric: TypeAlias = RandomCrop | RandomFlip | RandomFlipUpDown | RandomRotation | RandomShift | RandomScale
Recolours: TypeAlias = RandomBrightness | RandomContrast | RandomSaturation | RandomNoise | Cutout
Augmentation: TypeAlias = Geometric | Recolours
"""Random changes to training images. Every one keeps their shape; what happens to an image is drawn anew in each step,
from a generator that the run's seed and the step decide alone. They are done in their order, but neighbours that only
move pixels (the first six) are one move: what leaves the image on the way and comes back is not lost."""
