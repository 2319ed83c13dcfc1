"""Opening: the images of a source that was brought in, from the cache, or decoded anew where something has changed.

How they are divided and corrected is no matter here: they are given as they were found.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Split
from engine.data.importing.bringing_in import come_back, kept_or_made, remarks_of
from engine.data.importing.cache import cache, contents
from engine.data.importing.cache.manifest import Manifest
from engine.data.importing.finding.listing import foreign_classes
from engine.data.importing.finding.looking import Found, looked_again
from engine.data.memory_budget import MemoryBudget
from engine.data.pool import Pool
from engine.data.readers.read_parts import Parts, Progress, Stop
from engine.data.splits.own_parts import own_parts
from engine.data.splits.stock import Stock
from engine.errors import DataError
from engine.project.data.own_images import AnyOwnImages

if TYPE_CHECKING:
    from torch import Tensor

CHANGED = "The images in {} are not those that were brought in: they were read anew."
BACK = "In {} more images can be read now than when they were brought in: bring them in again to have them all."
_TELLING = threading.Lock()


class _Lying(NamedTuple):
    """Images of the cache, read or mapped."""

    there: cache.Cached
    pool: Pool
    stock: Stock


def opened(
    source: AnyOwnImages,
    progress: Progress | None = None,
    stop: Stop | None = None,
    budget: MemoryBudget | None = None,
) -> Parts:
    """All that was found, mapped where it takes more than the budget: what came to train on, and what came to test on.

    Raises DataError in words where they are gone or of other classes, and Stopped.
    """
    budget = budget or MemoryBudget()
    with _Early(source, budget) as early:
        found = looked_again(source, stop)
        lying = early.taken(_there(source, found))
    there, pool, stock = lying or _anew(source, found, budget, progress, stop)
    manifest = there.manifest
    if manifest.classes != source.classes:
        raise foreign_classes(manifest.classes, source.classes, f"“{source.name}”", source.place)
    labels, places = _tensor(stock.labels), _tensor(np.arange(len(stock)))
    train, test = (
        Split(pool, labels[part], places[part])
        for part in (slice(manifest.train_images), slice(manifest.train_images, None))
    )
    remarks, validation = _remarks(source, found, manifest), manifest.validation_images
    return Parts(train, test, remarks=remarks, facts=manifest.facts, validation=validation, stock=stock)


class _Early:
    """Reads what the cache had when the source was brought in, while somebody looks whether that is still so."""

    def __init__(self, source: AnyOwnImages, budget: MemoryBudget) -> None:
        self._threads = ThreadPoolExecutor(1, "reading images")
        self._guess = cache.brought_in_as(source.checksum, source.reading)
        self._lying: Future[_Lying] | None = None
        if self._guess is not None:
            self._lying = self._threads.submit(_read, self._guess, budget)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever was read and not taken is let go of: others may be decoded next, and need the memory."""
        self._threads.shutdown()
        self._lying = None

    def taken(self, there: cache.Cached | None) -> _Lying | None:
        """What was read, if it is what is there, and was still in the cache."""
        if self._lying is None or self._guess is None or there is None or self._guess.folder != there.folder:
            return None
        with suppress(DataError):  # it was taken out of the cache just now
            return self._lying.result()
        return None


def _anew(
    source: AnyOwnImages, found: Found, budget: MemoryBudget, progress: Progress | None, stop: Stop | None
) -> _Lying:
    """What lies there now, decoded where the cache has nothing of it; tried again where somebody empties that."""
    there = kept_or_made(found, source.place, source.reading, progress, stop)
    with suppress(DataError):
        return _read(there, budget)
    return _read(kept_or_made(found, source.place, source.reading, progress, stop), budget)


def changed_since(source: AnyOwnImages, stop: Stop | None = None) -> bool:
    """Whether other images lie there than were brought in, as names, sizes and times of change tell.

    False also where nobody can tell, as the cache has neither. Raises DataMissing where they are gone, and Stopped.
    Needs no torch.
    """
    found = looked_again(source, stop, anew=True)
    there = cache.found(_key(source, found))
    if there is not None:
        other = bool(source.checksum) and there.manifest.checksum != source.checksum
        return other or come_back(found, there.manifest)
    return cache.brought_in_as(source.checksum, source.reading) is not None


def counts(source: AnyOwnImages, stop: Stop | None = None) -> tuple[int, int]:
    """Training and test images as the document has them: of what the cache has, else of what was brought in.

    Raises DataMissing where they are gone, and Stopped. Needs no torch.
    """
    there = cache.found(_key(source, looked_again(source, stop)))
    if there is None:
        return source.published.train_images, source.published.test_images
    ours = own_parts(contents.stock(there), source)
    return len(ours.train.places), len(ours.test.places)


def first_of_classes(source: AnyOwnImages, stop: Stop | None = None) -> Iterator[NDArray[np.uint8]]:
    """The first training image (C, H, W) of each class, from the cache, which is made where there is none."""
    found = looked_again(source, stop)
    there = _there(source, found) or kept_or_made(found, source.place, source.reading, stop=stop)
    train, images = own_parts(contents.stock(there), source).train, contents.pixels(there, mapped=True)
    _, firsts = np.unique(train.labels, return_index=True)
    for place in train.places[firsts].tolist():
        yield np.array(images[place], np.uint8)


def _there(source: AnyOwnImages, found: Found) -> cache.Cached | None:
    """What the cache has of what lies there; what the document speaks of also where more could be read by now."""
    there = cache.found(_key(source, found))
    if there is None or there.manifest.checksum == source.checksum or not come_back(found, there.manifest):
        return there
    return None


def _key(source: AnyOwnImages, found: Found) -> str:
    return cache.key(found.kind, found.stamp, source.reading)


def _remarks(source: AnyOwnImages, found: Found, manifest: Manifest) -> tuple[str, ...]:
    said = []
    if source.checksum and source.checksum != manifest.checksum:
        said.append(CHANGED.format(source.path))
    elif come_back(found, manifest):
        said.append(BACK.format(source.path))
    return (*said, *remarks_of(found, manifest))


def _read(there: cache.Cached, budget: MemoryBudget) -> _Lying:
    mapped, stock = not budget.holds(there.manifest.facts), contents.stock(there)
    return _Lying(there, Pool(_tensor(contents.pixels(there, mapped=mapped)), mapped, names=stock.names), stock)


def _tensor(values: NDArray[np.generic]) -> Tensor:
    """The same memory, or the same map of a file, which nobody writes to."""
    import torch

    if values.flags.writeable:
        return torch.from_numpy(values)
    with _TELLING, warnings.catch_warnings():  # torch says once a process that it must not be written to
        warnings.simplefilter("ignore")
        return torch.from_numpy(values)
