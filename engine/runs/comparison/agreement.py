"""Agreement: which test images two networks get right, and whether they differ by more than chance.

Source: McNemar 1947, in its exact form: of the images that one alone gets right, each network would have half if both
were equally good, so their number is a draw of a fair coin for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from engine.runs.kept.predictions import Predicted, right

RARE = 0.05  # what happens less often is called more than chance


@dataclass(frozen=True)
class Agreement:
    """How many images both get right, the first alone, the other alone, and neither."""

    both: int
    first: int
    other: int
    neither: int

    @property
    def images(self) -> int:
        """How many both were asked about."""
        return self.both + self.first + self.other + self.neither

    @property
    def shares(self) -> tuple[float, float]:
        """Of all images, what the first gets right and what the other does; fractions."""
        images = max(1, self.images)
        return (self.both + self.first) / images, (self.both + self.other) / images

    @property
    def gain(self) -> float:
        """The other's accuracy less the first's, a fraction of all images."""
        return (self.other - self.first) / max(1, self.images)

    @property
    def chance(self) -> float:
        """How often two equally good networks differ by as much or more, from 0 to 1."""
        return mcnemar(self.first, self.other)

    @property
    def beyond_chance(self) -> bool:
        """Whether that is rare enough to speak of a difference."""
        return self.chance < RARE


def agreement(first: Predicted, other: Predicted) -> Agreement:
    """Of the predictions (images,) of two networks on the same images in the same order.

    Raises ValueError where they are not as many.
    """
    if len(first) != len(other):
        raise ValueError(f"{len(first)} predictions are not of the same images as {len(other)}.")
    return agreement_of(right(first), right(other))


def agreement_of(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> Agreement:
    """Of what is right (images,) of the answers of both."""
    return Agreement(int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum()), int((~a & ~b).sum()))


def mcnemar(first: int, other: int) -> float:
    """The probability of so uneven a split, or of one more so, of first + other tosses of a fair coin."""
    tosses, fewer = first + other, min(first, other)
    heads = np.arange(fewer + 1)
    of_each = np.array([_log_choose(tosses, int(count)) for count in heads]) - tosses * log(2)
    return min(1.0, float(2 * np.exp(of_each).sum()))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
