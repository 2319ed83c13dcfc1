"""Parting: which of a person's own images are trained on and which are tested on, and in which order each part is.

Where none came to test on, some are kept for it. Which ones, and a fixed mixed order, follow from the names of the
images and a seed alone: a folder that grows keeps what it tests on for testing, and neither depends on any library's
generator. Mixed, because files lie class after class: the first test images, which people look at, would be of one
class.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.data.splits.stock import Labels, Stock
from engine.data.splits.stratified import Places, Ranks, first_of_each, shuffled, shuffled_by
from engine.project.data.kept_for_testing import kept_of_each
from engine.project.data.own_images import ChosenTest, FoundTest, TestPart, TestShare

ORDER_SEED = 0  # of the mixed order, whatever is kept for testing


class Division(NamedTuple):
    """Places in a stock, each int64 (n,): to train on, for validation, to test on."""

    train: Places
    validation: Places
    test: Places


def parted(stock: Stock, wanted: TestPart) -> Division:
    """The parts as they came, or with as many kept for testing as is wanted."""
    train, validation, test = stock.found
    rule = rule_of(stock, wanted)
    if not isinstance(rule, FoundTest):
        kept = _kept(stock.labels[train], stock.ranks[train], rule)
        train, test = train[~kept], train[kept]
    return Division(*(_ordered(stock, part) for part in (train, validation, test)))


def rule_of(stock: Stock, wanted: TestPart) -> TestPart:
    """How the test images come to be; what is wanted is no matter where some came."""
    if stock.test is not None:
        return FoundTest()
    return TestShare() if isinstance(wanted, FoundTest) else wanted


def _kept(labels: Labels, ranks: Ranks, rule: ChosenTest) -> NDArray[np.bool_]:
    """Which images are kept, of each class the first in an order by the seed, which also decides between classes."""
    counts = np.bincount(labels)
    turn = shuffled(len(counts), rule.seed)
    wanted = np.zeros_like(counts)
    wanted[turn] = kept_of_each(counts[turn].tolist(), rule)
    kept = np.zeros(len(labels), bool)
    kept[first_of_each(labels, shuffled_by(ranks, rule.seed), wanted)] = True
    return kept


def _ordered(stock: Stock, places: Places) -> Places:
    """In their own order, but mixed where it is class after class."""
    if is_in_class_order(stock.labels[places]):
        return places[shuffled_by(stock.ranks[places], ORDER_SEED)]
    return places


def is_in_class_order(labels: Labels) -> bool:
    """Whether they lie class after class."""
    return bool((labels[:-1] <= labels[1:]).all())
