"""Words and numbers of an enlarged filter or map. Without Qt."""

from __future__ import annotations

from engine.service.looking.layers.enlarge_questions import Figures
from gui.appearance.numerals import counted, numeral, plain, rounded_percent


def ends(figures: Figures, first_channel: int | None = None) -> str:
    """Highest 3.11 at row 12, column 9; lowest …; of several kernels with their channels."""
    if figures.odd == figures.count:
        return "No value is a number."
    if figures.highest is None or figures.lowest is None:
        return f"The same everywhere: {plain(figures.low)}."
    high, low = (_end(at, first_channel) for at in (figures.highest, figures.lowest))
    return f"Highest {plain(figures.high)} at {high}; lowest {plain(figures.low)} at {low}."


def _end(at: tuple[int, ...], first_channel: int | None) -> str:
    *kernel, row, column = at
    channel = (
        "" if first_channel is None or not kernel else f" of input channel {numeral(first_channel + kernel[0] + 1)}"
    )
    return f"{place(row, column)}{channel}"


def place(row: int, column: int) -> str:
    """row 12, column 9, counted from 1."""
    return f"row {numeral(row + 1)}, column {numeral(column + 1)}"


def spread(figures: Figures) -> str:
    """Mean 0.12, deviation 0.3; 12 % are exactly 0."""
    words = f"Mean {plain(figures.mean)}, deviation {plain(figures.deviation)}."
    if figures.zeros:
        words += f" {rounded_percent(figures.zeros / figures.count)} are exactly 0."
    if figures.odd:
        words += f" {counted(figures.odd, 'value')} {'is' if figures.odd == 1 else 'are'} no number (magenta)."
    return words


def cell(value: float, width: float, advance: float) -> str:
    """A value in as many digits as fit into a cell, where a digit is `advance` wide; empty where none fits."""
    for digits in (3, 2, 1):
        words = plain(value, digits)
        if len(words) * advance <= width:
            return words
    return ""
