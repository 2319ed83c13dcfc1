"""Number rows: the arithmetic of a held value as a table for other programs. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from engine.service.looking.values.value_answers import (
    Averaged,
    Convolved,
    Explanation,
    Largest,
    Softened,
    Weighed,
    WeightStep,
)
from gui.inspect.arithmetic.words import value_words, weight_words

HEAD = ("layer", "what", "row", "column", "value", "weight", "number")
Row = Sequence[Any]


def rows_of(path: Sequence[tuple[str, Explanation]], learning: WeightStep | None) -> Iterator[Row]:
    """A row for each number of the values of a path, each with what its layer is called, and of how a weight learns.

    Of a patch the row and column are those in its window, from 1; a number is the product of value and weight.
    """
    yield HEAD
    for layer, explanation in path:
        for row in _numbers(explanation):
            yield (layer, *row)
        made_of = value_words.made_of(explanation.working)
        yield (layer, f"{value_words.place(explanation.place.within)} = {made_of}", "", "", "", "", explanation.value)
    if learning is not None:
        yield from _learning(learning)


def _numbers(explanation: Explanation) -> Iterator[Row]:
    working = explanation.working
    match working:
        case Convolved():
            yield from _convolved(working)
        case Weighed():
            for term in zip(working.inputs, working.values, working.weights, working.products, strict=True):
                yield (value_words.input_at(term[0], explanation.flattened), "", "", *map(float, term[1:]))
            if working.others:
                yield (f"the {working.others} others", "", "", "", "", working.rest)
        case Largest(patch=patch) | Averaged(patch=patch) if patch is not None:
            yield from (("window", *at, value, "", "") for at, value in _cells(patch))
        case Softened():
            for place, score in zip(working.places, working.scores.tolist(), strict=True):
                yield (f"score {place + 1}", "", "", score, "", "")
        case _:
            return
    if isinstance(working, Convolved | Weighed) and working.bias is not None:
        yield ("bias", "", "", "", "", working.bias)


def _convolved(working: Convolved) -> Iterator[Row]:
    """Each tap of the channels that are spelled out, and the sum of each channel."""
    for channel, patch, kernel, product in zip(
        working.shown, working.patches, working.kernels, working.products, strict=True
    ):
        for (row, column), value in _cells(patch):
            at = row - 1, column - 1
            yield (f"channel {channel + 1}", row, column, value, float(kernel[at]), float(product[at]))
    for channel, total in enumerate(working.sums.tolist(), start=working.first + 1):
        yield (f"channel {channel}, sum", "", "", "", "", total)


def _cells(patch: np.ndarray) -> Iterator[tuple[tuple[int, int], float]]:
    for (row, column), value in np.ndenumerate(patch):
        yield (row + 1, column + 1), float(value)


def _learning(step: WeightStep) -> Iterator[Row]:
    """What it is and how it is worked out, with what it comes to."""
    name = weight_words.called(step)
    for what, how, value in weight_words.numbers(step):
        yield (name, f"{what} {how}".strip(), "", "", "", "", value)
