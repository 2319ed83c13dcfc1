"""Correcting: the labels of a person's own images as the document's corrections leave them; no file is touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

import numpy as np

from engine.data.image_names import ImageNames
from engine.data.splits.stock import Labels, Stock
from engine.errors import DataError
from engine.project.data.corrections import AnyCorrection, LeaveOut, LeaveOutClass, MergeClasses, MoveImages
from engine.project.data.own_images import AnyOwnImages

GONE = -1  # the label of what is left out


def corrected(stock: Stock, source: AnyOwnImages) -> tuple[Labels, int]:
    """Labels (M,) among the classes that are left, GONE for what is not; and how many images that are named are not
    there any more.

    Raises DataError where images are named and nobody knows their names.
    """
    if not source.corrections:
        return stock.labels, 0
    wanted = {name for one in source.corrections for name in _images(one)}
    places = _places(stock.names, len(stock), wanted)
    return _put_right(source, stock.labels, places), len(wanted.difference(places))


def _put_right(source: AnyOwnImages, found: Labels, places: dict[str, list[int]]) -> Labels:
    labels, there = found.copy(), np.ones(len(found), bool)
    number = {name: label for label, name in enumerate(source.classes)}
    for one in source.corrections:
        match one:
            case LeaveOut(images=images):
                there[_at(places, images)] = False
            case MoveImages(images=images, to=to):
                labels[_at(places, images)] = number.get(to, GONE)
            case MergeClasses(of_class=merged, into=into):
                labels[labels == number.get(merged, GONE)] = number.get(into, GONE)
            case LeaveOutClass(of_class=ended):
                there &= labels != number.get(ended, GONE)
            case _:
                assert_never(one)
    left = _renumbered(labels, [number[name] for name in source.labelled], len(number))
    return np.where(there, left, GONE)


def _renumbered(labels: Labels, left: Sequence[int], classes: int) -> Labels:
    """With the classes that are left numbered from 0 on; what is of none of them is gone."""
    numbers = np.full(classes, GONE, np.int64)
    numbers[list(left)] = np.arange(len(left))
    known = (labels >= 0) & (labels < classes)
    found: Labels = np.where(known, numbers[np.where(known, labels, 0)], GONE)
    return found


def _images(one: AnyCorrection) -> tuple[str, ...]:
    return one.images if isinstance(one, LeaveOut | MoveImages) else ()


def _places(names: ImageNames, count: int, wanted: set[str]) -> dict[str, list[int]]:
    """Where in a stock of so many images those are that are named."""
    known = names.all() if wanted else []
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
