"""Metrics: every figure of an evaluation, from what it found for each image."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.metrics.calibration import Calibration, calibration
from engine.metrics.class_scores import ClassScores, class_scores
from engine.metrics.confusion import Confusion, counted
from engine.metrics.coverage import Coverage, coverage, surest_first
from engine.metrics.interval import wilson
from engine.metrics.side_by_side import side_by_side
from engine.metrics.top_k import top_k


@dataclass(frozen=True, eq=False)
class Metrics:
    """Its size grows with the images at most: nothing here is as large as the square of the classes.

    `surest` (images,) has the images from the surest answer on, `order` (classes,) the classes with those side by side
    that are confused, `top[k - 1]` is the share of the images whose true class is among the first k choices.
    """

    confusion: Confusion
    surest: NDArray[np.int64]
    order: NDArray[np.int64]
    top: tuple[float, ...]
    calibration: Calibration
    coverage: Coverage

    @cached_property
    def scores(self) -> ClassScores:
        """Precision, recall and F1 of the classes."""
        return class_scores(self.confusion)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the accuracy lies at 95 %; None without images."""
        return wilson(int(self.confusion.right.sum()), self.confusion.images)


def metrics(
    labels: NDArray[np.integer],
    answers: NDArray[np.integer],
    ranks: NDArray[np.integer],
    probability: NDArray[np.floating],
    classes: int,
) -> Metrics:
    """Of each image (images,) its true class and what it was taken for, the rank of the true class among all, and the
    probability of the answer.
    """
    confusion = counted(labels.astype(np.int64), answers.astype(np.int64), classes)
    right = labels == answers
    confusion.mistaken  # noqa: B018  # worked out here, so that whoever shows it need not
    return Metrics(
        confusion,
        surest_first(probability),
        side_by_side(confusion),
        top_k(ranks, classes),
        calibration(right, probability),
        coverage(right, probability),
    )
