"""Coverage: how accurate the network is on the images that it is surest of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

POINTS = 200  # of a curve at most
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Accuracy against coverage: what is right of the answers that are at least so sure; (points,) each.

    `coverage`, rising to 1, is the share of the images that these are, `accuracy` the share of them that is right, and
    `least` the lowest probability among them.
    """

    coverage: Shares
    accuracy: Shares
    least: Shares

    def at(self, share: float) -> int:
        """The point whose coverage is nearest to a share of the images."""
        return int(np.abs(self.coverage - share).argmin())


def surest_first(probability: NDArray[np.floating]) -> NDArray[np.int64]:
    """The images (images,) from the surest answer on; what is no number is least sure, equally sure ones stay."""
    return np.argsort(-np.nan_to_num(probability, nan=0.0), kind="stable")


def coverage(right: NDArray[np.bool_], probability: NDArray[np.floating], points: int = POINTS) -> Coverage:
    """Of answers (images,), whether each is right and its probability; what is no number is least sure.

    Equally sure answers belong together: no threshold would part them.
    """
    images = len(right)
    order = surest_first(probability)
    falling, hits = np.nan_to_num(probability.astype(np.float64), nan=0.0)[order], np.cumsum(right[order])
    wanted = np.ceil(np.arange(1, points + 1) * images / points).astype(np.int64)
    ends = np.unique(np.searchsorted(-falling, -falling[wanted - 1], side="right")) if images else wanted[:0]
    return Coverage(ends / max(1, images), hits[ends - 1] / np.maximum(1, ends), falling[ends - 1])
