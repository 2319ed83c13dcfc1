"""What part of the plane the chart shows while it follows, where its ticks stand and how figures are written. No Qt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gui.appearance.numerals import loss, numeral, percent, plain
from gui.chart.plot.curves import Measure
from gui.chart.plot.series import Columns

LADDER = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
SHORTEST_SPAN = 50
FEWEST = 10  # steps of a run that has ended
EDGE = 1.02  # a little room after the last step
SPIKES, START = 10.0, 3.0  # per cent of raw columns and of the smoothed curve that may leave the chart at the top
HEADROOM = 1.3  # over the smoothed curve
NEAR, AIR = 0.6, 0.04  # of a range: how far a mark may lie outside, and the room beyond it
LOW_OUTLIERS = 2.0  # per cent of the columns whose lowest accuracies may leave the chart
Range = tuple[float, float]


def step_range(last: float, total: float | None, *, ended: bool = False, per_step: float = 1.0) -> Range:
    """The steps shown while following: the whole run, or at the start of a long one as much as looks alive.

    It grows in few, large strides, so that the axes seldom move. Of a run that has ended it is what was run. All of it
    is counted in steps, or in what a step is `per_step` of.
    """
    if ended:
        return 0.0, max(FEWEST * per_step, last) * EDGE
    shortest = SHORTEST_SPAN * per_step
    span = float(max(shortest, total or 0, last))
    if total and last <= total:
        while span / 2 >= max(shortest, last * 1.25):
            span /= 2
        return 0.0, span * EDGE
    return 0.0, rounded_up(max(shortest, last * EDGE))


def loss_range(curves: Sequence[Columns], evaluated: NDArray) -> Range:
    """Losses shown on a linear scale: from zero (or the lowest, if negative) to above nearly all of them.

    The first steep steps and single spikes may leave the chart, so that the rest has room; evaluations never do.
    """
    evaluated = _finite(evaluated)
    tops = [top for columns in curves for top in _tops(columns)]
    top = rounded_up(max([*tops, *evaluated.tolist()], default=1.0))
    lows = [float(np.min(finite)) for columns in curves if len(finite := _finite(columns.low))]
    low = min([*lows, *evaluated.tolist()], default=0.0)
    bottom = -rounded_up(-low) if low < 0 else 0.0
    return bottom, top if top > bottom else bottom + 1.0


@lru_cache(64)
def _tops(columns: Columns) -> list[float]:
    """How high a curve wants the chart to reach; of a run that has not changed it is known."""
    highs, smooth = _finite(columns.high), _finite(columns.smooth)
    has_spikes = len(highs) and columns.high is not columns.smooth
    tops = [float(np.percentile(highs, 100 - SPIKES))] if has_spikes else []
    return tops + ([float(np.percentile(smooth, 100 - START)) * HEADROOM] if len(smooth) else [])


def log_range(lows: NDArray, highs: NDArray) -> Range:
    """Losses shown on a logarithmic scale, as powers of ten: all of them, a little air, at least half a decade."""
    highs, lows = _finite(highs), _finite(lows)
    if not len(highs):
        return -2.0, 0.5
    bottom = math.floor((float(np.min(lows)) - 0.03) * 10) / 10
    top = math.ceil((float(np.max(highs)) + 0.03) * 10) / 10
    return min(bottom, top - 0.5), top


def accuracy_range(lows: NDArray) -> Range:
    """Accuracies shown: up to 1, from a round figure below nearly all of them."""
    lows = _finite(lows)
    lowest = float(np.percentile(lows, LOW_OUTLIERS)) if len(lows) else 0.0
    bottom = max((figure for figure in (0.0, 0.5, 0.8, 0.9, 0.95) if figure < lowest), default=0.0)
    return bottom, 1.0 + 0.02 * (1.0 - bottom)


def with_mark(span: Range, mark: float | None) -> Range:
    """A range that reaches to a mark which lies just outside of it; one further off stays out of sight."""
    low, high = span
    near = NEAR * (high - low)
    if mark is None or not low - near <= mark <= high + near:
        return span
    return min(low, mark - AIR * (high - low)), max(high, mark + AIR * (high - low))


def rounded_up(value: float) -> float:
    """The next round figure at or above a value above zero (to single precision); 1 for zero."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    scale = 10.0 ** math.floor(math.log10(value))
    return next(rung for rung in LADDER if rung * scale >= value * (1 - 1e-6)) * scale


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """At most about `most` round figures from `low` to `high`."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return []
    rough = span / max(1, most)
    scale = 10.0 ** math.floor(math.log10(rough))
    stride = next(rung for rung in (1.0, 2.0, 5.0, 10.0) if rung * scale >= rough * (1 - 1e-9)) * scale
    first, last = math.ceil(low / stride - 1e-9), math.floor(high / stride + 1e-9)
    return [count * stride for count in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Ticks as powers of ten between `low` and `high`: 1, 2, 5 in each decade where there is room, or decades."""
    decades = range(math.floor(low), math.ceil(high) + 1)
    for multiples in ((1, 2, 5), (1, 3), (1,)):
        ticks = [power + math.log10(multiple) for power in decades for multiple in multiples]
        shown = [tick for tick in ticks if low <= tick <= high]
        if len(shown) <= most:
            return shown
    stride = math.ceil(len(shown) / max(1, most))
    return [tick for tick in shown if round(tick) % stride == 0]


@dataclass(frozen=True)
class Unit:
    """What the horizontal axis is labelled in: so much of what it counts, and its word."""

    size: float
    word: str

    def ticks(self, span: Range, most: int) -> list[tuple[float, str]]:
        """At most about `most` places on the axis, and what stands there."""
        places = linear_ticks(span[0] / self.size, span[1] / self.size, most)
        label = step_label if self.word == "steps" else plain
        return [(place * self.size, label(place)) for place in places]


SECONDS, MINUTES, HOURS = Unit(1, "seconds"), Unit(60, "minutes"), Unit(3600, "hours")
UNITS = {"step": Unit(1, "steps"), "epoch": Unit(1, "epochs")}
LONGEST_IN = 3  # minutes or hours, that are still told in the smaller unit


def unit_along(axis: str, span: Range) -> Unit:
    """The unit of an axis that counts steps, epochs or seconds."""
    if axis in UNITS:
        return UNITS[axis]
    if span[1] > LONGEST_IN * HOURS.size:
        return HOURS
    return MINUTES if span[1] > LONGEST_IN * MINUTES.size else SECONDS


def step_label(step: float) -> str:
    """A step on the axis: 500, 1,500, 64k, 1.2M."""
    if step >= 1_000_000:
        return f"{plain(step / 1_000_000, 4)}M"
    return f"{plain(step / 1000, 4)}k" if step >= 10_000 else numeral(step, ",.0f") if step == int(step) else ""


def value_label(value: float, measure: Measure) -> str:
    """A figure on the left axis."""
    return f"{plain(value * 100, 6)}\u202f%" if measure == "accuracy" else plain(value, 6)


def guess_label(value: float, measure: Measure) -> str:
    """What pure guessing reaches: guessing 2.30, or guessing 10 %."""
    said = numeral(value, ".2f") if measure == "loss" else value_label(float(f"{value:.3}"), measure)
    return f"guessing {said}"


def figure(value: float | None, measure: Measure) -> str:
    """A figure to be read: 0.0814, 2.303, 97.13 %; a dash where there is none."""
    if value is None:
        return "–"
    return percent(value) if measure == "accuracy" and math.isfinite(value) else loss(value)


def _finite(values: NDArray) -> NDArray:
    return values[np.isfinite(values)]
