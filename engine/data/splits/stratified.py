"""Stratified choice: of each class its share of the images, by a seed; and orders by a seed. Pure, free of torch.

What a document chooses by its seed must be the same for ever, whatever the version of a library: so the order comes
from a mixing of numbers that is written down here (SplitMix64, Steele et al. 2014).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.int64]
Ranks: TypeAlias = NDArray[np.uint64]
STEP, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def share_of(labels: Places, count: int, seed: int) -> Places:
    """Places of `count` images, in their order, each class with its share of them and, where they suffice, with one.

    `labels` are int64 (N,). The images of a smaller count are among those of a larger one as far as the shares of the
    classes allow.
    """
    return first_of_each(labels, shuffled(len(labels), seed), _quotas(np.bincount(labels), count, seed))


def first_of_each(labels: Places, order: Places, wanted: Places) -> Places:
    """Places of the first images of each class in an order, as many as are wanted of it, (classes,)."""
    counts = np.bincount(labels, minlength=len(wanted))
    by_class = order[np.argsort(labels[order], kind="stable")]
    rank = np.arange(len(labels)) - np.repeat(np.cumsum(counts) - counts, counts)
    found: Places = np.sort(by_class[rank < np.repeat(wanted, counts)])
    return found


def shuffled(count: int, seed: int) -> Places:
    """The numbers from 0 to before `count` in an order that the seed decides."""
    with np.errstate(over="ignore"):
        mixed = (np.arange(1, count + 1, dtype=np.uint64) + _mixed(np.full(1, seed, np.uint64))) * STEP
        return np.argsort(_mixed(mixed), kind="stable")


def shuffled_by(ranks: Ranks, seed: int) -> Places:
    """The places of some numbers (N,) in an order that these and the seed decide, wherever they stand."""
    with np.errstate(over="ignore"):
        return np.argsort(_mixed(ranks + _mixed(np.full(1, seed, np.uint64))), kind="stable")


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * SECOND
    return numbers ^ (numbers >> np.uint64(31))


def _quotas(counts: Places, total: int, seed: int) -> Places:
    """How many of each class, `total` in all; each that has any gets one where there are enough.

    Each gets its share of the total, rounded so that the largest remainders are rounded up; among equal ones the seed
    decides.
    """
    exact, present = counts * (total / max(1, counts.sum())), np.minimum(counts, 1)
    least = present if total >= present.sum() else np.zeros_like(counts)
    chance = shuffled(len(counts), seed)
    found: Places = np.clip(np.floor(exact).astype(np.int64), least, counts)
    while (missing := total - int(found.sum())) != 0:
        able = np.flatnonzero(found < counts if missing > 0 else found > least)
        if not len(able):
            break
        lacks = (exact - found)[able] * np.sign(missing)
        turn = able[np.lexsort((chance[able], -lacks))[: abs(missing)]]
        found[turn] += np.sign(missing)
    return found
