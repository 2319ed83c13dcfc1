"""Places: where points lie in a rectangle, which of them is near, beside or within. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Directions = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
MARGIN, LARGEST = 14.0, 40.0  # pixels at the edges; how far one may look closer
CELLS = 12  # each way, in which places are counted


@dataclass(frozen=True, eq=False)
class Sight:
    """Which part of the points is seen: `zoom` times as large, about a `centre` in units of the whole, 0 to 1."""

    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    def closer(self, factor: float, at: tuple[float, float]) -> Sight:
        """By a factor, about a place of the rectangle, in units of that; never less than the whole."""
        zoom = min(max(self.zoom * factor, 1.0), LARGEST)
        centre = [
            self._within(c + (place - 0.5) * (1 / self.zoom - 1 / zoom), zoom)
            for c, place in zip(self.centre, at, strict=True)
        ]
        return Sight(zoom, (centre[0], centre[1]))

    def moved(self, right: float, down: float) -> Sight:
        """By parts of the rectangle."""
        x, y = (self._within(c + by / self.zoom, self.zoom) for c, by in zip(self.centre, (right, down), strict=True))
        return replace(self, centre=(x, y))

    @staticmethod
    def _within(centre: float, zoom: float) -> float:
        return min(max(centre, 0.5 / zoom), 1 - 0.5 / zoom)


def placed(points: NDArray[np.float32], width: float, height: float, sight: Sight) -> Array:
    """Points (n, 2), their second axis upwards, in a rectangle, (n, 2) from its upper left corner; not stretched."""
    if not len(points):
        return np.zeros((0, 2))
    low, high = points.min(0).astype(np.float64), points.max(0).astype(np.float64)
    room = np.maximum(np.array([width, height]) - 2 * MARGIN, 1.0)
    scale = float((room / np.maximum(high - low, 1e-12)).min()) if (high > low).any() else 0.0
    whole = (points - (low + high) / 2) * (scale, -scale) / room + 0.5
    seen: Array = ((whole - sight.centre) * sight.zoom + 0.5) * room + MARGIN
    return seen


def thickest(places: Array) -> Array:
    """The one of some places (n, 2) around which most of them lie: at their middle there may be none."""
    low, high = np.percentile(places, (2, 98), axis=0)  # a few that lie far off make no cell larger
    cells = np.clip((places - low) / np.maximum(high - low, 1e-9) * CELLS, 0, CELLS - 1).astype(np.int64)
    counts = np.zeros((CELLS + 2, CELLS + 2), np.int64)  # with an empty edge
    np.add.at(counts, tuple(cells.T + 1), 1)
    around = sum(np.roll(counts, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1))
    crowd = np.asarray(around)[tuple(cells.T + 1)]
    best = places[crowd == crowd.max()]
    found: Array = best[np.square(best - best.mean(0)).sum(1).argmin()]
    return found


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
    far = np.square(points - points[at]).sum(1)
    return np.argsort(far, kind="stable")[:count].astype(np.int64)
