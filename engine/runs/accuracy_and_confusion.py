"""What a network reached: confusion matrix, accuracy per class. Arrays in, plain figures out."""

from __future__ import annotations

from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray


def confusion(labels: NDArray[np.int64], predictions: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """Counts (classes, classes), int64: row i, column j is images of class i taken for class j."""
    counts = np.bincount(labels * classes + predictions, minlength=classes * classes)
    return counts.astype(np.int64, copy=False).reshape(classes, classes)


def class_accuracy(matrix: ArrayLike) -> NDArray[np.float64]:
    """Share of each class's images answered rightly (recall); NaN for a class without images. Of no matrix, none."""
    counts = np.asarray(matrix, dtype=np.float64)
    if counts.size == 0:
        return np.zeros(0)
    images = counts.sum(axis=1)
    shares: NDArray[np.float64] = np.full(len(counts), np.nan)
    np.divide(np.diag(counts), images, out=shares, where=images > 0)
    return shares


def mistaken(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Cells of a confusion matrix that count mistakes, as places in the flat matrix (n,).

    The most frequent first; of equally frequent ones those that are more of the images of their class.
    """
    cells = np.flatnonzero(counts.ravel() != 0)  # of a million by far quicker than of the counts themselves
    cells = cells[cells % (len(counts) + 1) > 0]  # not those of the diagonal
    found, images = counts.ravel()[cells], counts.sum(axis=1)
    ordered: NDArray[np.int64] = cells[np.lexsort((-found / images[cells // max(1, len(counts))], -found))]
    return ordered


def plain(value: float) -> float | None:
    """The figure for a log; None in place of NaN and infinity, which JSON does not know."""
    return value if isfinite(value) else None
