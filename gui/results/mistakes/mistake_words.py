"""Mistakes: which images of an evaluation are listed, in which order, and what is said of them. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.service.answers import ImagePredictions
from gui.appearance.numerals import numeral
from gui.pieces.classes.names import LENGTHS, short
from gui.pieces.images.image_words import with_article
from gui.results.confusion.confusion_words import one_of, taken_for, times

Order = Literal["surest", "least sure", "as they are"]
ORDERS: dict[Order, str] = {
    "surest": "Surest first",
    "least sure": "Least sure first",
    "as they are": "In the data's order",
}


@dataclass(frozen=True)
class Choice:
    """What is listed: all mistakes, those on a class (`truth`), or images of a cell (`truth` taken for `answer`)."""

    order: Order = "surest"
    truth: int | None = None
    answer: int | None = None

    @property
    def cell(self) -> tuple[int, int] | None:
        """The cell whose images are listed."""
        return None if self.truth is None or self.answer is None else (self.truth, self.answer)


def listed(found: ImagePredictions, choice: Choice) -> NDArray[np.int64]:
    """The indexes of the chosen images (n,), in the chosen order; equally sure ones in the order of the data."""
    right = found.labels == found.predicted
    wanted = ~right if choice.cell is None else found.predicted == choice.answer
    if choice.truth is not None:
        wanted &= found.labels == choice.truth
    if choice.order == "surest":
        return found.metrics.surest[wanted[found.metrics.surest]]
    places = np.flatnonzero(wanted).astype(np.int64)
    if choice.order == "as they are":
        return places
    return places[np.argsort(np.nan_to_num(found.probability[places], nan=0.0), kind="stable")]


def heading(count: int, choice: Choice, classes: Sequence[str], longest: int = LENGTHS[0]) -> str:
    """How many there are, and of what: "1,470", "12 on a 4", "A 4 was taken for a 9: 17 times"."""
    if choice.truth is None:
        return numeral(count)
    true, answer = (_name(classes, label, longest) for label in (choice.truth, choice.answer))
    if choice.answer is None:
        return f"{numeral(count)} on {with_article(true)}"
    if choice.answer == choice.truth:
        return f"{one_of(true)} was recognised: {times(count)}"
    return f"{taken_for(true, answer)}: {times(count)}"


def _name(classes: Sequence[str], label: int | None, longest: int) -> str:
    return "" if label is None else short(classes[label], longest)


def by_weights(found: ImagePredictions) -> tuple[str, ...]:
    """Whose they are, behind how many there are; shorter where there is less room."""
    step = numeral(found.step)
    return f", by the weights of step {step}", f", of step {step}"


def none_of(choice: Choice, classes: Sequence[str]) -> str:
    """Why the list is empty."""
    true, answer = (_name(classes, label, LENGTHS[1]) for label in (choice.truth, choice.answer))
    if choice.truth is None:
        return "Not one mistake."
    if choice.answer is None:
        return f"Not one mistake on {with_article(true)}."
    if choice.answer == choice.truth:
        return f"No {true} was recognised."
    return f"No {true} was taken for {with_article(answer)}."
