"""Confusion in words: which classes were taken for which, in figures and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Confusion:
    """`counts[i, j]`: images of class i taken for class j."""

    counts: NDArray[np.int64]
    classes: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], classes: Sequence[str]) -> Confusion:
        """From rows of counts; classes without a name of their own are called by their number."""
        counts = np.array(rows, dtype=np.int64).reshape(len(rows), len(rows))
        names = tuple(classes) if len(classes) == len(counts) else tuple(str(index) for index in range(len(counts)))
        return cls(counts, names)

    @property
    def images(self) -> int:
        """Images in all."""
        return int(self.counts.sum())

    @property
    def mistakes(self) -> int:
        """Images taken for another class."""
        return self.images - int(np.trace(self.counts))

    @property
    def shares(self) -> NDArray[np.float64]:
        """Counts as shares of their row, the images of one class; 0 where there are none."""
        return self.counts / np.maximum(1, self.counts.sum(axis=1, keepdims=True))

    def right(self, index: int) -> tuple[int, int]:
        """Of a class, the images that were recognised, and all of them."""
        return int(self.counts[index, index]), int(self.counts[index].sum())

    def worst(self) -> tuple[int, int] | None:
        """The most frequent mistake, if there is any."""
        mistakes = self.counts * (1 - np.eye(len(self.counts), dtype=np.int64))
        if not mistakes.any():
            return None
        row, column = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
        return int(row), int(column)

    def sentence(self, row: int, column: int) -> str:
        """One cell in words."""
        true, answer, count = self.classes[row], self.classes[column], int(self.counts[row, column])
        if row == column:
            return f"{count:,} of {int(self.counts[row].sum()):,} images of {true} were recognised."
        if count == 0:
            return f"No image of {true} was taken for {answer}."
        images, were = ("image", "was") if count == 1 else ("images", "were")
        return f"{count:,} {images} of {true} {were} taken for {answer}."

    def summary(self) -> str:
        """What stands out."""
        worst = self.worst()
        return f"Most frequent mistake: {self.sentence(*worst)}" if worst else "No mistakes at all."
