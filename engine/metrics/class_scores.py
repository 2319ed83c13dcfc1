"""Class scores: precision, recall and F1 of each class, and their averages; defined as scikit-learn has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.metrics.confusion import Confusion

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Averages:
    """Means over the classes; NaN where there are no images at all."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, eq=False)
class ClassScores:
    """Of each class (classes,) its images, and fractions from 0 to 1.

    `precision`: of the times that it was the answer, how often rightly; NaN where it never was.
    `recall`: of its images, how many were recognised; NaN where it has none.
    `f1`: the harmonic mean of both; NaN for a class that has no images and was never the answer.
    """

    images: NDArray[np.int64]
    precision: Shares
    recall: Shares
    f1: Shares

    @property
    def macro(self) -> Averages:
        """Every class counts alike that has images or was an answer; what is undefined counts as 0."""
        return self._averaged((~np.isnan(self.f1)).astype(np.float64))

    @property
    def weighted(self) -> Averages:
        """Every class counts with its images; what is undefined counts as 0."""
        return self._averaged(self.images.astype(np.float64))

    def _averaged(self, weights: Shares) -> Averages:
        total = float(weights.sum())
        columns = (self.precision, self.recall, self.f1)
        return Averages(*(float(np.nan_to_num(one) @ weights) / total if total else float("nan") for one in columns))


def class_scores(confusion: Confusion) -> ClassScores:
    """Those of a confusion matrix."""
    right, images, answers = confusion.right, confusion.images_of_class, confusion.answers_of_class
    return ClassScores(images, share(right, answers), share(right, images), share(2 * right, images + answers))


def share(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Shares:
    """Part of the whole (n,), NaN where that is nothing."""
    shares: Shares = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
