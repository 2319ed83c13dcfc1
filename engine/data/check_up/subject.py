"""Subject: what is checked: both parts of a data set as its corrections leave them, and what is known beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.findings import At, Part, Way
from engine.data.check_up.fingerprints import Fingerprints
from engine.data.image_names import ImageNames
from engine.data.importing.finding.passed_over import PassedOver
from engine.figures import counted
from engine.project.data.corrections import MOST_IMAGES, LeaveOut
from engine.project.data.facts import Classes
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource


@dataclass(frozen=True, eq=False)
class Images:
    """The images of one part: their places in a pool and their labels, int64 (n,), and what is known of the pool.

    The last `validation` of them came for validation. `sizes` (M, 2) are the heights and widths of the pictures.
    """

    part: Part
    places: NDArray[np.int64]
    labels: NDArray[np.int64]
    prints: Fingerprints
    names: ImageNames | None = None
    validation: int = 0
    sizes: NDArray[np.int32] | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self.places)

    @cached_property
    def spread(self) -> NDArray[np.float32]:
        """Of each, as its fingerprint has it."""
        return self.prints.spread[self.places]

    def named(self, images: Sequence[int] | NDArray[np.int64]) -> list[str]:
        """The names of some of them, by their places here; "" where they have none."""
        places = self.places[np.asarray(images, np.int64)].tolist()
        return [""] * len(places) if self.names is None else self.names.at(places)

    def at(self, images: Sequence[int] | NDArray[np.int64]) -> list[At]:
        """Some of them, for whoever shows them."""
        places = [int(image) for image in images]
        labels = self.labels[places].tolist()
        return [At(self.part, *one) for one in zip(places, labels, self.named(places), strict=True)]


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What a model takes images of a part for: which, by their places there, `predicted`, and how sure it is of that,
    `probability`; each (n,).
    """

    images: NDArray[np.int64]
    predicted: NDArray[np.int64]
    probability: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Subject:
    """`classes` are what they are called, by label; `left_out` names the first files that gave no image. `verdicts` are
    on training and test images, where a model was asked.
    """

    source: AnySource
    classes: Classes
    train: Images
    test: Images
    left_out: Sequence[PassedOver] = ()
    left_out_count: int = 0
    verdicts: tuple[Verdicts | None, Verdicts | None] = (None, None)

    @property
    def parts(self) -> tuple[Images, Images]:
        """Both."""
        return self.train, self.test

    @property
    def found(self) -> Classes:
        """The names that the classes were found with, by label; none of a published set, which nobody corrects."""
        return self.source.labelled if isinstance(self.source, OwnImages) else ()

    def leave_out(
        self, words: str, train: Sequence[int] | NDArray[np.int64], test: Sequence[int] | NDArray[np.int64]
    ) -> tuple[Way, ...]:
        """The way out that leaves these images out; none of a published set.

        Of more than one correction may name it leaves out the first; {} in the words becomes how many that are.
        """
        count = len(train) + len(test)
        if not self.found or not count:
            return ()
        names = (*self.train.named(train), *self.test.named(test))[:MOST_IMAGES]
        trained = min(len(train), MOST_IMAGES)
        of_validation = int((np.asarray(train, np.int64)[:trained] >= len(self.train) - self.train.validation).sum())
        many = counted(count, "image") if len(names) == count else f"{len(names):,} of {counted(count, 'image')}"
        return (Way(words.format(many), LeaveOut(names, trained, of_validation, len(names) - trained)),)
