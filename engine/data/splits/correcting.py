"""Correcting: the images of a source as its corrections leave them; none is copied, and no file is touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from engine.data.image_names import ImageNames
from engine.errors import DataError
from engine.figures import are, counted
from engine.project.data.corrections import AnyCorrection, LeaveOut, LeaveOutClass, MergeClasses, MoveImages
from engine.project.data.facts import Facts
from engine.project.data.own_images import AnyOwnImages, OwnImages
from engine.project.data.sources import AnySource

if TYPE_CHECKING:  # whoever only counts images does not load it
    from engine.data.dataset import Split
    from engine.data.readers.read_parts import Parts

Numbers: TypeAlias = NDArray[np.int64]
Named: TypeAlias = tuple[Numbers, ImageNames | None]  # the labels of a part, (N,), and the names of its images


@dataclass(frozen=True, eq=False)
class Left:
    """What is left of a part: places in it, in their order, and their labels, both int64 (n,)."""

    places: Numbers
    labels: Numbers


def corrected(parts: Parts, facts: Facts, source: AnySource) -> tuple[Parts, Facts]:
    """Both parts and their facts as the source's corrections and names leave them; raises DataError, as `left_of`."""
    if not isinstance(source, OwnImages):
        return parts, facts
    if not source.corrections:
        return parts, facts.called(source.names)
    left, missing = left_of(source, [(split.labels.numpy(), split.pool.names) for split in (parts.train, parts.test)])
    train, test = _chosen(parts.train, left[0]), _chosen(parts.test, left[1])
    validation = int((left[0].places >= len(parts.train) - parts.validation).sum())
    remarks = (*parts.remarks, *_missing(missing))
    known = Facts(facts.shape, source.names, len(train), len(test), facts.checksum)
    return replace(parts, train=train, test=test, validation=validation, remarks=remarks), known


def left_of(source: AnyOwnImages, parts: Sequence[Named]) -> tuple[list[Left], int]:
    """What a source's corrections leave of its parts, and how many images they name that are not there any more.

    Raises DataError where images are named and nobody knows their names.
    """
    wanted = {name for one in source.corrections for name in _images(one)}
    places = [_places(names, len(labels), wanted) for labels, names in parts]
    left = [_left(source, labels, at) for (labels, _), at in zip(parts, places, strict=True)]
    return left, len(wanted.difference(*places))


def _left(source: AnyOwnImages, labels: Numbers, places: dict[str, list[int]]) -> Left:
    labels, there = labels.copy(), np.ones(len(labels), bool)
    number = {name: label for label, name in enumerate(source.classes)}
    for one in source.corrections:
        match one:
            case LeaveOut(images=images):
                there[_at(places, images)] = False
            case MoveImages(images=images, to=to):
                labels[_at(places, images)] = number.get(to, -1)
            case MergeClasses(of_class=merged, into=into):
                labels[labels == number.get(merged, -1)] = number.get(into, -1)
            case LeaveOutClass(of_class=ended):
                there &= labels != number.get(ended, -1)
            case _:
                assert_never(one)
    return _renumbered(labels, there, [number[name] for name in source.labelled], len(number))


def _renumbered(labels: Numbers, there: NDArray[np.bool_], left: Sequence[int], classes: int) -> Left:
    """With the classes that are left numbered from 0 on; what is of none of them goes."""
    numbers = np.full(classes, -1, np.int64)
    numbers[list(left)] = np.arange(len(left))
    known = (labels >= 0) & (labels < classes)
    found = np.where(known, numbers[np.where(known, labels, 0)], -1)
    places = np.flatnonzero(there & (found >= 0))
    return Left(places, found[places])


def _chosen(split: Split, left: Left) -> Split:
    import torch

    return replace(split.chosen(torch.from_numpy(left.places)), labels=torch.from_numpy(left.labels))


def _images(one: AnyCorrection) -> tuple[str, ...]:
    return one.images if isinstance(one, LeaveOut | MoveImages) else ()


def _places(names: ImageNames | None, count: int, wanted: set[str]) -> dict[str, list[int]]:
    """Where in a part of so many images those are that are named."""
    known = names.all() if names is not None and wanted else []
    if wanted and len(known) != count:
        hint = "Empty the cache in the settings, so that they are read anew."
        raise DataError("The names of these images are not known, so none of them can be corrected.", hint)
    found: dict[str, list[int]] = {}
    for place, name in enumerate(known):
        if name in wanted:
            found.setdefault(name, []).append(place)
    return found


def _at(places: dict[str, list[int]], images: Iterable[str]) -> list[int]:
    return [place for name in images for place in places.get(name, ())]


def _missing(count: int) -> Iterable[str]:
    if count:
        yield f"{counted(count, 'image')} that the corrections name {are(count)} not here any more."
