"""Familiarity: which training images are nearest to an image in the last hidden layer, and how unlike all it is.

Features are first turned to the principal axes of the training images and brought to the same spread along each, so
that a direction in which those hardly differ counts as much as one in which they differ most: strangers stand out there
(measured in `benchmarks/strangers.py`). How unlike an image is, its mean distance to its three nearest, says
nothing by itself. So it is held against the test images, which nobody learned from either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.inspection.embedding.hidden import Features
from engine.inspection.embedding.plane import Centred, axes_of

NEAREST = 3  # training images that are shown, and that a distance is the mean of
AXES = 256  # principal ones, at most
LEAST_SPREAD = 0.02  # of the mean variance of all axes is added to each: noise is not blown up
ALL_SAME = "Train it first, mend what gives only zeros, or unmute what is muted."
CHUNK = 128  # images that are held against all others at a time

Numbers = NDArray[np.float64]


class Near(NamedTuple):
    """The nearest of the known images, by their places, with their distances, and of how many in 1 of the test images
    the distance is less.
    """

    places: NDArray[np.int64]
    distances: Numbers
    share: float


@dataclass(frozen=True, eq=False)
class Familiarity:
    """`known` (n, k) are training images and `usual` (m,) the distances of test images, from the least to the most.

    An image goes to its place beside them by `middle` (d,) and `axes` (d, k).
    """

    middle: Numbers = field(repr=False)
    axes: Numbers = field(repr=False)
    known: Numbers = field(repr=False)
    usual: Numbers = field(repr=False)

    def near(self, features: Features, but: int | None = None) -> Near:
        """What is nearest to one image of features (d,); `but` is its own place where it is one of the known."""
        far = self._far(features[None])[0]
        if but is not None:
            far[but] = np.inf
        count = min(NEAREST, len(far) - (but is not None))
        places = np.argsort(far, kind="stable")[:count].astype(np.int64)
        return Near(places, far[places], self._share(float(far[places].mean())))

    def unlike(self, features: Features) -> Numbers:
        """How unlike images of features (n, d) are, (n,): the mean distance to the nearest."""
        count = min(NEAREST, len(self.known))
        parts = [features[begin : begin + CHUNK] for begin in range(0, len(features), CHUNK)]
        found = [np.partition(self._far(part), count - 1, 1)[:, :count].mean(1) for part in parts]
        return np.concatenate(found) if found else np.zeros(0)

    def _share(self, distance: float) -> float:
        return float(np.searchsorted(self.usual, distance) / max(1, len(self.usual)))

    def _far(self, features: Features) -> Numbers:
        """Numbers (n, known) of features (n, d)."""
        placed = _placed(features, self.middle, self.axes)
        squares = np.square(placed).sum(1)[:, None] + np.square(self.known).sum(1) - 2 * placed @ self.known.T
        far: Numbers = np.sqrt(np.maximum(squares, 0))
        return far


def familiarity(train: Features, test: Features) -> Familiarity:
    """Of the features (n, d) of training images and (m, d) of test images, finite.

    Raises InputError, in words, where there are too few to hold an image against, and where nothing tells them apart.
    """
    if len(train) <= NEAREST or not len(test):
        raise InputError("There are too few images to hold this one against.", "Take more training and test images.")
    centred = Centred(train)
    if centred.alike:
        raise InputError("All images are the same to this network, so none is nearer than another.", ALL_SAME)
    axes, variances = axes_of(centred, AXES)
    scaled = axes / np.sqrt(variances + (LEAST_SPREAD * variances.mean() or 1.0)) / centred.unit
    bare = Familiarity(centred.middle, scaled, _placed(train, centred.middle, scaled), np.zeros(0))
    return Familiarity(bare.middle, scaled, bare.known, np.sort(bare.unlike(test)))


def _placed(features: Features, middle: Numbers, axes: Numbers) -> Numbers:
    """Features (n, d) along axes (d, k), (n, k): a few images at a time, as in double precision they take much."""
    starts = range(0, len(features), CHUNK)
    return np.concatenate([(features[begin : begin + CHUNK] - middle) @ axes for begin in starts])
