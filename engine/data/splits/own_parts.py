"""Own parts: a person's own images as the document has them: divided, corrected, and their classes called as it says.

All of it is a view of the stock: whatever is chosen, the same pixels are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.data.dataset import Split
from engine.data.pool import Pool
from engine.data.splits.correcting import GONE, corrected
from engine.data.splits.parting import parted, rule_of
from engine.data.splits.stock import Labels, Stock
from engine.data.splits.stratified import Places
from engine.figures import are, counted
from engine.project.data.facts import Classes, Facts
from engine.project.data.own_images import AnyOwnImages, OwnImages, checksum_as_divided
from engine.project.data.sources import AnySource
from engine.text import one_line

if TYPE_CHECKING:  # whoever only counts images does not load it
    from engine.data.readers.read_parts import Parts

NAMED = 3  # classes that are told by name


class Chosen(NamedTuple):
    """Images of a stock: their places in it, in the order of their part, and their labels, both int64 (n,)."""

    places: Places
    labels: Labels


@dataclass(frozen=True, eq=False)
class OwnParts:
    """What a document takes of a stock.

    The last `validation` training images came for that. `missing` counts the images that corrections name and that are
    not there any more.
    """

    train: Chosen
    test: Chosen
    validation: int
    missing: int


def own_parts(stock: Stock, source: AnyOwnImages) -> OwnParts:
    """What the source says to take; raises DataError, as `corrected`."""
    labels, missing = corrected(stock, source)
    train, validation, test = (part[labels[part] != GONE] for part in parted(stock, source.test))
    trained = np.concatenate((train, validation))
    return OwnParts(Chosen(trained, labels[trained]), Chosen(test, labels[test]), len(validation), missing)


def as_documented(parts: Parts, facts: Facts, source: AnySource) -> tuple[Parts, Facts]:
    """What was read, and its facts, as the source has them; raises DataError, as `corrected`."""
    if parts.stock is None or not isinstance(source, OwnImages):
        return parts, facts
    ours, pool = own_parts(parts.stock, source), parts.train.pool
    train, test = _split(pool, ours.train), _split(pool, ours.test)
    checksum = checksum_as_divided(facts.checksum, rule_of(parts.stock, source.test))
    known = Facts(facts.shape, source.names, len(train), len(test), checksum)
    remarks = (*parts.remarks, *_missing(ours.missing), *_empty(ours.train, source.names))
    return replace(parts, train=train, test=test, validation=ours.validation, remarks=remarks), known


def _split(pool: Pool, chosen: Chosen) -> Split:
    import torch

    return Split(pool, torch.from_numpy(chosen.labels), torch.from_numpy(chosen.places))


def _missing(count: int) -> Iterable[str]:
    if count:
        yield f"{counted(count, 'image')} that the corrections name {are(count)} not here any more."


def _empty(train: Chosen, classes: Classes) -> Iterable[str]:
    """Classes of which the corrections leave nothing to learn from."""
    left = np.bincount(train.labels, minlength=len(classes))
    none = [one_line(name) for name, count in zip(classes, left.tolist(), strict=True) if not count]
    if none:
        more = f" and {counted(len(none) - NAMED, 'other')}" if len(none) > NAMED else ""
        yield f"No training images are left of {', '.join(f'“{name}”' for name in none[:NAMED])}{more}."
