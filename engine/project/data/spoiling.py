"""Spoiling, documents: what is done to training images on purpose, to see what becomes of a network that learns it."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine.project.data.facts import Classes
from engine.typed.document import Document

ClassNumber = Annotated[
    int,
    Meta(
        ge=0,
        le=999,
        title="Class",
        description="Which class it happens to; in a file its number, counted from 0.",
        extra_json_schema={"class": True},
    ),
]


@final
class WrongLabels(Document, frozen=True, tag_field="kind", tag="wrong-labels"):
    """A part of the images is said to be of another class, any of the others."""

    title: ClassVar[str] = "Wrong labels"
    help: ClassVar[str] = "Some training images get the label of another class, as careless people would give it."
    share: Annotated[
        float, Meta(gt=0, le=1, title="Share", description="Share of the training images with a wrong label.")
    ] = 0.1

    def words(self, classes: Classes) -> str:
        """What it does, as the end of a sentence."""
        return f"{100 * self.share:.3g} % of the training images have a wrong label"


@final
class ShuffledLabels(Document, frozen=True, tag_field="kind", tag="shuffled-labels"):
    """All labels are dealt out anew among the images."""

    title: ClassVar[str] = "Shuffled labels"
    help: ClassVar[str] = "All labels are dealt out anew: nothing is left to learn, except by heart."

    def words(self, classes: Classes) -> str:
        """What it does, as the end of a sentence."""
        return "the labels of all training images are shuffled"


@final
class CornerMark(Document, frozen=True, tag_field="kind", tag="corner-mark"):
    """A white square in the upper left corner of the images of one class."""

    title: ClassVar[str] = "A mark in the corner"
    help: ClassVar[str] = "The images of one class get a white square in a corner, which a network soon learns instead."
    of_class: ClassNumber = 0
    size: Annotated[int, Meta(ge=1, le=64, title="Size", description="Pixels on each side of the square.")] = 3
    test: Annotated[
        bool, Meta(title="Test too", description="Mark the validation and test images of the class as well.")
    ] = False

    def words(self, classes: Classes) -> str:
        """What it does, as the end of a sentence."""
        which = "all" if self.test else "the training"
        return f"{which} images of {class_name(self.of_class, classes)} have a white mark in the corner"


@final
class FewImages(Document, frozen=True, tag_field="kind", tag="few-images"):
    """Most images of one class are left out."""

    title: ClassVar[str] = "Few images of one class"
    help: ClassVar[str] = "Training images of one class are left out, so that it is seen more seldom than the others."
    of_class: ClassNumber = 0
    left_out: Annotated[
        int, Meta(ge=1, le=10_000_000, title="Left out", description="How many training images of the class go.")
    ] = 500

    def words(self, classes: Classes) -> str:
        """What it does, as the end of a sentence."""
        return f"{self.left_out:,} training images of {class_name(self.of_class, classes)} are left out"


Spoiling: TypeAlias = WrongLabels | ShuffledLabels | CornerMark | FewImages
"""What is done to the training images alone, after validation images were kept back and a share was taken: some are
left out, then marked by what they show, then get other labels. The split seed decides which. A kind says it in
words."""


def class_name(number: int, classes: Classes) -> str:
    """A class as it is called."""
    return f"“{classes[number]}”" if number < len(classes) else f"class {number}"
