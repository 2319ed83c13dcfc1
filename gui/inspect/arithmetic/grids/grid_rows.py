"""Grid rows: the numbers of a working as rows of small grids. Without Qt's widgets."""

from __future__ import annotations

import numpy as np

from engine.service.looking.values.value_answers import Averaged, Convolved, Explanation, Largest
from gui.appearance.numerals import numeral
from gui.inspect.arithmetic.grids.grid import Grid, GridRow, about_zero
from gui.inspect.arithmetic.words.channel_sums import channels_at, others
from gui.inspect.arithmetic.words.value_words import Write, figure, other_channels

LARGEST_GRID = 24  # cells a side


def grid_rows(explanation: Explanation, write: Write = figure) -> tuple[GridRow, ...]:
    """A row for each channel of a convolution that is spelled out, one for a pooling; none for all else.

    Captions have the digits of `write`, as the line has.
    """
    channel = explanation.place.within[0]
    match explanation.working:
        case Convolved() as working if max(working.inside.shape) <= LARGEST_GRID:
            return tuple(_channel(explanation, working, at, write) for at in channels_at(working))
        case Largest() as working if max(working.patch.shape) <= LARGEST_GRID:
            row, column = working.winner
            mark = working.rows.index(row), working.columns.index(column)
            return (GridRow("the window", (_of_map(explanation, channel, working.patch, working.inside, mark),)),)
        case Averaged(patch=patch, inside=inside) if patch is not None and max(patch.shape) <= LARGEST_GRID:
            return (GridRow("the window", (_of_map(explanation, channel, patch, inside),)),)
        case _:
            return ()


def rest(working: Convolved, write: Write = figure) -> str:
    """What the channels that are not spelled out come to, as the line has it; empty where all are."""
    sums = others(working)
    return f"{other_channels(len(sums)).capitalize()}: {write(sum(sums))}" if sums else ""


def _channel(explanation: Explanation, working: Convolved, at: int, write: Write) -> GridRow:
    channel = working.shown[at]
    patch, kernel, product = working.patches[at], working.kernels[at], working.products[at]
    grids = (
        _of_map(explanation, channel, patch, working.inside),
        about_zero(kernel, reach=_reach(working.kernels)),
        about_zero(product, reach=_reach(working.products), inside=working.inside),
    )
    total = write(float(working.sums[channel - working.first]))
    which = "" if len(working.sums) == 1 else f"channel {numeral(channel + 1)}: "
    return GridRow(f"{which}patch × kernel, their sum {total}", grids, ("×", "="))


def _of_map(
    explanation: Explanation,
    channel: int,
    patch: np.ndarray,
    inside: np.ndarray | None,
    mark: tuple[int, int] | None = None,
) -> Grid:
    """In the colours of the map that it is a part of."""
    low, high = explanation.ranges[explanation.maps_of.index(channel)]
    return Grid(patch, "grey", low, high, inside, mark)


def _reach(values: np.ndarray) -> float:
    return float(np.abs(values[np.isfinite(values)]).max(initial=0))
