"""Words about a histogram. Without Qt."""

from __future__ import annotations

from engine.figures import LEAST_WRITTEN_OUT
from engine.service.looking.layers.statistics_questions import Histogram
from gui.appearance.numerals import counted, plain, rounded_percent


def spread_in_words(histogram: Histogram) -> str:
    """mean 0.131, deviation 0.308; of one value throughout that alone: all 0."""
    if not histogram.finite:
        return f"{counted(histogram.broken, 'value')}, none of which is a number" if histogram.count else "no values"
    if histogram.same:
        return f"all {plain(histogram.low)}" if histogram.finite > 1 else plain(histogram.low)
    return mean_and_deviation(histogram.mean, histogram.deviation)


def mean_and_deviation(mean: float, deviation: float) -> str:
    """Both written out, as they are to be compared: mean 0.00000225, deviation 0.00225."""
    return f"mean {plain(mean, 3, LEAST_WRITTEN_OUT)}, deviation {plain(deviation, 3, LEAST_WRITTEN_OUT)}"


def histogram_in_words(histogram: Histogram) -> str:
    """All of it in sentences."""
    spread = spread_in_words(histogram)
    return f"{spread[:1].upper()}{spread[1:]}. {range_in_words(histogram)}".strip()


def range_in_words(histogram: Histogram) -> str:
    """How many there are, from where to where, and what is odd about them."""
    if not histogram.finite:
        return ""
    broken = f" {counted(histogram.broken, 'value')} more, no numbers or infinite." if histogram.broken else ""
    values = counted(histogram.finite, "value")
    if histogram.same:
        return f"{values}.{broken}"
    zeros = f", {rounded_percent(histogram.zero_share)} exactly 0" if histogram.zeros else ""
    return f"{values} from {plain(histogram.low)} to {plain(histogram.high)}{zeros}.{broken}"


def bin_in_words(histogram: Histogram, index: int) -> str:
    """What lies between two edges."""
    if histogram.same:
        return f"{plain(histogram.low, 4)}: {counted(histogram.finite, 'value')}, 100 %"
    low, high, count = histogram.edges[index], histogram.edges[index + 1], int(histogram.counts[index])
    share = rounded_percent(count / max(1, histogram.finite))
    return f"From {plain(float(low), 4)} to {plain(float(high), 4)}: {counted(count, 'value')}, {share}"
