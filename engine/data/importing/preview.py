"""Preview: what a person sees of their images before they are brought in: what there is, and how it would be read."""

from __future__ import annotations

import os
from collections import Counter
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
from engine.data.importing.decoding.picture import decoded, opened
from engine.data.importing.decoding.pixels import Part, labels_of, names_of
from engine.data.importing.finding.arrays import ArraysFound, found_arrays, is_arrays
from engine.data.importing.finding.listing import ENDINGS
from engine.data.importing.finding.looking import Found, absolute, looked_at
from engine.data.importing.finding.passed_over import PassedOver, in_words
from engine.data.importing.suggestion import LOOKED_AT, looks_of, suggested
from engine.data.readers.read_parts import Stop, go_on
from engine.errors import ImageError
from engine.project.data.own_images import Reading

SAMPLES = 24
SIZES = 5
NO_IMAGE = "It is no image."
NEAR_BYTES = 64 * 2**20  # of an archive, among which samples are chosen


def look(path: Path, stop: Stop | None = None) -> ImagesLook:
    """What lies at a path; raises DataError in words where nothing of it can be learned from, and Stopped."""
    path = absolute(path)
    found = looked_at(path, stop=stop)
    looks, others = looks_of(found, stop), _no_pictures(found, stop)
    passed_over = (*found.passed_over, *(PassedOver(name, NO_IMAGE) for name in sorted(others)))
    return ImagesLook(
        found.kind,
        path.name,
        tuple(_classes(found, others)),
        found.test is not None,
        tuple((height, width, count) for (height, width), count in looks.sizes.most_common(SIZES)),
        suggested(looks),
        tuple(islice(_samples(found, others, stop), SAMPLES)),
        passed_over,
        found.hidden,
        (*found.remarks, *in_words(passed_over, found.hidden, len(passed_over))),
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
    """All that the cache holds; what nobody can use gives its room back."""
    cache.tidy()
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
    for values in found.some(found.train, [int(name) for name in names], stop) if names else ():
        yield Image.fromarray(np.ascontiguousarray(values[..., 0] if values.shape[2] == 1 else values))


def _no_pictures(found: Found, stop: Stop | None) -> set[str]:
    """Files that are no images, by name and by content, of the first of those whose names do not tell."""
    if isinstance(found, ArraysFound):
        return set()
    endings = tuple(ENDINGS)
    nameless = (file.name for file in found.files if not file.name.casefold().endswith(endings))
    return {name for name in islice(nameless, LOOKED_AT) if not _opens(found.root, name, stop)}


def _opens(root: Path, name: str, stop: Stop | None) -> bool:
    go_on(stop)
    with suppress(ImageError), opened(os.path.join(root, name)):  # noqa: PTH118  # a name as the system has it
        return True
    return False


def _classes(found: Found, others: set[str]) -> Iterator[ClassCount]:
    """How many images each has, of those that have any to train on."""
    tested = () if found.test is None else (found.test,)
    train, test = (
        Counter(label for part in parts for _, label in _named(part, others))
        for parts in ((found.train, found.validation), tested)
    )
    return (ClassCount(name, train[at], test[at]) for at, name in enumerate(found.classes) if train[at])


def _named(part: Part, others: set[str]) -> Iterator[tuple[str, int]]:
    """The names and the labels of a part, but for some."""
    named = zip(names_of(part), labels_of(part), strict=True)
    return ((name, label) for name, label in named if name not in others) if others else named


def _samples(found: Found, others: set[str], stop: Stop | None) -> Iterator[str]:
    """The first of each class, then the second of each, and so on, of those that can be opened."""
    by_class: dict[int, list[str]] = {}
    for name, label in islice(_named(found.train, others), _near(found)):
        if len(names := by_class.setdefault(label, [])) < SAMPLES:
            names.append(name)
    for place in range(SAMPLES):
        some = (names[place] for names in by_class.values() if place < len(names))
        yield from (name for name in some if isinstance(found, ArraysFound) or _opens(found.root, name, stop))


def _near(found: Found) -> int | None:
    """How many images of an archive are unpacked in a moment; of files all can be reached."""
    return NEAR_BYTES // max(1, found.train.header.row) + 1 if isinstance(found, ArraysFound) else None
