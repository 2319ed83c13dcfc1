"""Plane: many features of many images in two dimensions, those along which the images differ most (PCA).

Nothing of it is left to chance, and from step to step of a training the picture is turned so that it moves, not jumps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.inspection.embedding.hidden import Features

EXACT = 512  # features up to which all axes are computed
EXTRA, ROUNDS = 14, 10  # axes beside those wanted, and rounds, of the computation of the first axes alone
CHUNK = 512  # images that are looked at together
ALIKE = 1e-11  # of the squares of the features: less variance is that of rounding in float32
MOST = float(np.finfo(np.float32).max)  # of a point: axes reach farther than the features by themselves

Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Plane:
    """`points` (n, 2), and the share of all that differs which they hold; None where nothing differs."""

    points: Points = field(repr=False)
    share: float | None


def plane_of(features: Features) -> Plane:
    """Features (n, d), finite, along their first two principal axes; all on one point where they hardly differ."""
    points = np.zeros((len(features), 2), np.float32)
    centred = Centred(features)
    if centred.alike:
        return Plane(points, None)
    axes, variances = axes_of(centred, 2)
    points[:, : axes.shape[1]] = _kept(centred.along(axes).astype(np.float64) * centred.unit)
    return Plane(points, float(variances.sum() / centred.variance))


def reduced(features: Features, count: int) -> tuple[Features, NDArray[np.float64]] | None:
    """Features (n, ≤ count) along the first principal axes, and their variances, of whatever unit; None where they
    hardly differ.

    Each axis points so that its largest part is positive.
    """
    centred = Centred(features)
    if centred.alike:
        return None
    axes, variances = axes_of(centred, count)
    return centred.along(axes), variances


class Centred:
    """Features (n, d) less their `middle` (d,), a few at a time: a copy of all of them is never made.

    What is given is in parts of `unit`, about the largest of them: squares of what is very large or very small would
    not fit into float32. It is a power of two, so nothing is rounded by it.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        self.middle = features.mean(0, dtype=np.float64)
        self.unit = float(2.0 ** np.frexp(max(features.max(), -features.min()))[1])
        self.shape: tuple[int, int] = features.shape

    def along(self, axes: Features) -> Features:
        """(n, k) along axes (d, k)."""
        return np.concatenate([part @ axes for part in self._parts()])

    def there_and_back(self, axes: Features) -> NDArray[np.float64]:
        """What the features put together (d, k) that lie along axes (d, k), each by how much of it does."""
        found = np.zeros((self.shape[1], axes.shape[1]))
        for part in self._parts():
            found += part.T @ (part @ axes)
        return found

    def squares(self) -> NDArray[np.float64]:
        """(d, d): what each feature has in common with each other one, over all images."""
        found = np.zeros((self.shape[1], self.shape[1]))
        for part in self._parts():
            found += part.T.astype(np.float64) @ part
        return found

    @property
    def alike(self) -> bool:
        """Whether they differ by no more than rounding makes of the same."""
        return self.variance <= ALIKE * float(np.square(self.middle / self.unit).sum())

    @cached_property
    def variance(self) -> float:
        """In all directions together."""
        total = sum(float(np.square(part, dtype=np.float64).sum()) for part in self._parts())
        return total / max(1, self.shape[0])

    def _parts(self) -> Iterator[Features]:
        for begin in range(0, self.shape[0], CHUNK):
            yield ((self._features[begin : begin + CHUNK] - self.middle) / self.unit).astype(np.float32)


def axes_of(centred: Centred, count: int) -> tuple[Features, NDArray[np.float64]]:
    """The first principal axes (d, ≤ count) of features (n, d), and the variances along them."""
    axes = _axes(centred, min(count, *centred.shape))
    axes *= np.where(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])] < 0, -1, 1)
    found = axes.astype(np.float32)
    return found, np.square(centred.along(found), dtype=np.float64).mean(0)


def _axes(centred: Centred, count: int) -> NDArray[np.float64]:
    """The first principal axes (d, count)."""
    if centred.shape[1] <= EXACT:
        return _first(centred.squares(), count)
    return _first_of_many(centred, count)


def _first_of_many(centred: Centred, count: int) -> NDArray[np.float64]:
    """By a randomised range finder (Halko, Martinsson and Tropp 2011), drawn always alike."""
    draw = np.random.default_rng(0)
    wanted = min(count + EXTRA, *centred.shape)
    basis = draw.normal(size=(centred.shape[1], wanted))
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(centred.there_and_back(basis.astype(np.float32)))
    return basis @ _first(basis.T @ centred.there_and_back(basis.astype(np.float32)), count)


def _first(squares: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The eigenvectors of the largest eigenvalues, the largest first."""
    _, vectors = np.linalg.eigh(squares)
    return vectors[:, ::-1][:, :count].copy()


def turned(points: Points, before: Points) -> Points:
    """Points (n, 2) turned, and mirrored where need be, to lie as near as can be to where they were (Procrustes)."""
    now, then = (one - one.mean(0) for one in (points.astype(np.float64), before.astype(np.float64)))
    both = now.T @ then
    if not np.isfinite(both).all() or not both.any():
        return points
    left, _, right = np.linalg.svd(both)
    return _kept(now @ (left @ right))


def _kept(points: NDArray[np.floating]) -> Points:
    """As float32; what is out of its range lies at its end."""
    found: Points = np.clip(points, -MOST, MOST).astype(np.float32)
    return found
