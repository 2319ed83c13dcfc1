"""Words of “Test it hard”: what a distortion does, how many are still right, and what each image is. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.service.answers import Shown, Values
from engine.service.looking.images.robustness_questions import KINDS, AnyDistortion, Measured, Robustness, distortion
from gui.appearance.numerals import counted, in_figures, numeral, share_of, tenths_of_percent
from gui.pieces.classes.names import LENGTHS, short
from gui.pieces.images.answer_words import sureness
from gui.pieces.images.image_words import with_article
from gui.state.run.run import RunState

NOTHING_DRAWN = "Nothing is drawn."


@dataclass(frozen=True, eq=False)
class Listed:
    """The images of a sample at one strength, by their row: as tiles and lists want them."""

    places: NDArray[np.int64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]
    probability: Values

    @classmethod
    def of(cls, found: Robustness, at: int) -> Listed:
        """At one of the strengths."""
        return cls(found.places, found.labels, found.predicted[at], found.probability[at])


def in_words(found: Listed, row: int, classes: Sequence[str]) -> str:
    """One image: “Test image 1,207: 4, taken for 9, 97 % sure”."""
    true, answer = classes[found.labels[row]], classes[found.predicted[row]]
    said = "rightly" if true == answer else f"taken for {answer}"
    where, sure = numeral(int(found.places[row])), sureness(float(found.probability[row]))
    return f"Test image {where}: {true}, {said}, {sure} sure"


def done(how: AnyDistortion) -> str:
    """What a distortion does, in the figures of the person: “turned 45° clockwise”."""
    return in_figures(how.in_words)


def capital(text: str) -> str:
    """With a capital letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def share_right(found: Robustness, at: int) -> str:
    """How many are right at a strength, with the interval."""
    low, high = (tenths_of_percent(float(one)) for one in found.intervals[at])
    return f"{_accuracy(found, at)} right (95 % interval {low} to {high})"


def _accuracy(found: Robustness, at: int) -> str:
    return share_of(float(found.accuracy[at]), len(found))


def sentence(found: Robustness, at: int, classes: Sequence[str]) -> str:
    """One strength: how many are still right, how many are newly wrong, and which mistake is made most."""
    how = distortion(found.kind, found.strengths[at])
    whole = f"{capital(done(how))}: {share_right(found, at)}"
    if at == found.nothing:
        return f"{whole}."
    return f"{whole}, {_accuracy(found, found.nothing)} as they are.{_most(found, at, classes)}"


def _most(found: Robustness, at: int, classes: Sequence[str]) -> str:
    rows, now_right = found.newly_wrong(at), found.newly_right(at)
    also = f", {numeral(now_right)} newly right" if now_right else ""
    if not len(rows):
        return f" None that was right is wrong now{also}."
    pairs, counts = np.unique(found.labels[rows] * found.classes + found.predicted[at, rows], return_counts=True)
    most = int(pairs[counts.argmax()])
    true, answer = (with_article(classes[label]) for label in divmod(most, found.classes))
    return f" {counted(len(rows), 'image')} newly wrong{also}; most often {true} taken for {answer}."


def newly(count: int, how: AnyDistortion) -> tuple[str, ...]:
    """What is listed, in ever fewer words."""
    if how.changes_nothing:
        return "As it is no image is newly wrong: move the slider.", "As it is none is newly wrong.", "None"
    if not count:
        return f"None that was right is wrong {done(how)}.", f"None is newly wrong {done(how)}.", "None is newly wrong."
    are = "is right as it is" if count == 1 else "are right as they are"
    whole = f"{counted(count, 'image')} {are}, and wrong {done(how)}"
    return whole, f"{numeral(count)} newly wrong {done(how)}", f"{numeral(count)} newly wrong"


def of_cell(count: int, truth: int, answer: int, classes: Sequence[str]) -> tuple[str, ...]:
    """What is listed of a cell of the matrix, long names in ever fewer letters."""
    cells = [(short(classes[truth], longest), short(classes[answer], longest)) for longest in LENGTHS]
    answered = ["rightly" if truth == answer else f"taken for {taken}" for _, taken in cells]
    return tuple(f"{counted(count, 'image')} of {true}, {how}" for (true, _), how in zip(cells, answered, strict=True))


def of_what(measured: Measured, shown: Shown, run: RunState) -> str:
    """Which images were looked at, and by which weights."""
    images, step = len(measured.found), numeral(measured.step)
    of = f"{counted(images, 'test image')}"
    if images < measured.count:
        of = f"{numeral(images)} of {counted(measured.count, 'test image')}"
    if measured.learned:
        of += f", {numeral(measured.learned)} of which it learned from"
    if not (measured.step or shown.trained):
        return f"{of} · untrained"
    title = run.title_of(shown)
    return f"{of} · {'training' if shown.source == 'live' and run.training else f'run “{title}”'} · step {step}"


def answer(probabilities: Values | None, label: int | None, classes: Sequence[str]) -> tuple[str, ...]:
    """What the model says to one image: “7, 98 % sure ✓”; a long name in ever fewer letters."""
    if probabilities is None:
        return (NOTHING_DRAWN,)
    if not np.isfinite(probabilities).all():
        return ("What it says is not a number.",)
    at = int(probabilities.argmax())
    right = "" if label is None else " ✓" if at == label else " ✗"
    sure = f"{sureness(float(probabilities[at]))} sure{right}"
    return tuple(f"{short(classes[at], longest)}, {sure}" for longest in LENGTHS)


def as_it_is(label: int | None, classes: Sequence[str]) -> tuple[str, ...]:
    """Above the image: “As it is: 7”, a long name in ever fewer letters."""
    if label is None:
        return ("As it is",)
    return tuple(f"As it is: {short(classes[label], longest)}" for longest in LENGTHS)


def help_of(kind: str) -> str:
    """What a kind of distortion does."""
    return next(one.help for name, one in KINDS.items() if name == kind)
