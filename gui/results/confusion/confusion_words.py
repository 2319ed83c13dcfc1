"""Confusion in words: which classes were taken for which, in figures and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.metrics.confusion import Confusion, Counts
from engine.project.data.facts import Classes
from gui.appearance.numerals import numeral
from gui.pieces.classes.names import LENGTHS, short
from gui.pieces.images.image_words import with_article


@dataclass(frozen=True, eq=False)
class NamedConfusion:
    """Which classes were taken for which, by what they are called."""

    counts: Confusion
    classes: Classes

    @classmethod
    def of(cls, counts: Confusion, classes: Classes) -> NamedConfusion:
        """Classes without a name of their own are called by their number."""
        return cls(counts, classes if len(classes) == counts.size else tuple(map(str, range(counts.size))))

    def arranged(self, order: Counts) -> NamedConfusion:
        """With the classes in another order (classes,)."""
        return NamedConfusion(self.counts.arranged(order), tuple(self.classes[label] for label in order.tolist()))

    def right(self, index: int) -> tuple[int, int]:
        """Of a class, the images that were recognised, and all of them."""
        return int(self.counts.right[index]), int(self.counts.images_of_class[index])

    @cached_property
    def worst(self) -> tuple[int, int] | None:
        """The most frequent mistake, if there is any."""
        if not len(self.counts.mistaken):
            return None
        row, column = divmod(int(self.counts.mistaken[0]), self.counts.size)
        return row, column

    def sentence(self, row: int, column: int, longest: int = LENGTHS[0]) -> str:
        """One cell in words; `longest` are letters of a name, which leave room for the figure at its end."""
        true, answer = (short(self.classes[index], longest) for index in (row, column))
        count = self.counts.at(row, column)
        if row == column:
            of = numeral(self.right(row)[1])
            return f"{one_of(true)} was recognised: {numeral(count)} of {of} times."
        if count == 0:
            return f"No {true} was taken for {with_article(answer)}."
        return f"{taken_for(true, answer)}: {times(count)}."

    def answered(self, column: int) -> str:
        """How often a class was the answer."""
        return f"{one_of(self.classes[column])} was the answer {times(int(self.counts.answers_of_class[column]))}."

    def summary(self, longest: int = LENGTHS[0]) -> str:
        """What stands out."""
        if self.worst is None:
            return "No mistakes at all."
        true, answer = (with_article(short(self.classes[index], longest)) for index in self.worst)
        return f"Most frequent: {true} was taken for {answer}, {times(self.counts.at(*self.worst))}."


def one_of(name: str) -> str:
    """At the beginning of a sentence: A 4, An Ankle boot. A bare "4" beside a count would be read as another count."""
    said = with_article(name)
    return f"{said[:1].upper()}{said[1:]}"


def taken_for(true: str, answer: str) -> str:
    """A mistake: "A 4 was taken for a 1"."""
    return f"{one_of(true)} was taken for {with_article(answer)}"


def times(count: int) -> str:
    """How often: once, 4 times."""
    return "once" if count == 1 else f"{numeral(count)} times"
