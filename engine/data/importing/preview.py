"""Preview: what a person sees of their images before they are brought in: what there is, and how it would be read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.data.importing.brought import CachedImages, ClassCount, ImagesLook
from engine.data.importing.cache import cache
from engine.data.importing.decoding.fitting import fitted, whole
from engine.data.importing.decoding.picture import decoded
from engine.data.importing.decoding.pixels import labels_of, names_of
from engine.data.importing.finding.arrays import ArraysFound, found_arrays, is_arrays
from engine.data.importing.finding.looking import Found, absolute, looked_at
from engine.data.importing.finding.passed_over import in_words
from engine.data.importing.suggestion import looks_of, suggested
from engine.data.readers.read_parts import Stop, go_on
from engine.errors import ImageError
from engine.project.data.own_images import Reading

SAMPLES = 24
SIZES = 5


def look(path: Path, stop: Stop | None = None) -> ImagesLook:
    """What lies at a path; raises DataError in words where nothing of it can be learned from, and Stopped."""
    path = absolute(path)
    found = looked_at(path, stop=stop)
    looks = looks_of(found, stop)
    return ImagesLook(
        found.kind,
        path.name,
        tuple(_classes(found)),
        found.test is not None,
        tuple((height, width, count) for (height, width), count in looks.sizes.most_common(SIZES)),
        suggested(looks),
        tuple(islice(_samples(found), SAMPLES)),
        tuple(found.passed_over),
        found.hidden,
        (*found.remarks, *in_words(found.passed_over, found.hidden, len(found.passed_over))),
    )


def shown(
    path: Path, names: Sequence[str], reading: Reading, stop: Stop | None = None
) -> tuple[NDArray[np.uint8], ...]:
    """Some images (C, H, W) of what lies at a path, by their names, as they would be read; what cannot be is left out.

    Raises DataError where an archive is gone or damaged, and Stopped.
    """
    pictures = _pictures(absolute(path), names, max(reading.height, reading.width), stop)
    return tuple(fitted(picture, reading) for picture in pictures)


def originals(path: Path, names: Sequence[str], side: int, stop: Stop | None = None) -> tuple[NDArray[np.uint8], ...]:
    """The same images (3, h, w) whole and in colour, no side longer than `side`; errors as of `shown`."""
    return tuple(whole(picture, side) for picture in _pictures(absolute(path), names, side, stop))


def cached() -> list[CachedImages]:
    """All that the cache holds."""
    return [
        CachedImages(
            one.folder.name,
            one.manifest.path,
            one.manifest.reading,
            one.size,
            one.manifest.images,
        )
        for one in cache.listed()
    ]


def _pictures(path: Path, names: Sequence[str], least: int, stop: Stop | None) -> Iterator[Image.Image]:
    """What can be read of them; those of files no smaller than needed for a side of `least` pixels."""
    if path.is_file() and is_arrays(path):
        yield from _of_archive(found_arrays(path, 1, stop), names, stop)
        return
    root = path if path.is_dir() else path.parent
    for name in names:
        go_on(stop)
        with suppress(ImageError):
            yield decoded(os.path.join(root, name), least)  # noqa: PTH118  # a name as the system has it


def _of_archive(found: ArraysFound, names: Sequence[str], stop: Stop | None) -> Iterator[Image.Image]:
    for values in found.read(found.train, stop)[[int(name) for name in names]]:
        yield Image.fromarray(np.ascontiguousarray(values[..., 0] if values.shape[2] == 1 else values))


def _classes(found: Found) -> Iterator[ClassCount]:
    labels = [*labels_of(found.train), *labels_of(found.validation)]
    train = np.bincount(labels, minlength=len(found.classes)).tolist()
    tested = [] if found.test is None else labels_of(found.test)
    test = np.bincount(np.array(tested, np.int64), minlength=len(found.classes)).tolist()
    return map(ClassCount, found.classes, train, test)


def _samples(found: Found) -> Iterator[str]:
    """The first of each class, then the second of each, and so on."""
    by_class: dict[int, list[str]] = {}
    for name, label in zip(names_of(found.train), labels_of(found.train), strict=True):
        if len(names := by_class.setdefault(label, [])) < SAMPLES:
            names.append(name)
    for place in range(SAMPLES):
        yield from (names[place] for names in by_class.values() if place < len(names))
