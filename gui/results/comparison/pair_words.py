"""Pair words: which images of two runs are listed, in which order, and what is said of them. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.service.answers import ImagePredictions
from engine.service.comparison.comparison_answers import Pair
from gui.appearance.numerals import counted, numeral
from gui.pieces.classes.names import LENGTHS, short
from gui.pieces.images.answer_words import sureness
from gui.pieces.images.image_words import with_article

FIRST, OTHER = "A", "B"  # what the two are called wherever both are spoken of
Group: TypeAlias = Literal["other alone", "first alone", "neither", "apart"]
Side: TypeAlias = Literal["first", "other", "either"]
GROUPS: dict[Group, tuple[str, str]] = {
    "other alone": (f"Only {OTHER} right", f"{OTHER} is right and {FIRST} wrong; the surest mistakes of {FIRST} first"),
    "first alone": (f"Only {FIRST} right", f"{FIRST} is right and {OTHER} wrong; the surest mistakes of {OTHER} first"),
    "neither": ("Both wrong", "Both are wrong: first where both take it for the same, then the surest"),
    "apart": ("Answers differ", "They give other answers, whoever is right"),
}


@dataclass(frozen=True)
class Which:
    """What is listed: a group of all images, or of one class; or those that one side took for an answer (a cell)."""

    group: Group = "other alone"
    truth: int | None = None
    answer: int | None = None
    by: Side = "either"


def listed(pair: Pair, which: Which) -> NDArray[np.int64]:
    """The indexes of the chosen images (n,), in their order. Of a pair without images there are none."""
    first, other = pair.first, pair.other
    if first is None or other is None:
        return np.zeros(0, np.int64)
    wanted = _members(first, other, which)
    if which.truth is not None:
        wanted &= first.labels == which.truth
    places = np.flatnonzero(wanted).astype(np.int64)
    return places[np.lexsort(_keys(first, other, which, places))]


def _members(first: ImagePredictions, other: ImagePredictions, which: Which) -> NDArray[np.bool_]:
    if which.answer is not None:
        a, b = first.predicted == which.answer, other.predicted == which.answer
        found: NDArray[np.bool_] = {"first": a, "other": b, "either": a ^ b}[which.by]
        return found
    a, b = first.ranks == 1, other.ranks == 1
    groups = {"other alone": ~a & b, "first alone": a & ~b, "neither": ~a & ~b}
    return groups.get(which.group, first.predicted != other.predicted)


def _keys(
    first: ImagePredictions, other: ImagePredictions, which: Which, places: NDArray[np.int64]
) -> tuple[NDArray[np.float64], ...]:
    """What they are sorted by, the most important last: the surest first, whoever is wrong."""
    a, b = (np.nan_to_num(one.probability[places].astype(np.float64)) for one in (first, other))
    if which.answer is None and which.group == "other alone":
        return (-a,)
    if which.answer is None and which.group == "first alone":
        return (-b,)
    alike = (first.predicted[places] == other.predicted[places]).astype(np.float64)
    return (-(a + b), -alike)


def counts(pair: Pair) -> dict[Group, int]:
    """How many images are in each group."""
    found = pair.agreement
    apart = 0 if pair.first is None or pair.other is None else int((pair.first.predicted != pair.other.predicted).sum())
    return {"other alone": found.other, "first alone": found.first, "neither": found.neither, "apart": apart}


def heading(count: int, which: Which, classes: Sequence[str], longest: int = LENGTHS[0]) -> str:
    """How many there are, and of what: "41 images", "12 images of a 4", "17 images of a 4 that B takes for a 9"."""
    said = counted(count, "image")
    if which.truth is None:
        return said
    of = f"{said} of {with_article(short(classes[which.truth], longest))}"
    if which.answer is None:
        return of
    who = {"first": FIRST, "other": OTHER, "either": f"only one of {FIRST} and {OTHER}"}[which.by]
    return f"{of} that {who} takes for {with_article(short(classes[which.answer], longest))}"


def none_of(which: Which) -> str:
    """Why the list is empty."""
    if which.truth is not None:
        return "There is no such image of this class."
    wrong = {"other alone": (OTHER, FIRST), "first alone": (FIRST, OTHER)}.get(which.group)
    if wrong is not None:
        return f"There is no image on which {wrong[0]} is right and {wrong[1]} wrong."
    return "There is no image that both get wrong." if which.group == "neither" else "They give the same answers."


def answer_of(found: ImagePredictions, index: int, classes: Sequence[str]) -> str:
    """What one of them takes an image for: a class, or ✓ for the right one."""
    right = found.labels[index] == found.predicted[index]
    return "✓" if right else f"→ {classes[found.predicted[index]]}"


def in_words(pair: Pair, index: int, classes: Sequence[str]) -> str:
    """One image: "Test image 1,207: Sandal. A: Sneaker, 97 % sure. B: Sandal, 88 % sure"."""
    if pair.first is None or pair.other is None:
        return ""
    sides = ((FIRST, pair.first), (OTHER, pair.other))
    said = [
        f"{name}: {classes[one.predicted[index]]}, {sureness(float(one.probability[index]))} sure"
        for name, one in sides
    ]
    return ". ".join((f"Test image {numeral(index)}: {classes[pair.first.labels[index]]}", *said))
