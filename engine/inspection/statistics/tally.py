"""Tally: counts values as they come, in memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, frexp, nan, sqrt

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.inspection.statistics.histogram import BINS, FEWEST, IN_A_BIN, Channels, Histogram

BLOCK = 2**17  # values that are looked at together: as many as the processor keeps beside it
FINEST = -160  # bins are never narrower than 2 to this power
DETAIL = 20  # of one value alone: bins so much narrower than it, as a power of two


class Tally:
    """One histogram in the making; the bins double in width where new values are further off than they reach."""

    def __init__(self) -> None:
        self._power = FINEST  # the width of a bin is 2 to this power
        self._first = 0  # where the first bin begins, in widths
        self._counts = np.zeros(0, np.int64)
        self._low, self._high = float("inf"), float("-inf")
        self._moments = _Moments()
        self._zeros = self._broken = 0

    def add(self, values: Tensor) -> None:
        """Counts them too; of any shape."""
        flat = values.detach().reshape(-1)
        for begin in range(0, len(flat), BLOCK):
            block = flat[begin : begin + BLOCK]
            self._zeros += int(_zeros(block).sum())
            self._add_block(block.double().cpu())

    def _add_block(self, block: Tensor) -> None:
        finite = block if block.sum().isfinite() else block[block.isfinite()]
        self._broken += len(block) - len(finite)
        if not len(finite):
            return
        self._moments.add(len(finite), float(finite.mean()), float(finite.var(correction=0)))
        self._widen(*map(float, finite.aminmax()))
        places = finite.mul(2.0**-self._power).floor_().sub_(self._first).int()
        self._counts += torch.bincount(places, minlength=len(self._counts)).numpy()

    def _widen(self, low: float, high: float) -> None:
        """Makes bins for values between these too."""
        if not len(self._counts):
            self._power = max(FINEST, frexp(max(abs(low), abs(high)))[1] - DETAIL)
        self._low, self._high = min(low, self._low), max(high, self._high)
        while self._place(self._high) - self._place(self._low) >= BINS:
            self._double()
        first, last = self._place(self._low), self._place(self._high)
        counts = np.zeros(last - first + 1, np.int64)
        before = self._first - first
        counts[before : before + len(self._counts)] = self._counts
        self._first, self._counts = first, counts

    def _place(self, value: float) -> int:
        return floor(value / 2.0**self._power)

    def _double(self) -> None:
        self._first, self._counts = _doubled(self._first, self._counts)
        self._power += 1

    def histogram(self) -> Histogram:
        """Of all that was added."""
        moments, there = self._moments, len(self._counts) > 0
        edges, counts = self._bins()
        return Histogram(
            moments.count + self._broken,
            edges,
            counts,
            moments.mean if there else float("nan"),
            sqrt(moments.variance) if there else float("nan"),
            self._low if there else float("nan"),
            self._high if there else float("nan"),
            self._zeros,
            self._broken,
        )

    def _bins(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Edges and counts; of few values wider bins, which have a shape."""
        first, counts, power = self._first, self._counts.copy(), self._power
        while len(counts) > max(FEWEST, self._moments.count // IN_A_BIN):
            first, counts = _doubled(first, counts)
            power += 1
        return (first + np.arange(len(counts) + 1, dtype=np.float64)) * 2.0**power, counts


def histogram_of(tensor: Tensor) -> Histogram:
    """The histogram of all values of a tensor."""
    tally = Tally()
    tally.add(tensor)
    return tally.histogram()


def _doubled(first: int, counts: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    """Each two bins become one; `first` is where the first begins, in widths of a bin."""
    before = first % 2
    padded = np.pad(counts, (before, (before + len(counts)) % 2))
    return (first - before) // 2, padded.reshape(-1, 2).sum(1)


class _Moments:
    """Count, mean and variance of parts put together (Chan, Golub and LeVeque 1979)."""

    def __init__(self) -> None:
        self.count, self.mean, self._squares = 0, 0.0, 0.0

    @property
    def variance(self) -> float:
        return max(0.0, self._squares / max(1, self.count))

    def add(self, count: int, mean: float, variance: float) -> None:
        total, apart = self.count + count, mean - self.mean
        self._squares += count * variance + apart * apart * self.count * count / total
        self.mean += apart * count / total
        self.count = total


class ChannelTally:
    """The same for each channel of values (n, channels, …), but for the bins."""

    def __init__(self) -> None:
        self._count = 0
        self._mean, self._squares, self._zeros, self._low, self._high = (np.zeros(0) for _ in range(5))

    def add(self, values: Tensor) -> None:
        """Counts them too."""
        for block in _blocks(values.detach()):
            parts = [_of_each(some) for some in _some_channels(block)]
            self._put_together(block[:, 0].numel(), *(np.concatenate(one) for one in zip(*parts, strict=True)))

    def _put_together(self, count: int, *new: NDArray[np.float64]) -> None:
        mean, variance, zeros, low, high = new
        if not self._count:
            self._mean, self._squares = np.zeros_like(mean), np.zeros_like(mean)
            self._zeros, self._low, self._high = np.zeros_like(mean), low, high
        total, apart = self._count + count, mean - self._mean
        with np.errstate(invalid="ignore", over="ignore"):
            self._squares = self._squares + count * variance + apart * apart * self._count * count / total
            self._mean = self._mean + apart * count / total
        self._low, self._high = np.minimum(self._low, low), np.maximum(self._high, high)
        self._zeros, self._count = self._zeros + zeros, total

    def channels(self) -> Channels:
        """Of all that was added."""
        count = max(1, self._count)
        deviation = np.sqrt(np.maximum(self._squares / count, 0))
        return Channels(self._mean, deviation, self._low, self._high, self._zeros / count)


def _of_each(values: Tensor) -> list[NDArray[np.float64]]:
    """Mean, variance, zeros, least and greatest value of each channel of values (n, channels, …)."""
    rows = values.transpose(0, 1).flatten(1).cpu()
    exact = rows.double()
    mean, zeros = exact.mean(1).nan_to_num_(nan, nan, nan), _zeros(rows).sum(1, dtype=torch.float64)
    variance = (exact - mean[:, None]).square_().mean(1)  # torch.var takes five times as long along rows
    return [one.double().numpy() for one in (mean, variance, zeros, rows.amin(1), rows.amax(1))]


def _zeros(values: Tensor) -> Tensor:
    """1 where a value is zero, else 0, as floats: whole numbers are summed more slowly."""
    return torch.eq(values, 0, out=torch.empty_like(values, dtype=torch.float32))


def _some_channels(values: Tensor) -> Iterator[Tensor]:
    """Channels of values (n, channels, …) together, so many that they are a block, or one by one."""
    at_once = max(1, BLOCK // max(1, values[:, 0].numel()))
    return (values[:, begin : begin + at_once] for begin in range(0, values.shape[1], at_once))


def _blocks(values: Tensor) -> Iterator[Tensor]:
    """Images together, at most so many values where one image is not more."""
    each = max(1, values[0].numel()) if len(values) else 1
    at_once = max(1, BLOCK // each)
    return (values[begin : begin + at_once] for begin in range(0, len(values), at_once))
