"""Words and numbers of an enlarged filter or map. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, isfinite, log10

import numpy as np

from engine.service.answers import Values
from engine.service.looking.layers.enlarge_questions import Figures
from engine.service.looking.layers.statistics_questions import Histogram
from gui.appearance.numerals import counted, numeral, plain, rounded_percent
from gui.inspect.spread.histogram_words import spread_in_words

PALE = 0.05  # of the largest value: below it a colour is as good as that of 0


def ends(figures: Figures, first_channel: int | None = None) -> str:
    """Highest 3.11 at row 12, column 9; lowest …; of several kernels with their channels."""
    if not figures.spread.finite:
        return "No value is a number."
    if figures.highest is None or figures.lowest is None:
        return f"The same everywhere: {plain(figures.spread.low)}."
    high, low = (_end(at, first_channel) for at in (figures.highest, figures.lowest))
    return f"Highest {plain(figures.spread.high)} at {high}; lowest {plain(figures.spread.low)} at {low}."


def _end(at: tuple[int, ...], first_channel: int | None) -> str:
    *kernel, row, column = at
    channel = (
        "" if first_channel is None or not kernel else f" of input channel {numeral(first_channel + kernel[0] + 1)}"
    )
    return f"{place(row, column)}{channel}"


def place(row: int, column: int) -> str:
    """row 12, column 9, counted from 1."""
    return f"row {numeral(row + 1)}, column {numeral(column + 1)}"


def spread(values: Histogram, whole: int | None = None) -> str:
    """Mean 0.12, deviation 0.3; 12 % are exactly 0; of how many of the whole, where these are the first of more.

    Of one value throughout `ends` tells all there is to it.
    """
    said, odd = [], values.broken
    if values.finite and not values.same:
        said.append(f"{spread_in_words(values).capitalize()}.")
        if values.zeros:
            said.append(f"{rounded_percent(values.zero_share)} are exactly 0.")
    if odd:
        said.append(f"{counted(odd, 'value')} {'is' if odd == 1 else 'are'} no number (magenta).")
    if whole is not None and whole > values.count:
        said.append(f"All this is of the first {numeral(values.count)} of {numeral(whole)} weights.")
    return " ".join(said)


def _finite_ends(values: Values) -> tuple[float, ...]:
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else ()


def decimals(values: Values, width: float, measure: Callable[[str], float]) -> int | None:
    """How many decimals all values can have, so that each fits into a cell; `measure` says how wide words are.

    As many as tell the largest in three digits, or fewer; None where those that fit would write 0 for a value whose
    colour is seen.
    """
    for digits in (3, 2, 1):
        places = _places(values, digits)
        if needed(values, places, measure) <= width:
            return places if _tells(values, places) else None
    return None


def enough(values: Values) -> int:
    """So many decimals that no fewer are read here than on the page “A number”: three digits, below 1 two."""
    return _places(values, 3 if _first_digit(values) >= 0 else 2)


def needed(values: Values, places: int, measure: Callable[[str], float]) -> float:
    """How wide a cell must be for any of them with so many decimals."""
    return max(measure(cell(value, places)) for value in (*_finite_ends(values), 0.0))


def _places(values: Values, digits: int) -> int:
    return max(0, digits - 1 - _first_digit(values))


def _first_digit(values: Values) -> int:
    """At which power of ten the largest begins."""
    largest = max(map(abs, _finite_ends(values)), default=0.0)
    return floor(log10(largest)) if largest else 0


def _tells(values: Values, places: int) -> bool:
    """Whether only what is nothing beside the largest is written as 0."""
    sizes = np.abs(values[np.isfinite(values)])
    nothing = sizes < 0.5 * 10.0**-places
    return not nothing.any() or float(sizes[nothing].max()) <= PALE * float(sizes.max())


def cell(value: float, places: int) -> str:
    """A value in so many decimals, as all in a plane; what is rounded to 0 has no sign."""
    if not isfinite(value):
        return plain(value)
    written = numeral(value, f".{places}f").replace("-", "−")
    return written if any(one in "123456789" for one in written) else numeral(0, f".{places}f")
