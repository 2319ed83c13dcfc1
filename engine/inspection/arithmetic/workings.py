"""Workings: the ways in which a value is made of others, each with its real numbers. Plain values, no torch in them.

Each has a `total`, worked out of its own numbers in double precision: what the value should be. Arrays are float32
where they are copies of what the network holds. What would be too much for a page is left out, its sum is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import fsum, inf, isfinite, isnan, nan, sqrt
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.network.shapes import Pair

Values: TypeAlias = NDArray[np.float32]
Sums: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
PassedBecause: TypeAlias = Literal["dropout", "flatten", "off", "repeat", "channels"]


def summed(numbers: Sums | list[float]) -> float:
    """The sum, not a number or infinite where torch's is."""
    found = [float(number) for number in numbers]
    if all(map(isfinite, found)):
        return fsum(found)
    return nan if any(map(isnan, found)) or {inf, -inf} <= set(found) else _endless(found)


def _endless(numbers: list[float]) -> float:
    return next(number for number in numbers if not isfinite(number))


@dataclass(frozen=True, eq=False)
class Convolved:
    """Patch times kernel, summed over the taps and the channels of the group, and the bias.

    `sums` are those of all channels of the group (channels,), of which `first` is the first in the input; patches and
    kernels (shown, height, width) are of the channels `shown`, counted in the input, those that weigh most where there
    are more than a page shows. Where `inside` (height, width) is False the tap lies in the padding, which is zero.
    """

    first: int
    sums: Sums
    shown: tuple[int, ...]
    patches: Values
    kernels: Values
    inside: Flags
    bias: float | None

    @cached_property
    def products(self) -> Values:
        """Patch times kernel (shown, height, width); zero in the padding, whatever the kernel."""
        with np.errstate(all="ignore"):
            return np.where(self.inside, self.patches * self.kernels, np.float32(0))

    @property
    def total(self) -> float:
        """The sums and the bias."""
        return summed([*self.sums, self.bias or 0.0])


@dataclass(frozen=True, eq=False)
class Weighed:
    """Every input times its weight, and the bias; the largest terms stand by themselves, the others are summed.

    `inputs` are the places of these terms in the input, largest first, `values` and `weights` theirs (terms,).
    """

    inputs: tuple[int, ...]
    values: Values
    weights: Values
    others: int
    rest: float
    bias: float | None

    @cached_property
    def products(self) -> Sums:
        """Value times weight of the terms that stand by themselves (terms,)."""
        with np.errstate(all="ignore"):
            return self.values.astype(np.float64) * self.weights

    @property
    def total(self) -> float:
        """The terms, the others and the bias."""
        return summed([*self.products, self.rest, self.bias or 0.0])


@dataclass(frozen=True)
class Curved:
    """A function of one value: `formula` says which branch of it, such as "max(x, 0)"."""

    value: float
    formula: str
    total: float


@dataclass(frozen=True, eq=False)
class Softened:
    """Softmax: e to the power of a score, divided by the sum of those of all `count` scores.

    So that no power is too large, the `largest` score is taken off each before. `places` (channels of the map, or
    units) and `scores` are the largest ones, largest first.
    """

    value: float
    largest: float
    power_sum: float
    count: int
    places: tuple[int, ...]
    scores: Values

    @property
    def power(self) -> float:
        """e to the power of the score, the largest taken off."""
        return float(np.exp(np.float64(self.value) - self.largest)) if isfinite(self.largest) else nan

    @property
    def total(self) -> float:
        """The share."""
        return self.power / self.power_sum if self.power_sum else nan


@dataclass(frozen=True, eq=False)
class Largest:
    """The largest value of a window (height, width), which lies on the map where `inside`; `winner` is its place there.

    `rows` and `columns` say where the window lies on the map.
    """

    patch: Values
    inside: Flags
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    winner: Pair  # of the map: row and column

    @property
    def total(self) -> float:
        """The winner."""
        return float(self.patch[self.rows.index(self.winner[0]), self.columns.index(self.winner[1])])


@dataclass(frozen=True, eq=False)
class Averaged:
    """The mean of a window: the sum of `count` values, those in the padding being zero.

    `patch` (height, width) lies on the map where `inside`; None where there are too many values to be shown.
    """

    patch: Values | None
    inside: Flags | None
    sum: float
    count: int

    @property
    def total(self) -> float:
        """The mean."""
        return self.sum / self.count


@dataclass(frozen=True)
class Normalised:
    """Centred by the running mean, divided by the running deviation, then scaled and shifted: of one channel."""

    value: float
    mean: float
    variance: float
    epsilon: float
    scale: float
    shift: float

    @property
    def deviation(self) -> float:
        """The root of the variance and epsilon, by which is divided."""
        inner = self.variance + self.epsilon
        return sqrt(inner) if inner >= 0 else nan

    @property
    def centred(self) -> float:
        """Before scale and shift."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.value - self.mean) / self.deviation)

    @property
    def total(self) -> float:
        """Scaled and shifted."""
        return self.centred * self.scale + self.shift


@dataclass(frozen=True)
class Passed:
    """Handed on as it came, and why: dropout does nothing outside of training, flattening only moves it."""

    value: float
    because: PassedBecause

    @property
    def total(self) -> float:
        """The value."""
        return self.value


@dataclass(frozen=True)
class Empty:
    """Zero: of a channel that was added empty."""

    total: float = 0.0


@dataclass(frozen=True)
class Added:
    """The sum of what the body of a block found and of what its shortcut brought."""

    body: float
    shortcut: float

    @property
    def total(self) -> float:
        """The sum."""
        return self.body + self.shortcut


Working: TypeAlias = Convolved | Weighed | Curved | Softened | Largest | Averaged | Normalised | Passed | Empty | Added
