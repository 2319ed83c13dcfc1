"""Brought: what is known of images that a person has, before and after they were brought in; apart from the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from engine.data.importing.finding.passed_over import PassedOver
from engine.project.data.own_images import AnyOwnImages, ChosenTest, Fit, FoundTest, Reading, TestShare
from engine.typed.document import learned

KindOfSource: TypeAlias = Literal["folder", "table", "arrays"]


class Wish(msgspec.Struct, frozen=True):
    """How a person wants images read; what is None is suggested from what they are."""

    size: tuple[int, int] | None = None  # height and width
    colour: bool | None = None
    fit: Fit = "crop"
    share: ChosenTest = TestShare()


learned(Wish)


@dataclass(frozen=True)
class Brought:
    """What was brought in: the source for a document, its statistics, and what a person should know of it.

    `mean` and `deviation` are those of each channel over the training images, for pixels from 0 to 1. `passed_over`
    names the first of what was passed over, `passed_over_count` counts all of it, `hidden` what systems leave.
    """

    source: AnyOwnImages
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    passed_over: tuple[PassedOver, ...]
    passed_over_count: int
    hidden: int
    remarks: tuple[str, ...]


class ClassCount(NamedTuple):
    """A class and how many files of it were found; `test` is 0 where no part is there to test on."""

    name: str
    train: int
    test: int


@dataclass(frozen=True)
class ImagesLook:
    """What lies at a path, before any of it is decoded, and how it would best be read.

    `sizes` are the commonest (height, width, how many) among those that were looked at. `samples` name some of the
    images, of one class after the other, for a look at how they would be read. `remarks` say how it was understood and
    what was passed over, in sentences.
    """

    kind: KindOfSource
    name: str
    classes: tuple[ClassCount, ...]
    test_found: bool
    sizes: tuple[tuple[int, int, int], ...]
    suggestion: Reading
    samples: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]
    hidden: int
    remarks: tuple[str, ...]


def wish_like(source: AnyOwnImages) -> Wish:
    """Read just as a source is; the test part as far as it is no matter of how images came."""
    reading, test = source.reading, source.test
    share = TestShare() if isinstance(test, FoundTest) else test
    return Wish((reading.height, reading.width), reading.colour, reading.fit, share)


class CachedImages(NamedTuple):
    """Images that the cache holds: under which name, where they came from, how they are read, bytes and images."""

    key: str
    path: str
    reading: Reading
    size: int
    images: int
