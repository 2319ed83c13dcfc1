"""Data settings, a document: which images, how they are split, normalised, augmented and shuffled."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine.project.data.augmentations import Augmentation
from engine.project.data.sources import AnySource, Digits
from engine.project.data.spoiling import Spoiling
from engine.typed.document import Document

Stratified = Annotated[
    bool, Meta(title="Stratified", description="Keep back of each class its share; off: by chance alone.")
]


@final
class NoValidation(Document, frozen=True, tag_field="kind", tag="none"):
    """All training images are trained on."""

    title: ClassVar[str] = "None"


@final
class ValidationCount(Document, frozen=True, tag_field="kind", tag="count"):
    """A number of training images is kept back for validation."""

    title: ClassVar[str] = "A number of images"
    count: Annotated[
        int, Meta(ge=1, le=10_000_000, title="Images", description="Training images kept back for validation.")
    ] = 1000
    stratified: Stratified = True


@final
class ValidationShare(Document, frozen=True, tag_field="kind", tag="share"):
    """A share of the training images is kept back for validation."""

    title: ClassVar[str] = "A share"
    share: Annotated[
        float,
        Meta(
            gt=0, lt=1, title="Validation share", description="Share of the training images kept back for validation."
        ),
    ] = 0.1
    stratified: Stratified = True


@final
class FoundValidation(Document, frozen=True, tag_field="kind", tag="found"):
    """The images that came for validation are kept for it; of a data set that has none, none are."""

    title: ClassVar[str] = "As they came"


Validation: TypeAlias = NoValidation | ValidationCount | ValidationShare | FoundValidation


@final
class ScaleToOne(Document, frozen=True, tag_field="kind", tag="0-1"):
    """Pixels divided by 255."""

    title: ClassVar[str] = "0 to 1"
    help: ClassVar[str] = "Pixels become numbers from 0 to 1."


@final
class Standardise(Document, frozen=True, tag_field="kind", tag="standardise"):
    """Each channel to mean 0 and spread 1, by the statistics of the training split."""

    title: ClassVar[str] = "Standardise"
    help: ClassVar[str] = "Each channel gets mean 0 and spread 1, measured on the training images."


Mean = Annotated[float, Meta(ge=-10, le=10)]
Spread = Annotated[float, Meta(gt=0, le=10)]


@final
class Constants(Document, frozen=True, tag_field="kind", tag="constants"):
    """Pixels from 0 to 1, less a mean and divided by a spread, one for each channel."""

    title: ClassVar[str] = "Constants"
    help: ClassVar[str] = "Subtracts a mean and divides by a spread that you give, for pixels from 0 to 1."
    mean: Annotated[
        tuple[Mean, ...], Meta(min_length=1, max_length=4, title="Mean", description="One for each channel.")
    ] = (0.1307,)
    spread: Annotated[
        tuple[Spread, ...], Meta(min_length=1, max_length=4, title="Spread", description="One for each channel.")
    ] = (0.3081,)


Normalisation: TypeAlias = ScaleToOne | Standardise | Constants
"""How pixels become what a network sees. Every one is a scale and a shift for each channel, fixed before the first step
and the same for training, test and drawing; a kind that measures does so on the training images alone."""


class DataSettings(Document, frozen=True):
    """Everything about the images of a project."""

    source: Annotated[AnySource, Meta(title="Data set", description="Which images the network learns from.")] = Digits()
    validation: Annotated[
        Validation, Meta(title="Validation", description="Training images kept back to watch for overfitting.")
    ] = NoValidation()
    share: Annotated[
        float,
        Meta(
            gt=0,
            le=1,
            title="Share used",
            description="Use a share of the training images, for quick trials: of each class its part, one at least.",
            extra_json_schema={"steps": [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]},
        ),
    ] = 1.0
    split_seed: Annotated[
        int, Meta(ge=0, le=2**31 - 1, title="Split seed", description="Decides which images are kept back or left out.")
    ] = 0
    normalisation: Annotated[
        Normalisation, Meta(title="Normalisation", description="How pixels become the numbers a network sees.")
    ] = Constants()
    augmentation: Annotated[
        tuple[Augmentation, ...],
        Meta(
            max_length=16,
            title="Augmentation",
            description="Random changes to training images, drawn for each image in each step, in this order.",
            extra_json_schema={"ordered": True},
        ),
    ] = ()
    spoiling: Annotated[
        tuple[Spoiling, ...],
        Meta(
            max_length=8,
            title="Spoil on purpose",
            description="What is made worse in the training images, to see what a network makes of it.",
            extra_json_schema={"ordered": False},
        ),
    ] = ()
    shuffle: Annotated[
        bool, Meta(title="Shuffle", description="A new order in each epoch; off: the order of the data set.")
    ] = True


def shared_count(images: int, share: float, classes: int) -> int:
    """How many of so many training images are used: the share of them, but one of each class at least."""
    return min(images, max(round(images * share), classes))


def steps_per_epoch(images: int, batch: int) -> int:
    """Batches in an epoch: the last may be smaller, but a last one of a single image joins the one before."""
    full, rest = divmod(images, batch)
    return max(1, full + (rest > 1))
