"""Making: what was found is decoded, once, into a folder of the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.cache import cache
from engine.data.importing.cache.manifest import Left, Manifest
from engine.data.importing.cache.part_writer import PartWriter, Statistics
from engine.data.importing.cache.parting import is_in_class_order, mixed, parted
from engine.data.importing.decoding.pixels import Images, Part, Pixels, Told, labels_of, names_of, pixels_of
from engine.data.importing.finding.looking import Found
from engine.data.importing.finding.passed_over import PassedOver, as_text
from engine.data.readers.read_parts import Progress, Stop
from engine.errors import DataError, Place
from engine.project.data.own_images import FoundTest, Reading, TestPart, TestShare

NAMED = 1_000  # files that gave no image, that the manifest names


def made(
    found: Found,
    path: Path,
    reading: Reading,
    test: TestPart,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> cache.Cached:
    """The images in the cache, as they are read and parted.

    `progress(files done, files)` is told. Raises DataError in words where nothing usable is left, or it cannot be kept;
    Stopped soon after `stop()` becomes true. Then nothing is left in the cache.
    """
    name = cache.key(found.kind, found.stamp, reading, test)
    train, tested = _places(found, test)
    total = len(train) + len(tested) + len(found.validation)
    told = Told(total, progress, stop)
    with cache.made(name, total * prod(reading.shape)) as folder, pixels_of(found, path, reading, told) as pixels:
        manifest = _Making(found, path, reading, folder, pixels).whole(train, tested)
        cache.write_manifest(folder, manifest)
    if (there := cache.found(name)) is None:
        raise DataError("The images were gone from the cache at once.", "Try again.", Place(str(path)))
    cache.emptied(cache.of_another_content(str(path), reading, name))
    return there


def _places(found: Found, test: TestPart) -> tuple[list[int], list[int]]:
    """Which images of the train and of the test part are taken in which order; without a test part of the first."""
    if found.test is not None:
        return _order(found.train), _order(found.test)
    labels = labels_of(found.train)
    train, tested = parted(labels, names_of(found.train), TestShare() if isinstance(test, FoundTest) else test)
    return (train, tested) if is_in_class_order(labels) else (sorted(train), sorted(tested))


def _order(part: Part) -> list[int]:
    """Its own, but mixed where it is class after class."""
    labels = labels_of(part)
    return mixed(names_of(part)) if is_in_class_order(labels) else list(range(len(labels)))


class _Making:
    """One making: both parts decoded, one after the other, and what is to be said of them."""

    def __init__(self, found: Found, path: Path, reading: Reading, folder: Path, pixels: Pixels) -> None:
        self._found, self._path, self._reading, self._folder, self._pixels = found, path, reading, folder, pixels
        self._digest = hashlib.blake2b(digest_size=16)
        self._statistics = Statistics(reading.shape[0])
        self._left: list[PassedOver] = []
        self._notes: dict[str, int] = {}

    def whole(self, train: Sequence[int], tested: Sequence[int]) -> Manifest:
        """Decodes all, and gives the manifest, without the sizes of files."""
        found = self._found
        kept, trained_on, validation = self._train(train)
        part = found.train if found.test is None else found.test
        tested_on = self._test(part, tested, kept)
        return Manifest(
            kind=found.kind,
            path=str(self._path),
            reading=self._reading,
            classes=tuple(found.classes[number] for number in kept),
            train_images=trained_on,
            test_images=tested_on,
            test_found=found.test is not None,
            checksum=self._digest.hexdigest(),
            mean=self._statistics.mean,
            deviation=self._statistics.deviation,
            sizes={},
            left=tuple(Left(as_text(one.name), one.why) for one in self._left[:NAMED]),
            left_out=len(self._left),
            notes=self._notes,
            validation_images=validation,
        )

    def _train(self, places: Sequence[int]) -> tuple[list[int], int, int]:
        """Writes the training images, those for validation last.

        Gives the classes that have any, by their numbers, how many images, and how many of them are for validation.
        """
        with self._writer("train") as writer:
            for images in self._pixels.images(self._found.train, places):
                self._statistics.add(images.pixels)
                self._add(writer, images)
            kept = sorted(set(writer.labels))
            self._refuse_nothing(kept)
            trained_on, part = len(writer.labels), self._found.validation
            for images in self._pixels.images(part, _order(part)) if part else ():
                self._add(writer, images.of(set(kept)))
            writer.finish(_renumbered(writer.labels, kept))
        return kept, len(writer.labels), len(writer.labels) - trained_on

    def _test(self, part: Part, places: Sequence[int], kept: list[int]) -> int:
        """Writes the test images of the classes that are trained on; gives how many."""
        classes = set(kept)
        with self._writer("test") as writer:
            for images in self._pixels.images(part, places):
                self._add(writer, images.of(classes))
            writer.finish(_renumbered(writer.labels, kept))
        return len(writer.labels)

    def _writer(self, part: str) -> PartWriter:
        return PartWriter(self._folder, part, self._reading.shape, self._digest)

    def _add(self, writer: PartWriter, images: Images) -> None:
        writer.add(images)
        self._left += images.failed
        for note, count in images.notes.items():
            self._notes[note] = self._notes.get(note, 0) + count

    def _refuse_nothing(self, kept: list[int]) -> None:
        """Raises DataError where no image is left."""
        if kept:
            return
        reasons = {one.why for one in self._left}
        hint = f"Of each: {reasons.pop()}" if len(reasons) == 1 else "They are no images, or damaged."
        raise DataError(f"None of its {len(self._left):,} files could be read.", hint, Place(str(self._path)))


def _renumbered(labels: Sequence[int], kept: Sequence[int]) -> NDArray[np.int64]:
    """Labels as numbers among the classes that are left."""
    return np.searchsorted(np.array(kept, np.int64), np.array(labels, np.int64)).astype(np.int64)
