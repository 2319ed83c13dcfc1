"""Own images: what a person brings in, as part of the document: where it lies, how it is read, and what it holds."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias, final

import msgspec
from msgspec import Meta

from engine.network.shapes import Shape
from engine.project.data.corrections import (
    MOST_CORRECTIONS,
    AnyCorrection,
    ClassName,
    Count,
    classes_left,
    gone_in_all,
    with_one_more,
)
from engine.project.data.facts import Classes, Facts
from engine.text import one_line
from engine.typed.document import Document, changed

Fit: TypeAlias = Literal["crop", "pad", "stretch"]

MAX_CLASSES = 1_000
MAX_SIDE = 1_024
MAX_NAME = 200  # characters that a person may give a class
ENDINGS = (".csv", ".tsv", ".txt", ".npz")  # of files, which are no part of a name
Side = Annotated[int, Meta(ge=1, le=MAX_SIDE)]


class Reading(Document, frozen=True):
    """How pictures of any size become images of one shape; the same for training, testing and predicting."""

    height: Annotated[Side, Meta(title="Height", description="Pixels from top to bottom that each image gets.")] = 32
    width: Annotated[Side, Meta(title="Width", description="Pixels from left to right that each image gets.")] = 32
    colour: Annotated[bool, Meta(title="In colour", description="Three channels; off: one, in grey.")] = True
    fit: Annotated[
        Fit,
        Meta(
            title="Fit",
            description="What becomes of a picture of another shape: its edges are cut off, it gets black edges, or "
            "it is stretched.",
            extra_json_schema={
                "names": {"crop": "Cut off the edges", "pad": "Add black edges", "stretch": "Stretch"},
            },
        ),
    ] = "crop"

    @property
    def shape(self) -> Shape:
        """(channels, height, width) of every image."""
        return (3 if self.colour else 1, self.height, self.width)


Seed = Annotated[
    int, Meta(ge=0, le=2**31 - 1, title="Test seed", description="Decides which images are kept for testing.")
]


@final
class FoundTest(Document, frozen=True, tag_field="kind", tag="found"):
    """The test images came as such."""

    title: ClassVar[str] = "As they came"

    @property
    def words(self) -> str:
        """What they are, in a few words."""
        return "as they came"


@final
class TestShare(Document, frozen=True, tag_field="kind", tag="share"):
    """A share of each class is kept for testing, chosen by a seed; a class of one image has none."""

    __test__: ClassVar[bool] = False  # no test of pytest's
    title: ClassVar[str] = "A share of each class"
    share: Annotated[
        float, Meta(gt=0, lt=1, title="Test share", description="Share of each class that is kept for testing.")
    ] = 0.2
    seed: Seed = 0

    @property
    def words(self) -> str:
        """What they are, in a few words."""
        return f"{100 * self.share:g} % of each class"


@final
class TestCount(Document, frozen=True, tag_field="kind", tag="count"):
    """So many images are kept for testing, of each class its share, chosen by a seed; a class of one image has none."""

    __test__: ClassVar[bool] = False  # no test of pytest's
    title: ClassVar[str] = "A number of images"
    count: Annotated[
        int, Meta(ge=1, le=10_000_000, title="Images", description="How many are kept for testing, of all classes.")
    ] = 100
    seed: Seed = 0

    @property
    def words(self) -> str:
        """What they are, in a few words."""
        return "of each class its share"


ChosenTest: TypeAlias = TestShare | TestCount
TestPart: TypeAlias = FoundTest | ChosenTest


def checksum_as_divided(checksum: str, test: TestPart) -> str:
    """Of images with a checksum, of which these are tested on: another one for any other division; empty of none."""
    if not checksum or isinstance(test, FoundTest):
        return checksum
    return blake2b(msgspec.json.encode((checksum, test)), digest_size=16).hexdigest()


@final
class ClassRename(Document, frozen=True):
    """A class that is called otherwise than it was found: than its folder, or than the table says."""

    title: ClassVar[str] = "Another name"
    found: Annotated[ClassName, Meta(title="Class", description="What it was called where it was found.")]
    name: Annotated[
        str, Meta(min_length=1, max_length=MAX_NAME, title="Name", description="What it is called instead.")
    ]


class OwnImages(Document, frozen=True, tag_field="kind"):
    """Base of what a person brings in. Each kind is another way in which images and their classes lie on the disk.

    As a published set does, it says what it holds, as it was found when it was brought in: so a stack can be built and
    checked while the files are elsewhere. Nothing is ever written where they lie.
    """

    download: ClassVar[int] = 0  # bytes to fetch: there is nowhere to fetch it from
    path: Annotated[
        str, Meta(min_length=1, max_length=4_096, title="Path", description="Where it lies, from the root on.")
    ]
    classes: Annotated[
        tuple[ClassName, ...],
        Meta(min_length=1, max_length=MAX_CLASSES, title="Classes", description="Their names, by label."),
    ]
    train_images: Annotated[Count, Meta(title="Training images", description="How many were found to train on.")]
    test_images: Annotated[Count, Meta(title="Test images", description="How many were found to test on.")]
    validation_images: Annotated[
        Count, Meta(title="Validation images", description="How many of the training images came for validation.")
    ] = 0
    checksum: Annotated[
        str, Meta(max_length=64, title="Checksum", description="Of all pixels and labels, as they were brought in.")
    ] = ""
    reading: Annotated[Reading, Meta(title="Reading", description="How pictures become images of one shape.")] = (
        Reading()
    )
    test: Annotated[TestPart, Meta(title="Test images", description="How they came to be.")] = TestShare()
    corrections: Annotated[
        tuple[AnyCorrection, ...],
        Meta(
            max_length=MOST_CORRECTIONS,
            title="Corrections",
            description="What is put right about the images, in this order; their files stay as they are.",
        ),
    ] = ()
    renamed: Annotated[
        tuple[ClassRename, ...],
        Meta(max_length=MAX_CLASSES, title="Class names", description="Classes that are called otherwise than found."),
    ] = ()

    @property
    def place(self) -> Path:
        """Where it lies."""
        return Path(self.path)

    @property
    def name(self) -> str:
        """What its folder or file is called."""
        return one_line(self.place.stem if self.place.suffix in ENDINGS else self.place.name) or "Images"

    @property
    def title(self) -> str:
        """The same: a person knows it by no other name."""
        return self.name

    @property
    def help(self) -> str:
        """What it is and where it lies."""
        return f"Your own images: {self.path}."

    @property
    def where(self) -> str:
        """Nobody but its owner has it."""
        return ""

    @property
    def labelled(self) -> Classes:
        """The classes that the corrections leave, by label, called as they were found."""
        return classes_left(self.classes, self.corrections)

    @property
    def names(self) -> Classes:
        """What the classes are called that the corrections leave, by label."""
        called = {one.found: one.name for one in self.renamed}
        return tuple(called.get(found, found) for found in self.labelled) if called else self.labelled

    @property
    def published(self) -> Facts:
        """What it held when it was brought in, but for what the corrections take away."""
        gone = gone_in_all(self.corrections)
        train, test = max(0, self.train_images - gone.train), max(0, self.test_images - gone.test)
        checksum = checksum_as_divided(self.checksum, self.test)
        return Facts(self.reading.shape, self.names, train, test, checksum)


@final
class FolderImages(OwnImages, frozen=True, tag="folder"):
    """A folder with a folder for each class, perhaps within folders for training and testing."""


@final
class TableImages(OwnImages, frozen=True, tag="table"):
    """A table of files and labels; the files lie where it lies, or below."""


@final
class ArrayImages(OwnImages, frozen=True, tag="arrays"):
    """A NumPy archive of images and labels."""


AnyOwnImages: TypeAlias = FolderImages | TableImages | ArrayImages
OWN_KINDS: tuple[type[AnyOwnImages], ...] = AnyOwnImages.__args__


def reading_of(source: object) -> Reading | None:
    """How the pictures of a source are read; None of a published set, whose images have one shape."""
    return source.reading if isinstance(source, OwnImages) else None


def validation_found(source: object) -> int:
    """How many of the training images of a source came for validation, but for those that were left out."""
    if not isinstance(source, OwnImages):
        return 0
    return max(0, source.validation_images - gone_in_all(source.corrections).validation)


def corrected(source: AnyOwnImages, more: AnyCorrection) -> AnyOwnImages:
    """The source with one correction more; raises ProjectError where there are too many."""
    return changed(source, corrections=with_one_more(source.corrections, more))


def corrections_in_words(source: object) -> tuple[str, ...]:
    """A sentence for each correction of a source."""
    if not isinstance(source, OwnImages):
        return ()
    called = {one.found: one.name for one in source.renamed}
    return tuple(one.words(lambda found: called.get(found, found)) for one in source.corrections)
