"""Names: where the names of classes stand among the points of a map: near their own, and where few points are.

Without Qt. The map is looked at in small cells, so that what a name would cover is a sum of whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gui.inspect.all_images.places import Array

CELL = 6  # pixels
FAR = 40  # cells: no name stands farther from its place
CROWD = 10_000.0  # pixels: to cover all points is as bad as to stand so far away
TRIES = 30  # places of a name, the best first, from which a line is tried
MEETING = 3  # cells around its place, in which lines may come together
LINE, NAME = 1, 2  # what takes a cell

Counts = NDArray[np.int64]


class Spot(NamedTuple):
    """Where a name stands: its upper left corner in pixels, and whether a line leads from it to its place."""

    left: float
    top: float
    line: bool


class _Candidates(NamedTuple):
    """Places of a name, the best first: `cells` (n, 2) of its upper left corner; how `far` it is off its anchor."""

    cells: Counts  # row and column
    far: Array  # pixels


class Room:
    """A map of so many pixels, with points at places (n, 2); names and lines take cells of it."""

    def __init__(self, places: Array, width: float, height: float) -> None:
        self._shape = int(height // CELL), int(width // CELL)
        rows, columns = self._shape
        cells = (places // CELL).astype(np.int64)
        there = ((cells >= 0) & (cells < (columns, rows))).all(1)
        at = cells[there, 1] * columns + cells[there, 0]
        counts = np.bincount(at, minlength=rows * columns)[: rows * columns].reshape(self._shape)
        self._points, self._count = _sums(counts), max(1, len(places))
        self._taken = np.zeros(self._shape, np.int64)

    def take(self, anchor: Array, width: float, height: float) -> Spot | None:
        """The best place for a name of this size; None where there is none. An anchor (2,) is where its class lies.

        A line leads there from a name that is off it, unless others are in the way.
        """
        size = -int(-height // CELL), -int(-width // CELL)
        candidates = self._candidates(anchor, *size)
        if not len(candidates.cells):
            return None
        (row, column), line = self._chosen(candidates, anchor, size)
        for right in (0, 1):  # two wide, so that no other passes between its cells
            cells = line[:, 0], np.minimum(line[:, 1] + right, self._shape[1] - 1)
            self._taken[cells] = np.maximum(self._taken[cells], LINE)
        self._taken[row : row + size[0], column : column + size[1]] = NAME
        beside = (size[1] * CELL - width) / 2, (size[0] * CELL - height) / 2
        return Spot(column * CELL + beside[0], row * CELL + beside[1], bool(len(line)))

    def _candidates(self, anchor: Array, rows: int, columns: int) -> _Candidates:
        """Places near an anchor for a name of so many cells that nothing stands at."""
        middle = (anchor // CELL).astype(np.int64)[::-1]
        low = np.maximum(middle - FAR, 0)
        high = np.minimum(middle + FAR, np.array(self._shape) - (rows, columns)) + 1
        if (high <= low).any():
            return _Candidates(np.zeros((0, 2), np.int64), np.zeros(0))
        (top, left), (bottom, right) = low.tolist(), high.tolist()
        taken = _sums(self._taken[top : bottom + rows - 1, left : right + columns - 1])
        points = self._points[top : bottom + rows, left : right + columns]
        down = _off(np.arange(top, bottom), rows, float(anchor[1]))
        along = _off(np.arange(left, right), columns, float(anchor[0]))
        far = np.hypot(down[:, None], along[None])
        costs = far + _covered(points, rows, columns) * (CROWD / self._count)
        costs[_covered(taken, rows, columns) > 0] = np.inf
        best = _least(costs.ravel(), TRIES)
        return _Candidates(np.stack(np.divmod(best, right - left), 1) + low, far.ravel()[best])

    def _chosen(self, candidates: _Candidates, anchor: Array, size: tuple[int, int]) -> tuple[tuple[int, int], Counts]:
        """The first candidate that needs no line or has one that crosses nothing, and the cells of its line.

        Without one where all would cross something.
        """
        cells, near = candidates.cells, candidates.far <= size[0] * CELL
        if near[0]:
            return (int(cells[0, 0]), int(cells[0, 1])), np.zeros((0, 2), np.int64)
        lines, away = self._lines(anchor, cells, size)
        meets = away <= MEETING * CELL  # another line, which is no harm there
        crossed = (self._taken[lines[..., 0], lines[..., 1]] - LINE * meets).max(1) > 0
        at = int((near | ~crossed).argmax())  # the first of all where there is none
        row, column = cells[at].tolist()
        return (row, column), lines[at] if not near[at] and not crossed[at] else lines[at, :0]

    def _lines(self, anchor: Array, cells: Counts, size: tuple[int, int]) -> tuple[Counts, Array]:
        """The cells (n, m, 2) of lines from names to their anchor, and how far from that each is, in pixels."""
        low = cells[:, ::-1] * CELL
        begin = np.clip(anchor, low, low + np.array(size[::-1]) * CELL)
        length = np.hypot(*(anchor - begin).T)
        steps = max(2, int(length.max() / CELL * 2))
        left = np.linspace(1, 0, steps, endpoint=False)
        places = anchor + (begin - anchor)[:, None] * left[:, None]
        found = np.clip((places // CELL).astype(np.int64)[..., ::-1], 0, np.array(self._shape) - 1)
        return found, length[:, None] * left


def _least(costs: Array, count: int) -> Counts:
    """At most so many places of the least costs (n,), the least first, of those that are finite."""
    few = np.argpartition(costs, count)[:count] if len(costs) > count else np.arange(len(costs))
    few = few[np.isfinite(costs[few])]
    return few[np.argsort(costs[few], kind="stable")]


def _sums(counts: Counts) -> Counts:
    """(rows + 1, columns + 1): how many lie above and left of each corner."""
    return np.pad(counts.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _covered(sums: Counts, rows: int, columns: int) -> Counts:
    """How many lie in each rectangle of so many cells."""
    found: Counts = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    return found


def _off(begins: Counts, cells: int, at: float) -> Array:
    """How far a coordinate is off each stretch of so many cells, in pixels; 0 within."""
    found: Array = np.maximum(np.maximum(begins * CELL - at, at - (begins + cells) * CELL), 0.0)
    return found
