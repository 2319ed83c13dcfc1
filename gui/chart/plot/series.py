"""One figure per training step: kept whole, read smoothed and reduced to what a chart can show. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.chart.plot.smoothing import MovingAverage

FIRST_CAPACITY = 1024


@dataclass(frozen=True, eq=False)
class Columns:
    """A stretch of a series, at most a few points per pixel column: arrays of one length, in order of step."""

    step: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    smooth: NDArray[np.float64]

    def outline(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Points (2n,) of the line that runs through every column's lowest and highest value."""
        return np.repeat(self.step, 2), np.stack([self.low, self.high], axis=1).ravel()

    @property
    def gap_note(self) -> str:
        """Why there are gaps in the line; nothing where there are none."""
        missing = ~np.isfinite(self.low)
        return "Gaps: not a finite number" if missing.any() and not missing.all() else ""


class StepSeries:
    """Values over increasing steps, appended in blocks; arrays double when full.

    A block that starts at or before the last step replaces what was there from its first step on: training that
    resumed from a checkpoint draws over the part that was lost. With a `stride` each value stands for so many steps,
    the last of which is its own.
    """

    def __init__(self, stride: int = 1) -> None:
        self.stride = stride
        self._steps = np.empty(FIRST_CAPACITY, dtype=np.int64)
        self._values = np.empty(FIRST_CAPACITY, dtype=np.float32)
        self._smooth = np.empty(FIRST_CAPACITY, dtype=np.float32)
        self._count = 0
        self._smoothed = 0
        self._strength, self._average = 0.0, MovingAverage(0.0)
        self._finite = self._owns = True

    @classmethod
    def holding(cls, steps: NDArray[np.int64], values: NDArray[np.float32], stride: int = 1) -> StepSeries:
        """Of arrays (n,) that are held as they are, and never written to."""
        series = cls(stride)
        series._steps, series._values, series._count, series._owns = steps, values, len(steps), False
        series._smooth = np.empty(len(steps), np.float32)
        series._finite = bool(np.isfinite(values).all())
        return series

    def __len__(self) -> int:
        return self._count

    @property
    def steps(self) -> NDArray[np.int64]:
        """All steps, as a view."""
        return self._steps[: self._count]

    @property
    def values(self) -> NDArray[np.float32]:
        """All values as they came, as a view."""
        return self._values[: self._count]

    def append(self, steps: NDArray, values: NDArray) -> None:
        """Add a block (n,) of increasing steps. Raises ValueError if the lengths differ."""
        if len(steps) != len(values):
            raise ValueError(f"{len(steps)} steps came with {len(values)} values")
        if not len(steps):
            return
        self.cut(int(steps[0]))
        end = self._count + len(steps)
        self._reserve(end)
        self._steps[self._count : end] = steps
        with np.errstate(over="ignore"):
            self._values[self._count : end] = values
        self._finite = self._finite and bool(np.isfinite(self._values[self._count : end]).all())
        self._count = end

    def cut(self, step: int) -> None:
        """Forget everything from `step` on."""
        if not self._count or self._steps[self._count - 1] < step:
            return
        self._count = int(np.searchsorted(self.steps, step))
        self._restart_average(self._strength)

    def smoothed(self, strength: float) -> NDArray[np.float32]:
        """The moving average of all values (see MovingAverage), as a view; only what is new is computed."""
        if strength != self._strength:
            self._restart_average(strength)
        if self._smoothed < self._count:
            new = self._values[self._smoothed : self._count]
            with np.errstate(over="ignore"):
                self._smooth[self._smoothed : self._count] = self._average.feed(new)
            self._smoothed = self._count
        return self._smooth[: self._count]

    def around(self, step: float) -> int | None:
        """Index of the value that stands for `step`, be it a fraction of one; None where none does."""
        index = int(np.searchsorted(self.steps, round(step)))
        if index == self._count or round(step) <= self._steps[index] - self.stride:
            return None
        return index

    def nearest(self, step: float) -> int | None:
        """Index of the recorded step nearest to `step`, None while there is none."""
        if not self._count:
            return None
        after = int(np.searchsorted(self.steps, math.ceil(step)))
        candidates = [i for i in (after - 1, after) if 0 <= i < self._count]
        return min(candidates, key=lambda i: abs(float(self._steps[i]) - step))

    def value_at(self, step: int) -> float | None:
        """The value recorded at exactly this step."""
        index = int(np.searchsorted(self.steps, step))
        return float(self._values[index]) if index < self._count and self._steps[index] == step else None

    def reduced(self, first: float, last: float, columns: int, strength: float = 0.0) -> Columns:
        """What a chart of `columns` pixels shows from step `first` to `last`, with one point beyond each edge.

        Each column has the lowest and highest finite value of its steps (NaN if there is none), so that no spike is
        lost, and the mean of the smoothed curve. Few points come back as they are.
        """
        start = max(0, int(np.searchsorted(self.steps, math.ceil(first))) - 1)
        end = min(self._count, int(np.searchsorted(self.steps, math.floor(last), side="right")) + 1)
        stretch = slice(start, end)
        smooth = self.smoothed(strength)[stretch]
        steps, values = self._steps[stretch], self._drawable(stretch)
        if end - start <= 2 * columns:
            return Columns(*(array.astype(np.float64) for array in (steps, values, values, smooth)))
        return reduced_to_pixels(steps, values, smooth, np.linspace(first, last, columns + 1))

    def _drawable(self, stretch: slice) -> NDArray[np.float32]:
        values = self._values[stretch]
        return values if self._finite else np.where(np.isfinite(values), values, np.nan)

    def _restart_average(self, strength: float) -> None:
        self._strength, self._average = strength, MovingAverage(strength**self.stride)
        self._smoothed = 0

    def _reserve(self, capacity: int) -> None:
        size = max(FIRST_CAPACITY, len(self._steps))
        if capacity <= len(self._steps) and self._owns:
            return
        self._owns = True
        while size < capacity:
            size *= 2
        self._steps, self._values, self._smooth = (
            _grown(array, size, self._count) for array in (self._steps, self._values, self._smooth)
        )


def _grown(array: NDArray, size: int, count: int) -> NDArray:
    larger = np.empty(size, dtype=array.dtype)
    larger[:count] = array[:count]
    return larger


def reduced_to_pixels(steps: NDArray, values: NDArray, smooth: NDArray, edges: NDArray) -> Columns:
    """Lowest, highest and mean per column; columns without a step have no point."""
    whole = np.ceil(edges).astype(np.int64)  # a search for fractions would convert all steps first
    starts = np.unique(np.append(0, np.searchsorted(steps, whole)))
    starts = starts[starts < len(steps)]
    ends = np.append(starts[1:], len(steps))
    return Columns(
        step=(steps[starts] + steps[ends - 1]) / 2,
        low=np.fmin.reduceat(values, starts).astype(np.float64),
        high=np.fmax.reduceat(values, starts).astype(np.float64),
        smooth=np.add.reduceat(smooth, starts, dtype=np.float64) / (ends - starts),
    )
