"""Calibration: whether answers are right as often as the network is sure of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.metrics.class_scores import share

BINS = 15  # as in Guo et al., On Calibration of Modern Neural Networks, 2017
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """Images in bins of equal width by the probability of their answer, from 0 to 1; a bin has its upper edge.

    `images` (bins,) in each; `sureness` (bins,) is the mean probability of their answers and `accuracy` (bins,) the
    share that is right, both NaN in a bin without images.
    """

    images: NDArray[np.int64]
    sureness: Shares
    accuracy: Shares

    @property
    def bins(self) -> int:
        """How many there are."""
        return len(self.images)

    def edges(self, at: int) -> tuple[float, float]:
        """Between which probabilities a bin lies."""
        return at / self.bins, (at + 1) / self.bins

    @property
    def error(self) -> float | None:
        """The expected calibration error: by how much both differ, on the average over the images."""
        return self._averaged(np.abs(self.sureness - self.accuracy))

    @property
    def excess(self) -> float | None:
        """By how much the network is surer than it is right, on the average; negative where it is too modest."""
        return self._averaged(self.sureness - self.accuracy)

    def _averaged(self, values: Shares) -> float | None:
        images = int(self.images.sum())
        return float(np.nan_to_num(values) @ self.images) / images if images else None


def calibration(right: NDArray[np.bool_], probability: NDArray[np.floating], bins: int = BINS) -> Calibration:
    """Of answers (images,), whether each is right and its probability; those that are no number are left out."""
    known = ~np.isnan(probability)
    sure = np.clip(probability[known].astype(np.float64), 0.0, 1.0)
    places = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], sure)
    images = np.bincount(places, minlength=bins).astype(np.int64)
    sums, hits = (np.bincount(places, weights, bins) for weights in (sure, right[known].astype(np.float64)))
    return Calibration(images, share(sums, images), share(hits, images))
