"""Making: what was found is decoded, once, into a folder of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.cache import cache
from engine.data.importing.cache.images_writer import ImagesWriter
from engine.data.importing.cache.manifest import Left, Manifest
from engine.data.importing.decoding.pixels import Images, Part, Pixels, Told, count_of, pixels_of
from engine.data.importing.finding.looking import Found
from engine.data.importing.finding.passed_over import PassedOver, as_text
from engine.data.readers.read_parts import Progress, Stop
from engine.errors import DataError, Place
from engine.project.data.own_images import Reading

NAMED = 1_000  # files that gave no image, that the manifest names
TRIED_AGAIN = 100  # of those that the system did not give


def made(
    found: Found, path: Path, reading: Reading, progress: Progress | None = None, stop: Stop | None = None
) -> cache.Cached:
    """The images in the cache, as they are read; what lay there before and was changed leaves it.

    `progress(files done, files)` is told. Raises DataError in words where nothing usable is left, or it cannot be kept;
    Stopped soon after `stop()` becomes true. Then nothing new is in the cache, and what was there stays.
    """
    name = cache.key(found.kind, found.stamp, reading)
    total = sum(map(count_of, (found.train, found.validation, found.test or ())))
    told = Told(total, progress, stop)
    with cache.made(name, total * prod(reading.shape)) as folder, pixels_of(found, path, reading, told) as pixels:
        manifest = _Making(found, path, reading, pixels).whole(folder)
        cache.write_manifest(folder, manifest)
    if (there := cache.found(name)) is None:
        raise DataError("The images were gone from the cache at once.", "Try again.", Place(str(path)))
    cache.emptied(cache.of_another_content(str(path), reading, name))
    return there


class _Making:
    """One making: all parts decoded, one after the other, and what is to be said of them."""

    def __init__(self, found: Found, path: Path, reading: Reading, pixels: Pixels) -> None:
        self._found, self._path, self._reading, self._pixels = found, path, reading, pixels
        self._left: list[PassedOver] = []
        self._notes: dict[str, int] = {}
        self._unread: list[str] = []

    def whole(self, folder: Path) -> Manifest:
        """Decodes all into a folder, and gives the manifest, without the sizes of files."""
        found = self._found
        with ImagesWriter(folder, self._reading.shape) as writer:
            self._add(writer, found.train)
            kept = sorted(set(writer.labels))
            self._refuse_nothing(kept)
            trained_on = len(writer.labels)
            self._add(writer, found.validation, set(kept))
            train = len(writer.labels)
            self._add(writer, found.test or (), set(kept))
            writer.finish(_renumbered(writer.labels, kept))
        return self._manifest(writer, kept, train, train - trained_on)

    def _manifest(self, writer: ImagesWriter, kept: Sequence[int], train: int, validation: int) -> Manifest:
        found = self._found
        return Manifest(
            kind=found.kind,
            path=str(self._path),
            reading=self._reading,
            classes=tuple(found.classes[number] for number in kept),
            train_images=train,
            test_images=len(writer.labels) - train,
            test_found=found.test is not None,
            checksum=writer.checksum,
            sizes={},
            left=tuple(Left(as_text(one.name), one.why) for one in self._left[:NAMED]),
            left_out=len(self._left),
            notes=self._notes,
            unread=tuple(map(as_text, self._unread[:TRIED_AGAIN])),
            validation_images=validation,
            layout=cache.LAYOUT,
        )

    def _add(self, writer: ImagesWriter, part: Part, classes: set[int] | None = None) -> None:
        """Writes the images of a part, those of some classes alone where these are given."""
        for images in self._pixels.images(part) if count_of(part) else ():
            known = images if classes is None else images.of(classes)
            writer.add(known)
            self._note(known)

    def _note(self, images: Images) -> None:
        self._left += images.failed
        self._unread += images.unread
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
