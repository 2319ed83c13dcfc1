"""Gathering: what a check-up looks at, of images that lie in the cache or were opened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from engine.data.check_up.findings import Part
from engine.data.check_up.fingerprints import Fingerprints, Further, fingerprinted
from engine.data.check_up.subject import Images, Subject
from engine.data.importing.bringing_in import count_left, left_of
from engine.data.importing.cache import cache, contents
from engine.data.importing.finding.looking import looked_again
from engine.data.readers.read_parts import Progress, Stop
from engine.data.splits.own_parts import own_parts
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
    stock, pixels = contents.stock(there), contents.pixels(there, mapped=True)
    prints = fingerprinted(pixels, told(len(pixels), progress, stop))
    ours, sizes = own_parts(stock, source), contents.sizes(there)
    train, test = (
        Images(part, *chosen, prints, stock.names, sizes=sizes)
        for part, chosen in zip(PARTS, (ours.train, ours.test), strict=True)
    )
    train = replace(train, validation=ours.validation)
    return _with_left_out(Subject(source, source.published.classes, train, test), source, there, stop)


def opened(
    source: AnySource, parts: Parts, facts: Facts, prints_of: PrintsOf, further: Further, stop: Stop | None = None
) -> Subject:
    """Images that were opened and corrected; what is known of their pools `prints_of` may remember."""
    splits = (parts.train, parts.test)
    train, test = (
        _of_split(part, split, prints_of(split.pool, further)) for part, split in zip(PARTS, splits, strict=True)
    )
    train = replace(train, validation=parts.validation)
    subject = Subject(source, facts.classes, train, test)
    there = _in_cache(source, parts)
    if there is None or not isinstance(source, OwnImages):
        return subject
    sizes = contents.sizes(there)
    train, test = (replace(one, sizes=sizes) for one in subject.parts)
    return _with_left_out(Subject(source, facts.classes, train, test), source, there, stop)


def _in_cache(source: AnySource, parts: Parts) -> cache.Cached | None:
    """Where these images lie in the cache; None of a published set, and where the cache was emptied."""
    if not isinstance(source, OwnImages) or parts.facts is None:
        return None
    return cache.brought_in_as(parts.facts.checksum, source.reading)


def _of_split(part: Part, split: Split, prints: Fingerprints) -> Images:
    return Images(part, split.indices.numpy(), split.labels.numpy(), prints, split.pool.names)


def _with_left_out(subject: Subject, source: AnyOwnImages, there: cache.Cached, stop: Stop | None) -> Subject:
    """And what lies there and gave no image; nothing of that where it is gone by now. Raises Stopped."""
    with suppress(DataError):
        found, manifest = looked_again(source, stop), there.manifest
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
