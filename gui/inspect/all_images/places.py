"""Places: where points lie in a rectangle, which of them is near, beside or within. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Directions = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
MARGIN, EDGE, LARGEST = 14.0, 6.0, 40.0  # pixels at the edges, and of what is marked there; how far one may look closer
FEW, APART = 100, 1 / 100  # points of which each counts; of more, the share at either end that may lie far off
REACH = 0.5  # of what lies between those, that others may be farther out
FAR_OFF = 1e7  # pixels: what is farther out of sight than these is out of sight
CELLS = 12  # each way, in which places are counted


@dataclass(frozen=True)
class Sight:
    """Which part of the points is seen: `zoom` times as large as where nearly all of them fill the rectangle, about a
    `centre` in units of that, 0 to 1.
    """

    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    @property
    def shows_most(self) -> bool:
        """Whether nearly all points are in sight, so that those which are not lie farther out."""
        half = 0.5 / self.zoom + 1e-9
        return all(centre - half <= 0 and centre + half >= 1 for centre in self.centre)


class Placed(NamedTuple):
    """Points in a rectangle, (n, 2) from its upper left corner.

    Those that lie farther out are at its edge, and `beyond` (n, 2) says in which direction: −1, 0 or 1 along x and y.
    """

    at: Array
    beyond: NDArray[np.int64]

    @property
    def out(self) -> NDArray[np.bool_]:
        """Which lie farther out."""
        return (self.beyond[:, 0] != 0) | (self.beyond[:, 1] != 0)


class Ground:
    """Points (n, 2) in a rectangle that nearly all of them fill, their second axis upwards; not stretched."""

    def __init__(self, points: NDArray[np.float32], width: float, height: float) -> None:
        self._size = np.array([width, height])
        self._room = np.maximum(self._size - 2 * MARGIN, 1.0)
        low, high = nearly_all(points)
        wide = high > low
        scale = float((self._room[wide] / (high - low)[wide]).min()) if wide.any() else 0.0
        self._units = (points - (low + high) / 2) * (scale, -scale) / self._room + 0.5

    def seen(self, sight: Sight) -> Placed:
        """Where the points are."""
        at: Array = ((self._units - sight.centre) * sight.zoom + 0.5) * self._room + MARGIN
        if not sight.shows_most:
            return Placed(np.clip(at, -FAR_OFF, FAR_OFF), np.zeros(at.shape, np.int64))
        last = np.maximum(self._size - EDGE, EDGE)
        return Placed(np.clip(at, EDGE, last), (at > last).astype(np.int64) - (at < EDGE))

    def closer(self, sight: Sight, factor: float, at: tuple[float, float]) -> Sight:
        """By a factor, about a place of the rectangle; never less than all of them."""
        zoom = min(max(sight.zoom * factor, self._least), LARGEST)
        away = (np.array(at) - MARGIN) / self._room - 0.5
        return self._about(zoom, sight.centre + away * (1 / sight.zoom - 1 / zoom))

    def whole(self) -> Sight:
        """All of them."""
        return self._about(self._least, np.full(2, 0.5))

    def to(self, sight: Sight, at: int) -> Sight:
        """Moved so that a point is in sight."""
        there = self._units[at]
        found = self._about(sight.zoom, there)
        if self.shows(found, at):
            return found
        x, y = there.tolist()  # so far off that its neighbourhood is less than rounding
        return Sight(sight.zoom, (x, y))

    def shows(self, sight: Sight, at: int) -> bool:
        """Whether a point is in sight."""
        place = self.seen(sight).at[at]
        return bool(((place >= 0) & (place < self._size)).all())

    @property
    def _least(self) -> float:
        """So large are they where all are seen."""
        low, high = self._ends
        return 1 / float((high - low).max())

    def _about(self, zoom: float, centre: Array) -> Sight:
        """As near to a centre as can be with nothing beyond all of them in sight."""
        (low, high), half = self._ends, 0.5 / zoom
        middle = np.clip(centre, np.minimum(low + half, high - half), np.maximum(low + half, high - half))
        x, y = np.where(high - low <= 2 * half, (low + high) / 2, middle).tolist()
        return Sight(zoom, (x, y))

    @property
    def _ends(self) -> tuple[Array, Array]:
        """The least and the greatest x and y of all of them, in units of a `Sight`; of few it is its rectangle."""
        return np.minimum(self._units.min(0, initial=0.0), 0.0), np.maximum(self._units.max(0, initial=1.0), 1.0)


def nearly_all(points: NDArray[np.float32]) -> tuple[Array, Array]:
    """The least and the greatest x and y of points (n, 2), but of those that lie far from nearly all the others."""
    if not len(points):
        return np.zeros(2), np.zeros(2)
    found = points.astype(np.float64)
    if len(points) >= FEW:
        low, high = _between(found, APART)
        reach = REACH * float((high - low).max())
        near = ((found >= low - reach) & (found <= high + reach)).all(1)
        found = found[near] if reach > 0 else found
    return found.min(0), found.max(0)


def thickest(places: Array) -> Array:
    """The one of some places (n, 2) around which most of them lie: at their middle there may be none."""
    low, high = _between(places, 1 / 50)  # a few that lie far off make no cell larger
    cells = np.clip((places - low) / np.maximum(high - low, 1e-9) * CELLS, 0, CELLS - 1).astype(np.int64)
    wide = CELLS + 2  # with an empty edge
    counts = np.bincount((cells[:, 0] + 1) * wide + cells[:, 1] + 1, minlength=wide * wide).reshape(wide, wide)
    rows = counts[:-2] + counts[1:-1] + counts[2:]
    crowd = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:])[tuple(cells.T)]
    best = places[crowd == crowd.max()]
    found: Array = best[np.square(best - best.mean(0)).sum(1).argmin()]
    return found


def _between(places: Array, share: float) -> tuple[Array, Array]:
    """The least and the greatest x and y of places (n, 2) without so many at either end."""
    first = int(len(places) * share)
    last = len(places) - 1 - first
    found = np.partition(places, (first, last), axis=0)
    return found[first], found[last]


def nearest(places: Array, x: float, y: float, within: float) -> int | None:
    """The point that is nearest to a place, at most so far from it."""
    if not len(places):
        return None
    far = np.square(places - (x, y)).sum(1)
    found = int(far.argmin())
    return found if far[found] <= within**2 else None


def beside(places: Array, at: int, direction: tuple[int, int]) -> int:
    """The next point in a direction: near, and rather ahead than aside; the same where there is none."""
    way = places - places[at]
    ahead = way @ np.array(direction, np.float64)
    aside = np.abs(way @ np.array(direction[::-1], np.float64))
    cost = np.where((ahead > 1e-9) & (aside <= 2 * ahead), ahead + 2 * aside, np.inf)
    found = int(cost.argmin())
    return found if np.isfinite(cost[found]) else at


def within(places: Array, outline: Array) -> NDArray[np.int64]:
    """Which points lie within a closed outline (m, 2): where a line to the right crosses it an odd number of times."""
    inside = np.zeros(len(places), bool)
    x, y = places.T
    for (x0, y0), (x1, y1) in zip(outline, np.roll(outline, -1, 0), strict=True):
        if y0 != y1:
            crosses = (y0 > y) != (y1 > y)
            inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return np.flatnonzero(inside).astype(np.int64)


def neighbours(points: NDArray[np.float32], at: int, count: int) -> NDArray[np.int64]:
    """The points that are nearest to one, itself first."""
    far = np.square(points.astype(np.float64) - points[at]).sum(1)
    return np.argsort(far, kind="stable")[:count].astype(np.int64)
