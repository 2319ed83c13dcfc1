"""Gathering: what a check-up looks at, of images that lie in the cache or were opened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.findings import Part
from engine.data.check_up.fingerprints import Fingerprints, Further, fingerprinted
from engine.data.check_up.subject import Images, Subject
from engine.data.importing.bringing_in import count_left, left_of
from engine.data.importing.cache import cache
from engine.data.importing.finding.looking import looked_again
from engine.data.readers.read_parts import Progress, Stop
from engine.errors import DataError, Stopped
from engine.project.data.facts import Facts
from engine.project.data.own_images import AnyOwnImages, OwnImages
from engine.project.data.sources import AnySource

if TYPE_CHECKING:  # whoever checks what lies in the cache does not load torch
    from engine.data.dataset import Split
    from engine.data.pool import Pool
    from engine.data.readers.read_parts import Parts

PrintsOf: TypeAlias = Callable[["Pool", Further], Fingerprints]
PARTS: tuple[Part, Part] = ("train", "test")


def brought_in(source: AnyOwnImages, progress: Progress | None = None, stop: Stop | None = None) -> Subject | None:
    """Images as they lie in the cache, just brought in; None where they are not there any more. Needs no torch.

    `progress(images done, images)` is told; raises Stopped soon after `stop()` becomes true.
    """
    there = cache.brought_in_as(source.checksum, source.reading)
    if there is None:
        return None
    pixels = {part: cache.array(there.folder, f"{part}-images", mapped=True) for part in PARTS}
    further = told(sum(map(len, pixels.values())), progress, stop)
    train, test = (_in_cache(there, part, pixels[part].view(np.uint8), further) for part in PARTS)
    train = replace(train, validation=there.manifest.validation_images)
    return _with_left_out(Subject(source, source.published.classes, train, test), source, there)


def _in_cache(there: cache.Cached, part: Part, pixels: NDArray[np.uint8], further: Further) -> Images:
    labels = cache.array(there.folder, f"{part}-labels").astype(np.int64)
    names, sizes = cache.names(there.folder, part), cache.sizes(there.folder, part)
    prints = fingerprinted(pixels, further)
    return Images(part, np.arange(len(labels)), labels, prints, names, sizes=sizes)


def opened(source: AnySource, parts: Parts, facts: Facts, prints_of: PrintsOf, further: Further) -> Subject:
    """Images that were opened and corrected; what is known of their pools `prints_of` may remember."""
    splits = (parts.train, parts.test)
    train, test = (
        _of_split(part, split, prints_of(split.pool, further)) for part, split in zip(PARTS, splits, strict=True)
    )
    train = replace(train, validation=parts.validation)
    subject = Subject(source, facts.classes, train, test)
    if not isinstance(source, OwnImages):
        return subject
    if (there := cache.brought_in_as(facts.checksum, source.reading)) is None:
        return subject
    train, test = (replace(one, sizes=_sizes(there, one)) for one in subject.parts)
    return _with_left_out(Subject(source, facts.classes, train, test), source, there)


def _of_split(part: Part, split: Split, prints: Fingerprints) -> Images:
    return Images(part, split.indices.numpy(), split.labels.numpy(), prints, split.pool.names)


def _sizes(there: cache.Cached, images: Images) -> NDArray[np.int32] | None:
    """Of the pool; None where the cache has others by now."""
    sizes = cache.sizes(there.folder, images.part)
    return sizes if sizes is not None and len(sizes) == len(images.prints.looks) else None


def _with_left_out(subject: Subject, source: AnyOwnImages, there: cache.Cached) -> Subject:
    """And what lies there and gave no image; nothing of that where it is gone by now."""
    with suppress(DataError):
        found, manifest = looked_again(source), there.manifest
        return replace(subject, left_out=left_of(found, manifest), left_out_count=count_left(found, manifest))
    return subject


def told(total: int, progress: Progress | None, stop: Stop | None) -> Further:
    """Says how far it is, of so many images; raises Stopped where nobody waits any more."""
    done = 0

    def further(count: int) -> None:
        nonlocal done
        if stop is not None and stop():
            raise Stopped
        done += count
        if progress is not None:
            progress(done, total)

    return further
