"""Grid layout: how large the cells of a row of small grids are, and how many grids stand side by side. Without Qt."""

from __future__ import annotations

from typing import NamedTuple

SMALLEST = 4.0  # side of a cell without a number, in pixels


class Bounds(NamedTuple):
    """In pixels: the side of the largest cell, and how wide and high a cell must be for a number."""

    largest: float
    width: float
    height: float


class GridLayout(NamedTuple):
    """Width and height of a cell in pixels, how many grids are in a line, and whether numbers have room."""

    width: float
    height: float
    beside: int
    readable: bool


def laid_out(grids: int, columns: int, room: float, sign: float, bounds: Bounds) -> GridLayout:
    """`grids` of so many columns, with a sign as wide as `sign` before each but the first.

    All side by side where numbers have room so, in squares; else in lines below each other, in cells as flat as letters
    allow; where not even one has room, side by side without numbers.
    """
    together = min(bounds.largest, (room - sign * (grids - 1)) / (grids * columns))
    if together >= bounds.width:
        return GridLayout(together, together, grids, readable=True)
    for beside in range(grids - 1, 0, -1):
        below = min(beside, grids - beside)  # in a line that begins with a sign
        first = (room - sign * (beside - 1)) / (beside * columns)
        cell = min(bounds.largest, first, (room - sign * below) / (below * columns))
        if cell >= bounds.width:
            return GridLayout(cell, min(cell, bounds.height), beside, readable=True)
    side = max(SMALLEST, together)
    return GridLayout(side, side, grids, readable=False)
