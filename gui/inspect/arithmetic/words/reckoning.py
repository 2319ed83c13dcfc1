"""Reckoning: numbers of a line in the same decimals, and whether it holds for those who reckon along. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isclose, isfinite, log10

import numpy as np

from engine.service.looking.values.value_answers import (
    Added,
    Averaged,
    Convolved,
    Normalised,
    Softened,
    Weighed,
    Working,
)
from gui.appearance.numerals import numeral, plain
from gui.inspect.arithmetic.words.channel_sums import channels_at, others, spelled

DIGITS = 4  # significant, of a result
CARRIED = 7  # significant, of what torch works out
LEAST_PLACES, MOST_PLACES = 3, 6  # decimals: a small bias is told beside a large sum
NOTHING_SEEN = 1e-9  # of a number; what floats lose when they are added
EXACTLY, ABOUT = "=", "≈"


def summands_of(working: Working) -> list[float]:
    """What a value is the sum of, as its line tells it; none of another kind."""
    match working:
        case Convolved() if len(working.sums) > 1 or working.bias is not None:
            rest, bias = others(working), working.bias
            sums = [*spelled(working, channels_at(working)), *([sum(rest)] if rest else [])]
            return sums if bias is None else [*sums, bias]
        case Weighed(bias=bias) if bias is not None:
            return [working.total - bias, bias]
        case Added(body=body, shortcut=shortcut):
            return [body, shortcut]
        case _:
            return []


def reckoned(working: Working) -> float:
    """What comes out of the numbers as they are written."""
    with np.errstate(all="ignore"):
        match working:
            case Softened():
                power = np.exp(np.float64(rounded(working.value)) - rounded(working.largest))
                return float(power / np.float64(rounded(working.power_sum)))
            case Averaged():
                return rounded(working.sum) / working.count
            case Normalised():
                centred = np.float64(rounded(working.value)) - rounded(working.mean)
                scaled = centred / np.float64(rounded(working.deviation)) * rounded(working.scale)
                return float(scaled + rounded(working.shift))
            case _:
                return working.total


def places(total: float, terms: Sequence[float]) -> int | None:
    """How many decimals tell a sum in four digits, or in the first more in which it holds as it is written, none more
    than its terms need; None where those are no numbers, or too large or small to be written out so.
    """
    values = [total, *terms]
    if not all(map(isfinite, values)) or max(map(abs, values)) >= 10**MOST_PLACES:
        return None
    of = total or max(map(abs, values)) or 1.0
    usual = max(LEAST_PLACES, DIGITS - 1 - floor(log10(abs(of))))
    if usual > MOST_PLACES:
        return None
    most = min(MOST_PLACES, CARRIED - 1 - floor(log10(max(map(abs, values)) or 1.0)))
    found = next((at for at in range(usual, most + 1) if _holds(total, terms, at)), usual)
    while found and all(_units(value, found) % 10 == 0 for value in values):
        found -= 1
    return found


def in_places(value: float, decimals: int) -> str:
    """With a true minus sign, which nothing does not have."""
    return numeral(value, f"z,.{decimals}f").replace("-", "−")


def sign_of_sum(total: float, terms: Sequence[float]) -> str:
    """= where these add up as they are written: in `places`, or in four digits each; else ≈."""
    decimals = places(total, terms)
    if decimals is not None:
        return EXACTLY if _holds(total, terms, decimals) else ABOUT
    near = isclose(rounded(total), sum(map(rounded, terms)), rel_tol=NOTHING_SEEN)
    return EXACTLY if near or not isfinite(total) else ABOUT


def sign_of(total: float, reckoned: float) -> str:
    """= where what is reckoned from the numbers as they are written comes to the result as that is written."""
    return ABOUT if isfinite(total) and plain(total, DIGITS) != plain(reckoned, DIGITS) else EXACTLY


def rounded(value: float) -> float:
    """As it is written in four digits, none of its whole ones left out before it has an exponent."""
    whole = 10**DIGITS <= abs(value) < 10**MOST_PLACES
    return float(round(value)) if whole else float(f"{value:.{DIGITS}g}")


def _holds(total: float, terms: Sequence[float], decimals: int) -> bool:
    return _units(total, decimals) == sum(_units(term, decimals) for term in terms)


def _units(value: float, decimals: int) -> int:
    """Of the last decimal."""
    return int(f"{value:.{decimals}f}".replace(".", ""))
