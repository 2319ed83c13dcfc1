"""The right axis of the chart: the accuracy beside a loss, or the learning rate from zero to its highest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gui.appearance.numerals import rate
from gui.chart.plot import ranges
from gui.chart.plot.ranges import Range

ROOM = 1.1  # times the highest rate: the axis reaches so far
Ticks: TypeAlias = list[tuple[float, str]]  # the share of the height where each stands, and what it says


@dataclass(frozen=True)
class AccuracyAxis:
    """Accuracies from `span[0]` at the bottom to `span[1]` at the top."""

    span: Range
    left: Range = (0.0, 1.0)  # of the left axis, on which everything is drawn
    title: str = "accuracy"

    def ticks(self, most: int) -> Ticks:
        """At most about `most` of them."""
        low, high = self.span
        values = ranges.linear_ticks(low, high, most)
        return [((value - low) / (high - low), ranges.value_label(value, "accuracy")) for value in values]

    def heights(self, values: NDArray) -> NDArray[np.float64]:
        """Accuracies as heights on the left axis."""
        (low, high), (bottom, top) = self.span, self.left
        return bottom + (values - low) / (high - low) * (top - bottom)


@dataclass(frozen=True)
class RateAxis:
    """Learning rates from zero to `top`, which has some room above it."""

    top: float
    left: Range = (0.0, 1.0)
    title: str = "learning rate"

    def ticks(self, most: int) -> Ticks:  # both of them stand anywhere
        """Its two ends: the curve's shape is what it is about."""
        return [(0.0, "0"), (1 / ROOM, rate(self.top))]

    def heights(self, values: NDArray) -> NDArray[np.float64]:
        """Rates as heights on the left axis."""
        bottom, top = self.left
        return bottom + values / (ROOM * self.top) * (top - bottom)


RightAxis: TypeAlias = AccuracyAxis | RateAxis


def rate_axis(rates: NDArray, left: Range) -> RateAxis | None:
    """For these rates, (steps,); None where there is nothing above zero to draw."""
    finite = rates[np.isfinite(rates)]
    top = float(finite.max()) if len(finite) else 0.0
    return RateAxis(ranges.rounded_up(top), left) if top > 0 else None
