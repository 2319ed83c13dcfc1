"""Import questions: what a person's own images are, how they would be read, and bringing them in."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.project.data.own_images import Reading
from engine.project.data.sources import AnySource
from engine.service.answers import Brought, CachedImages, ImagesLook, Pixels, Wish
from engine.service.question import Question


class LookAtImages(Question[ImagesLook], frozen=True):
    """What lies at a path that a person chose, and how it would best be read, before anything of it is decoded.

    DataError, in words, where nothing of it can be learned from. Needs no torch.
    """

    channel = "look at images"
    long = True
    images: Path


class ShowOriginals(Question[tuple[Pixels, ...]], frozen=True):
    """Some of its images whole and in colour, (3, h, w), no side longer than `side` pixels; `names` as in the look.

    What cannot be read is left out, as of ShowReading. Needs no torch.
    """

    channel = "show originals"
    long = True
    images: Path
    names: tuple[str, ...]
    side: int


class ShowReading(Question[tuple[Pixels, ...]], frozen=True):
    """Some of its images as they would be read: `names` are those of the look's samples. Needs no torch."""

    channel = "show reading"
    long = True
    images: Path
    names: tuple[str, ...]
    reading: Reading


class BringIn(Question[Brought], frozen=True):
    """Decode all that lies at a path, unless the cache has it. It tells its progress, in pictures, and ends soon after
    it is given up. DataError where nothing usable is left. `engine.project.proposal` makes a project of the answer.
    """

    channel = "bring in"
    long = True
    images: Path
    wish: Wish


class NoticeChange(Question[bool], frozen=True):
    """Whether other images lie there than were brought in as this source, as far as names, sizes and times tell.

    Of a published set never. DataMissing where they are gone. Needs no torch.
    """

    channel = "notice change"
    long = True
    source: AnySource


class ListCached(Question[list[CachedImages]], frozen=True):
    """The images that the cache holds, with the bytes that they take."""

    channel = "cached images"
    long = True


class EmptyCache(Question[int], frozen=True):
    """Take these away from the cache by their keys, or all where none are named; the answer is the bytes they took."""

    channel = "emptying the cache"
    long = True
    in_order = True
    keys: tuple[str, ...] | None = None


OfImports: TypeAlias = LookAtImages | ShowOriginals | ShowReading | BringIn | NoticeChange | ListCached | EmptyCache
