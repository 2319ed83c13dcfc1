"""Confusion in words: which classes were taken for which, in figures and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from engine.service.answers import mistaken
from gui.appearance.numerals import numeral
from gui.pieces.class_names import LENGTHS, short
from gui.pieces.image_words import with_article


@dataclass(frozen=True, eq=False)
class Confusion:
    """`counts[i, j]`: images of class i taken for class j."""

    counts: NDArray[np.int64]
    classes: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], classes: Sequence[str]) -> Confusion:
        """From rows of counts; classes without a name of their own are called by their number."""
        size = len(rows)
        packed = b"".join(starmap(Struct(f"{size}q").pack, rows))  # twice as quick as numpy's own way for a million
        counts = np.frombuffer(packed, np.int64).reshape(size, size)
        return cls(counts, tuple(classes) if len(classes) == size else tuple(map(str, range(size))))

    @property
    def images(self) -> int:
        """Images in all."""
        return int(self.images_of_class.sum())

    @property
    def mistakes(self) -> int:
        """Images taken for another class."""
        return self.images - int(np.trace(self.counts))

    @cached_property
    def images_of_class(self) -> NDArray[np.int64]:
        """Images of each class (classes,)."""
        return self.counts.sum(axis=1)

    def shares_at(self, cells: NDArray[np.int64]) -> NDArray[np.float64]:
        """Counts of cells, by their places in the flat matrix, as shares of all images of their class; else 0."""
        images = self.images_of_class[cells // max(1, len(self.counts))]
        return self.counts.ravel()[cells] / np.maximum(1, images)

    def right(self, index: int) -> tuple[int, int]:
        """Of a class, the images that were recognised, and all of them."""
        return int(self.counts[index, index]), int(self.images_of_class[index])

    @cached_property
    def counted(self) -> NDArray[np.int64]:
        """Cells that count images, as places in the flat matrix (n,)."""
        return np.flatnonzero(self.counts.ravel() != 0)  # of a million by far quicker than of the counts themselves

    @cached_property
    def mistaken(self) -> NDArray[np.int64]:
        """Cells that count mistakes, as places in the flat matrix (n,), the most frequent first."""
        return mistaken(self.counts)

    @cached_property
    def worst(self) -> tuple[int, int] | None:
        """The most frequent mistake, if there is any."""
        if not len(self.mistaken):
            return None
        row, column = divmod(int(self.mistaken[0]), len(self.counts))
        return row, column

    def sentence(self, row: int, column: int, longest: int = LENGTHS[0]) -> str:
        """One cell in words; `longest` are letters of a name, which leave room for the figure at its end."""
        true, answer = (short(self.classes[index], longest) for index in (row, column))
        count = int(self.counts[row, column])
        if row == column:
            of = numeral(int(self.images_of_class[row]))
            return f"{one_of(true)} was recognised: {numeral(count)} of {of} times."
        if count == 0:
            return f"No {true} was taken for {with_article(answer)}."
        return f"{taken_for(true, answer)}: {times(count)}."

    def answered(self, column: int) -> str:
        """How often a class was the answer."""
        return f"{one_of(self.classes[column])} was the answer {times(int(self.counts[:, column].sum()))}."

    def summary(self, longest: int = LENGTHS[0]) -> str:
        """What stands out."""
        if self.worst is None:
            return "No mistakes at all."
        true, answer = (with_article(short(self.classes[index], longest)) for index in self.worst)
        return f"Most frequent: {true} was taken for {answer}, {times(int(self.counts[self.worst]))}."


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
