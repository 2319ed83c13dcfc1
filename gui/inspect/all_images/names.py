"""Names: where the names of classes stand among the points of a map: near their own, and where few points are.

Without Qt. The map is looked at in small cells, so that what a name would cover is a sum of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gui.inspect.all_images.places import Array

CELL = 6  # pixels
FAR = 40  # cells: no name stands farther from its place
CROWD = 10_000.0  # pixels: to cover all points is as bad as to stand so far away
TRIES = 60  # places of a name, the best first, from which a line is tried
MEETING = 3  # cells around its place, in which lines may come together

Counts = NDArray[np.int64]


class Spot(NamedTuple):
    """Where a name stands: its upper left corner in pixels, and whether a line leads from it to its place."""

    left: float
    top: float
    line: bool


@dataclass(frozen=True, eq=False)
class _Window:
    """Candidates for the upper left cell of a name, around its anchor: costs in pixels, and how far from it it is."""

    row: int
    column: int
    costs: Array = field(repr=False)
    far: Array = field(repr=False)

    def best(self) -> Iterator[tuple[int, int, float]]:
        """Row and column of cells with how far they are, the best first; none that is taken."""
        flat = self.costs.ravel()
        few = np.argpartition(flat, TRIES)[:TRIES] if flat.size > TRIES else np.arange(flat.size)
        for at in few[np.argsort(flat[few], kind="stable")].tolist():
            row, column = divmod(at, self.costs.shape[1])
            if np.isfinite(flat[at]):
                yield self.row + row, self.column + column, float(self.far[row, column])


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
        window = self._window(anchor, *size)
        if window is None:
            return None
        chosen, line = self._chosen(window, anchor, size)
        if chosen is None:
            return None
        self._taken[chosen[0] : chosen[0] + size[0], chosen[1] : chosen[1] + size[1]] = 1
        for right in (0, 1):  # two wide, so that no other passes between its cells
            self._taken[line[:, 0], np.minimum(line[:, 1] + right, self._shape[1] - 1)] = 1
        beside = (size[1] * CELL - width) / 2, (size[0] * CELL - height) / 2
        return Spot(chosen[1] * CELL + beside[0], chosen[0] * CELL + beside[1], bool(len(line)))

    def _chosen(self, window: _Window, anchor: Array, size: tuple[int, int]) -> tuple[tuple[int, int] | None, Counts]:
        """The cell that a name begins with, and the cells of its line; the first without one where all are crossed."""
        first, none = None, np.zeros((0, 2), np.int64)
        for row, column, far in window.best():
            if far <= size[0] * CELL:
                return (row, column), none
            line = self._line(anchor, (row, column), size)
            before = line[: -2 * MEETING]
            if not self._taken[before[:, 0], before[:, 1]].any():
                return (row, column), line
            first = first or (row, column)
        return first, none

    def _window(self, anchor: Array, rows: int, columns: int) -> _Window | None:
        """All places near an anchor for a name of so many cells; None where it is larger than the map."""
        middle = (anchor // CELL).astype(np.int64)
        low = np.maximum(middle[::-1] - FAR, 0)
        high = np.minimum(middle[::-1] + FAR, np.array(self._shape) - (rows, columns)) + 1
        if (high <= low).any():
            return None
        (top, left), (bottom, right) = low.tolist(), high.tolist()
        taken = _sums(self._taken[top : bottom + rows - 1, left : right + columns - 1])
        points = self._points[top : bottom + rows, left : right + columns]
        down = _off(np.arange(top, bottom), rows, float(anchor[1]))
        along = _off(np.arange(left, right), columns, float(anchor[0]))
        far = np.hypot(down[:, None], along[None])
        costs = far + CROWD * _covered(points, rows, columns) / self._count
        return _Window(top, left, np.where(_covered(taken, rows, columns) > 0, np.inf, costs), far)

    def _line(self, anchor: Array, at: tuple[int, int], size: tuple[int, int]) -> Counts:
        """The cells (m, 2) of a line from a name to its anchor, two for each cell of its length."""
        low = np.array(at[::-1]) * CELL
        begin = np.clip(anchor, low, low + np.array(size[::-1]) * CELL)
        length = float(np.hypot(*(anchor - begin)))
        along = np.arange(CELL / 2, length, CELL / 2) / max(length, 1e-9)
        cells = ((begin + (anchor - begin) * along[:, None]) // CELL).astype(np.int64)[:, ::-1]
        return np.clip(cells, 0, np.array(self._shape) - 1)


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
