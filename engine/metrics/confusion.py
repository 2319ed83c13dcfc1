"""Confusion: how many images of each class were taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from struct import Struct

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Confusion:
    """A confusion matrix of which only the cells that count images are held.

    So it grows with the images, and not with the square of the classes. `cells` (n,), rising, are places in the flat
    matrix of `size` classes: true class × size + answer; `counts` (n,) is what they count, which is never 0.
    """

    size: int
    cells: Counts
    counts: Counts

    @cached_property
    def truths(self) -> Counts:
        """The true class of each cell (n,)."""
        return self.cells // max(1, self.size)

    @cached_property
    def answers(self) -> Counts:
        """What the images of each cell (n,) were taken for."""
        return self.cells % max(1, self.size)

    @cached_property
    def images_of_class(self) -> Counts:
        """Images of each class (size,)."""
        return self._summed(self.truths)

    @cached_property
    def answers_of_class(self) -> Counts:
        """How often each class (size,) was the answer."""
        return self._summed(self.answers)

    @cached_property
    def right(self) -> Counts:
        """Images of each class (size,) that were recognised."""
        return self._summed(self.truths, self.counts * (self.truths == self.answers))

    def _summed(self, classes: Counts, counts: Counts | None = None) -> Counts:
        weights = self.counts if counts is None else counts
        return np.bincount(classes, weights, self.size).astype(np.int64)  # exact up to 2**53 images

    @property
    def images(self) -> int:
        """Images in all."""
        return int(self.counts.sum())

    @property
    def mistakes(self) -> int:
        """Images taken for another class."""
        return self.images - int(self.right.sum())

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """What each cell (n,) counts, as a share of all images of its true class."""
        shares: NDArray[np.float64] = self.counts / self.images_of_class[self.truths]
        return shares

    @cached_property
    def mistaken(self) -> Counts:
        """The cells of mistakes, as places in the flat matrix (m,).

        The most frequent first; of equally frequent ones those that are more of the images of their class.
        """
        wrong = np.flatnonzero(self.truths != self.answers)
        found: Counts = self.cells[wrong[np.lexsort((-self.shares[wrong], -self.counts[wrong]))]]
        return found

    def at(self, truth: int, answer: int) -> int:
        """How many images of a class were taken for one."""
        cell = truth * self.size + answer
        place = int(np.searchsorted(self.cells, cell))
        return int(self.counts[place]) if place < len(self.cells) and self.cells[place] == cell else 0

    def dense(self) -> Counts:
        """The whole matrix (size, size): row i, column j counts images of class i taken for class j."""
        matrix = np.zeros(self.size * self.size, np.int64)
        matrix[self.cells] = self.counts
        return matrix.reshape(self.size, self.size)

    def row(self, truth: int) -> Counts:
        """What the images of one class were taken for (size,)."""
        counts = np.zeros(self.size, np.int64)
        begin, end = np.searchsorted(self.cells, (truth * self.size, (truth + 1) * self.size))
        counts[self.answers[begin:end]] = self.counts[begin:end]
        return counts

    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The whole matrix in plain numbers; never all of its cells in one list."""
        return tuple(tuple(self.row(truth).tolist()) for truth in range(self.size))

    def arranged(self, order: Counts) -> Confusion:
        """With the classes in another order (size,): in place i stands class `order[i]`."""
        place = np.empty(self.size, np.int64)
        place[order] = np.arange(self.size)
        cells = place[self.truths] * self.size + place[self.answers]
        rising = np.argsort(cells)
        return Confusion(self.size, cells[rising], self.counts[rising])


def counted(labels: Counts, answers: Counts, size: int) -> Confusion:
    """Of `size` classes; labels and answers (images,)."""
    cells, counts = np.unique(labels * size + answers, return_counts=True)
    return Confusion(size, cells.astype(np.int64), counts.astype(np.int64))


def of_rows(rows: Sequence[Sequence[int]]) -> Confusion:
    """From a row for each true class, with a count for each answer."""
    packed = b"".join(starmap(Struct(f"{len(rows)}q").pack, rows))  # twice as quick as numpy's own way
    matrix = np.frombuffer(packed, np.int64)
    cells = np.flatnonzero(matrix)
    return Confusion(len(rows), cells, matrix[cells])


def combined(first: Confusion, other: Confusion, sign: int = 1) -> Confusion:
    """What the other counts and what the first does, by its sign; cells that come to nothing are left out."""
    cells, which = np.unique(np.concatenate((first.cells, other.cells)), return_inverse=True)
    counts = np.bincount(which, np.concatenate((sign * first.counts, other.counts)), len(cells)).astype(np.int64)
    return Confusion(first.size, cells[counts != 0], counts[counts != 0])
