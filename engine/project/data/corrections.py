"""Corrections: what is put right about a person's own images, as part of the document; their files stay as they are.

Classes go by the names that they were found with. Images go by the paths of their files, below the folder or beside the
table; those of an archive by their place in its arrays, such as images[17]. Corrections are made in their order. The
counts in them are of the time when they were decided, so that it is known before reading how many images are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, ClassVar, NamedTuple, TypeAlias, final

from msgspec import Meta

from engine.figures import are, counted
from engine.project.data.facts import Classes
from engine.typed.document import Document, changed

MOST_IMAGES = 100_000  # that one correction may name
MOST_CORRECTIONS = 1_000

ClassName = Annotated[str, Meta(min_length=1, max_length=255)]
ImageName = Annotated[str, Meta(min_length=1, max_length=4_096)]
Count = Annotated[int, Meta(ge=0, le=10_000_000)]
Called: TypeAlias = Callable[[str], str]  # what a class is called, by the name that it was found with
Images = Annotated[
    tuple[ImageName, ...],
    Meta(min_length=1, max_length=MOST_IMAGES, title="Images", description="Their files, or places in an archive."),
]


class Gone(NamedTuple):
    """How many images a correction takes away: of all for training, of those that came for validation, of the test."""

    train: int = 0
    validation: int = 0
    test: int = 0


class Correction(Document, frozen=True, tag_field="kind"):
    """Base of all kinds: which classes it speaks of, which it takes away, how many images, and itself in words."""

    title: ClassVar[str]

    @property
    def speaks_of(self) -> Classes:
        """Classes that have to be there."""
        return ()

    @property
    def ends(self) -> Classes:
        """Classes that are none any more."""
        return ()

    @property
    def gone(self) -> Gone:
        """How many images are left out, as was counted when it was decided."""
        return Gone()


@final
class LeaveOut(Correction, frozen=True, tag="leave-out"):
    """Some images are left out."""

    title: ClassVar[str] = "Left out"
    images: Images
    train: Annotated[Count, Meta(title="Training images", description="How many of them are trained on.")] = 0
    validation: Annotated[
        Count, Meta(title="Validation images", description="How many of the training images came for validation.")
    ] = 0
    test: Annotated[Count, Meta(title="Test images", description="How many of them are tested on.")] = 0

    @property
    def gone(self) -> Gone:
        return Gone(self.train, self.validation, self.test)

    def words(self, called: Called) -> str:
        """What it does, as a sentence."""
        count = len(self.images)
        return f"{counted(count, 'image')} {are(count)} left out."


@final
class MoveImages(Correction, frozen=True, tag="move"):
    """Some images count to another class than their files say."""

    title: ClassVar[str] = "Moved"
    images: Images
    to: Annotated[ClassName, Meta(title="To", description="The class that they are of.")]

    @property
    def speaks_of(self) -> Classes:
        return (self.to,)

    def words(self, called: Called) -> str:
        """What it does, as a sentence."""
        count = len(self.images)
        return f"{counted(count, 'image')} {are(count)} moved to “{called(self.to)}”."


@final
class MergeClasses(Correction, frozen=True, tag="merge"):
    """All images of a class count to another one."""

    title: ClassVar[str] = "Merged"
    of_class: Annotated[ClassName, Meta(title="Class", description="Which is no class of its own any more.")]
    into: Annotated[ClassName, Meta(title="Into", description="The class that its images are of.")]

    @property
    def speaks_of(self) -> Classes:
        return (self.of_class, self.into)

    @property
    def ends(self) -> Classes:
        return (self.of_class,)

    def words(self, called: Called) -> str:
        """What it does, as a sentence."""
        return f"“{called(self.of_class)}” is merged into “{called(self.into)}”."


@final
class LeaveOutClass(Correction, frozen=True, tag="leave-out-class"):
    """A class is left out with all its images."""

    title: ClassVar[str] = "Class left out"
    of_class: Annotated[ClassName, Meta(title="Class", description="Which is left out.")]
    train: Annotated[Count, Meta(title="Training images", description="How many it has to train on.")] = 0
    validation: Annotated[
        Count, Meta(title="Validation images", description="How many of its training images came for validation.")
    ] = 0
    test: Annotated[Count, Meta(title="Test images", description="How many it has to test on.")] = 0

    @property
    def speaks_of(self) -> Classes:
        return (self.of_class,)

    @property
    def ends(self) -> Classes:
        return (self.of_class,)

    @property
    def gone(self) -> Gone:
        return Gone(self.train, self.validation, self.test)

    def words(self, called: Called) -> str:
        """What it does, as a sentence."""
        return f"“{called(self.of_class)}” is left out, with {counted(self.train + self.test, 'image')}."


AnyCorrection: TypeAlias = LeaveOut | MoveImages | MergeClasses | LeaveOutClass
Corrections: TypeAlias = tuple[AnyCorrection, ...]


def classes_left(classes: Classes, corrections: Iterable[AnyCorrection]) -> Classes:
    """The classes that there are afterwards, in the order in which they were found."""
    ended = {name for one in corrections for name in one.ends}
    return tuple(name for name in classes if name not in ended) if ended else classes


def gone_in_all(corrections: Iterable[AnyCorrection]) -> Gone:
    """How many images are taken away."""
    gone = [one.gone for one in corrections]
    return Gone(*(sum(parts) for parts in zip(*gone, strict=True))) if gone else Gone()


def with_one_more(corrections: Corrections, more: AnyCorrection) -> Corrections:
    """The corrections, and one more; images that meet the same fate as those just before join them."""
    joined = _joined(corrections[-1], more) if corrections else None
    return (*corrections[:-1], joined) if joined else (*corrections, more)


def wrong(classes: Classes, corrections: Corrections) -> str:
    """What is wrong with corrections, such as some that were written by hand; empty where nothing is."""
    for place, one in enumerate(corrections):
        left = classes_left(classes, corrections[:place])
        if strange := next((name for name in one.speaks_of if name not in left), ""):
            return f"There is no class “{strange}” any more that a correction speaks of."
        if isinstance(one, MergeClasses) and one.of_class == one.into:
            return f"“{one.into}” cannot be merged into itself."
    if len(classes_left(classes, corrections)) < min(2, len(classes)):
        return "After the corrections there are no two classes left to tell apart."
    return ""


def _joined(last: AnyCorrection, more: AnyCorrection) -> AnyCorrection | None:
    """Both as one; None where they are of different kinds, or name too many images together."""
    match last, more:
        case LeaveOut(), LeaveOut() if _fit(last.images, more.images):
            counts = {"train": last.train + more.train, "validation": last.validation + more.validation}
            return changed(last, images=last.images + more.images, test=last.test + more.test, **counts)
        case MoveImages(), MoveImages() if last.to == more.to and _fit(last.images, more.images):
            return changed(last, images=last.images + more.images)
    return None


def _fit(*images: tuple[str, ...]) -> bool:
    return sum(map(len, images)) <= MOST_IMAGES
