"""Opening: the images of a source that was brought in, from the cache, or decoded anew where something has changed."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Split, whole
from engine.data.importing.bringing_in import kept_or_made, remarks_of
from engine.data.importing.cache import cache
from engine.data.importing.cache.manifest import Manifest
from engine.data.importing.finding.listing import foreign_classes
from engine.data.importing.finding.looking import Found, looked_again
from engine.data.memory_budget import MemoryBudget
from engine.data.readers.read_parts import Parts, Progress, Stop
from engine.data.splits.correcting import Named, left_of
from engine.project.data.own_images import AnyOwnImages, FoundTest, TestShare

if TYPE_CHECKING:
    from torch import Tensor

CHANGED = "The images in {} are not those that were brought in: they were read anew."
_TELLING = threading.Lock()


def opened(
    source: AnyOwnImages,
    progress: Progress | None = None,
    stop: Stop | None = None,
    budget: MemoryBudget | None = None,
) -> Parts:
    """Both parts, mapped where they take more than the budget; raises DataError in words where they are gone or of
    other classes, and Stopped.
    """
    with _Early(source, budget or MemoryBudget()) as early:
        found, there = _there(source, progress, stop)
        manifest = there.manifest
        if manifest.classes != source.classes:
            raise foreign_classes(manifest.classes, source.classes, f"“{source.name}”", source.place)
        train, test = early.splits(there)
    return Parts(
        train,
        test,
        remarks=_remarks(source, found, manifest),
        facts=manifest.facts,
        validation=manifest.validation_images,
    )


def _there(
    source: AnyOwnImages, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[Found, cache.Cached]:
    """What lies there now, and what the cache has of that, decoded where it has nothing."""
    share = TestShare() if isinstance(source.test, FoundTest) else source.test
    found = looked_again(source, stop)
    return found, kept_or_made(found, source.place, source.reading, share, progress, stop)


class _Early:
    """Reads what the cache had when the source was brought in, while somebody looks whether that is still so."""

    def __init__(self, source: AnyOwnImages, budget: MemoryBudget) -> None:
        self._budget = budget
        self._threads = ThreadPoolExecutor(1, "reading images")
        self._guess = cache.brought_in_as(source.checksum, source.reading)
        self._splits = None if self._guess is None else self._threads.submit(_splits, self._guess, budget)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def splits(self, there: cache.Cached) -> list[Split]:
        """Training and test images of what is really there."""
        if self._splits is None or self._guess is None or self._guess.folder != there.folder:
            return _splits(there, self._budget)
        return self._splits.result()


def changed_since(source: AnyOwnImages, stop: Stop | None = None) -> bool:
    """Whether other images lie there than were brought in, as names, sizes and times of change tell.

    False also where nobody can tell, as the cache has neither. Raises DataMissing where they are gone, and Stopped.
    Needs no torch.
    """
    found = looked_again(source, stop, anew=True)
    there = cache.found(cache.key(found.kind, found.stamp, source.reading, source.test))
    if there is not None:
        return bool(source.checksum) and there.manifest.checksum != source.checksum
    return cache.brought_in_as(source.checksum, source.reading) is not None


def counts(source: AnyOwnImages, stop: Stop | None = None) -> tuple[int, int]:
    """Training and test images: as the cache has them, else as they were brought in; DataMissing where they are gone.

    Both as the corrections leave them. Raises Stopped. Needs no torch.
    """
    found = looked_again(source, stop)
    there = cache.found(cache.key(found.kind, found.stamp, source.reading, source.test))
    if there is not None and source.corrections:
        train, test = left_of(source, [_named(there, part) for part in cache.PARTS])[0]
        return len(train.places), len(test.places)
    known = there.manifest.facts if there else source.published
    return known.train_images, known.test_images


def first_of_classes(source: AnyOwnImages, stop: Stop | None = None) -> Iterator[NDArray[np.uint8]]:
    """The first training image (C, H, W) of each class, from the cache, which is made where there is none."""
    _, there = _there(source, stop=stop)
    (left,), _ = left_of(source, [_named(there, "train")])
    images = cache.array(there.folder, "train-images", mapped=True)
    _, firsts = np.unique(left.labels, return_index=True)
    for place in left.places[firsts].tolist():
        yield np.array(images[place], np.uint8)


def _named(there: cache.Cached, part: str) -> Named:
    labels = cache.array(there.folder, f"{part}-labels").astype(np.int64)
    return labels, cache.names(there.folder, part)


def _remarks(source: AnyOwnImages, found: Found, manifest: Manifest) -> tuple[str, ...]:
    changed = source.checksum and source.checksum != manifest.checksum
    return (*([CHANGED.format(source.path)] if changed else ()), *remarks_of(found, manifest))


def _splits(there: cache.Cached, budget: MemoryBudget) -> list[Split]:
    mapped = not budget.holds(there.manifest.facts)
    return [_split(there, part, mapped=mapped) for part in cache.PARTS]


def _split(there: cache.Cached, part: str, *, mapped: bool) -> Split:
    images = cache.array(there.folder, f"{part}-images", mapped=mapped)
    labels = cache.array(there.folder, f"{part}-labels")
    return whole(_tensor(images), _tensor(labels), mapped=mapped, names=cache.names(there.folder, part))


def _tensor(values: NDArray[np.generic]) -> Tensor:
    """The same memory, or the same map of a file, which nobody writes to."""
    import torch

    if values.flags.writeable:
        return torch.from_numpy(values)
    with _TELLING, warnings.catch_warnings():  # torch says once a process that it must not be written to
        warnings.simplefilter("ignore")
        return torch.from_numpy(values)
