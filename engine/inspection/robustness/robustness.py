"""Robustness: what a network makes of the same images at each strength of a distortion. Plain arrays, no torch."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.inspection.robustness.distortions import KINDS, Kind
from engine.metrics.confusion import Confusion, counted
from engine.metrics.interval import wilson

Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Robustness:
    """`strengths` (s,) rise; among them is the one that changes nothing.

    `places` (n,) are those of the images in their split, `labels` (n,) their classes; `predicted` (s, n) is what each
    was taken for at each strength, and `probability` (s, n) how surely.
    """

    kind: Kind
    strengths: tuple[float, ...]
    classes: int
    places: Labels = field(repr=False)
    labels: Labels = field(repr=False)
    predicted: Labels = field(repr=False)
    probability: NDArray[np.float32] = field(repr=False)

    def __len__(self) -> int:
        """How many images there are."""
        return len(self.labels)

    @property
    def nothing(self) -> int:
        """Which of the strengths changes nothing."""
        return self.strengths.index(KINDS[self.kind].nothing)

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Which images are answered rightly (s, n)."""
        right: NDArray[np.bool_] = self.predicted == self.labels
        return right

    @cached_property
    def accuracy(self) -> NDArray[np.float64]:
        """The share that is right at each strength (s,); no number where there is no image."""
        return self.right.mean(1) if len(self) else np.full(len(self.strengths), np.nan)

    @cached_property
    def intervals(self) -> NDArray[np.float64]:
        """Between which accuracies the true ones lie at 95 % (s, 2)."""
        counts = self.right.sum(1).tolist()
        return np.array([wilson(right, len(self)) or (np.nan, np.nan) for right in counts])

    def confusion(self, at: int) -> Confusion:
        """At one of the strengths."""
        return counted(self.labels, self.predicted[at], self.classes)

    def newly_right(self, at: int) -> int:
        """How many images are wrong as they are and right at a strength."""
        return int((~self.right[self.nothing] & self.right[at]).sum())

    def newly_wrong(self, at: int) -> Labels:
        """The images that are right as they are and wrong at a strength, by their row, the surest first."""
        rows = np.flatnonzero(self.right[self.nothing] & ~self.right[at])
        return rows[np.argsort(-self.probability[at, rows], kind="stable")]
