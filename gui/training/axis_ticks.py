"""Axis ticks: round numbers along an axis."""

from __future__ import annotations

from math import ceil, floor, log10


def whole_ticks(length: float, most: int = 6) -> list[int]:
    """Whole numbers from 0 to `length`, 1, 2 or 5 times a power of ten apart, at most `most` and the 0."""
    if length < 1:
        return [0]
    step = 1
    while length / step > most:
        step = _next_round(step)
    return list(range(0, floor(length) + 1, step))


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Numbers from `low` to `high`, 1, 2 or 5 times a power of ten apart, at most `most` steps of them."""
    power = 10.0 ** floor(log10((high - low) / most))
    step = next(power * times for times in (1, 2, 5, 10) if (high - low) / (power * times) <= most)
    return [round(place * step, 12) for place in range(ceil(low / step), floor(high / step) + 1)]


def _next_round(step: int) -> int:
    """What follows in 1, 2, 5, 10, 20 and so on."""
    return step * 5 // 2 if str(step).startswith("2") else step * 2


def decades(low: float, high: float, most: int = 4) -> list[float]:
    """Powers of ten from below `low` to above `high`, thinned to at most `most` steps."""
    first, last = floor(log10(low) + 1e-9), ceil(log10(high) - 1e-9)
    apart = max(1, ceil((last - first) / most))
    return [10.0**exponent for exponent in range(last, first - apart, -apart)][::-1]
