"""Luck: whether one group of runs is better than another by more than the seeds alone would make it.

Source: Fisher's exact permutation test of the difference of two means. If both groups were equally good, each way to
deal out their accuracies would be as likely as the one that was found; no shape of their spread is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from engine.runs.comparison.agreement import RARE

EXACT = 200_000  # ways to deal out that are all looked at; of more a sample is drawn
DRAWN = 20_000
PORTION = 2_000_000  # values that are dealt out at a time
ALIKE = 1e-12  # differences nearer than this are equal: sums in another order are not to the last bit
Accuracies = Sequence[float]


@dataclass(frozen=True)
class Spread:
    """What a group of runs reached, in fractions; `deviation` is that of a sample, None of a single run."""

    runs: int
    mean: float
    deviation: float | None
    least: float
    most: float


@dataclass(frozen=True)
class Luck:
    """Another group beside the first: what it gained on the average, and how often luck alone gives as much or more.

    `least` is the smallest such share that groups of these sizes could give.
    """

    first: Spread
    other: Spread
    chance: float
    least: float

    @property
    def gain(self) -> float:
        """The other's mean less the first's."""
        return self.other.mean - self.first.mean

    @property
    def enough(self) -> bool:
        """Whether there are runs enough to say anything."""
        return self.least < RARE and min(self.first.runs, self.other.runs) > 1

    @property
    def beyond_luck(self) -> bool:
        """Whether luck alone would give it so rarely that it is called a difference."""
        return self.enough and self.chance < RARE


def spread(accuracies: Accuracies) -> Spread:
    """Of at least one run."""
    found = np.asarray(accuracies, np.float64)
    deviation = float(found.std(ddof=1)) if len(found) > 1 else None
    return Spread(len(found), float(found.mean()), deviation, float(found.min()), float(found.max()))


def luck(first: Accuracies, other: Accuracies) -> Luck:
    """Of two groups of at least one run each."""
    ways = comb(len(first) + len(other), len(first))
    least = min(1.0, (2 if len(first) == len(other) else 1) / ways)
    return Luck(spread(first), spread(other), permutation(first, other), least)


def permutation(first: Accuracies, other: Accuracies) -> float:
    """The share of all ways to deal out the accuracies in which the means differ as much or more, either way.

    Exact where those are not too many; else estimated from a sample, the same each time.
    """
    values = np.asarray([*first, *other], np.float64)
    found = abs(_differences(values, np.arange(len(first))[None]))[0]
    exact = comb(len(values), len(first)) <= EXACT
    portions = [_all_ways(len(values), len(first))] if exact else _some_ways(len(values), len(first))
    ways = as_much = 0
    for dealt in portions:
        ways += len(dealt)
        as_much += int((np.abs(_differences(values, dealt)) >= found - ALIKE).sum())
    return as_much / ways if exact else (as_much + 1) / (ways + 1)


def _differences(values: NDArray[np.float64], dealt: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of the mean of those dealt to the first group (ways, first) and that of the others, (ways,)."""
    sums, size = values[dealt].sum(1), dealt.shape[1]
    differences: NDArray[np.float64] = sums / size - (values.sum() - sums) / (len(values) - size)
    return differences


def _all_ways(count: int, first: int) -> NDArray[np.int64]:
    flat = chain.from_iterable(combinations(range(count), first))
    return np.fromiter(flat, np.int64, comb(count, first) * first).reshape(-1, first)


def _some_ways(count: int, first: int) -> Iterator[NDArray[np.int64]]:
    """In portions, so that a thousand runs take no more memory than ten."""
    draw, left = np.random.default_rng(0), DRAWN
    while left > 0:
        ways = min(left, max(1, PORTION // count))
        yield draw.permuted(np.tile(np.arange(count), (ways, 1)), axis=1)[:, :first]
        left -= ways
