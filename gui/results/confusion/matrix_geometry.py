"""Where everything of the confusion matrix lies: names, cells, and a bar for each row. Pure figures, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF

from gui.appearance import theme

USUAL_SIDE, LEAST_SIDE, MOST_SIDE = 270, 180, 640  # of all cells
LARGEST_CELL = 56
NAMED = 20  # classes at most whose rows have a name and a bar; of more the bars are a list of their own
NAMES, ABOVE = 76, 70  # the most that class names may take before the rows, and above the columns
LEAST_BARS, BARS, MOST_BARS = 72, 128, 320  # of a bar with its percentage
BARS_SHARE = 0.3  # of what names leave, until BARS are reached
GAP = 4

Cell = tuple[int, int]


@dataclass(frozen=True)
class Geometry:
    """Of a matrix of `count` classes: its upper left cell is at (`left`, `top`), all cells together are `side` wide."""

    count: int
    left: int
    top: int
    side: int
    names: int  # the width of the names; 0: there are none
    upright: bool  # whether the columns' names are read as the rows' are
    bars: int  # the width of the bars; 0: there are none

    @property
    def each(self) -> float:
        """The side of one cell; below a pixel where there are more classes than pixels."""
        return self.side / max(1, self.count)

    @property
    def cells(self) -> QRectF:
        """All cells."""
        return QRectF(self.left, self.top, self.side, self.side)

    def cell(self, row: int, column: int) -> QRectF:
        """One cell."""
        return QRectF(self.left + column * self.each, self.top + row * self.each, self.each, self.each)

    def bar(self, row: int) -> QRectF:
        """The place of a row's bar and its percentage."""
        begin = self.left + self.side + 3 * theme.px(GAP)
        return QRectF(begin, self.top + row * self.each, self.left + self.side + self.bars - begin, self.each)

    def row_at(self, position: QPointF) -> int | None:
        """The row whose name or bar is under a point."""
        x, row = position.x(), int((position.y() - self.top) // self.each) if self.side else -1
        beside = x < self.left or self.left + self.side < x <= self.left + self.side + self.bars
        return row if self.names and beside and 0 <= row < self.count else None

    def column_at(self, position: QPointF) -> int | None:
        """The column whose name is under a point."""
        column = int((position.x() - self.left) // self.each) if self.side else -1
        return column if self.names and position.y() < self.top and 0 <= column < self.count else None


def geometry(size: QSize, count: int, longest_name: float, least: int = LEAST_SIDE) -> Geometry:
    """On a widget of some size, for names of which the longest has a width: as large as there is room.

    Bars are there where they leave the cells a side of `least` at a zoom of 100 %.
    """
    left, top, names = _before(count, longest_name)
    across = size.width() - left - 1
    bars = _least_bars(across, theme.px(least)) if names else 0
    room = max(1, min(across - bars, size.height() - top - 1, theme.px(MOST_SIDE)))
    side = min(room // max(1, count), theme.px(LARGEST_CELL)) * count or room
    width = min(theme.px(MOST_BARS), across - side) if bars else 0
    return Geometry(count, left, top, side, names, _upright(count, names), width)


def _least_bars(across: int, least: int) -> int:
    """What bars take of so much room for them and the cells; 0 where both have none."""
    bars = round(min(max(BARS_SHARE * across, theme.px(LEAST_BARS)), theme.px(BARS)))
    return bars if across - bars >= least else 0


def usual_size(count: int, longest_name: float, side: int = USUAL_SIDE) -> QSize:
    """What a matrix takes with cells of `side` at a zoom of 100 %, or less where they are few."""
    left, top, _ = _before(count, longest_name)
    cells = min(theme.px(side), theme.px(LARGEST_CELL) * max(1, count))
    return QSize(left + cells + 1, top + cells + 1)


def _before(count: int, longest_name: float) -> tuple[int, int, int]:
    """What names and titles take before the cells and above them, and the width of names."""
    line, gap = QFontMetricsF(theme.caption_font()).height(), theme.px(GAP)
    names = round(min(theme.px(NAMES), longest_name)) if 0 < count <= NAMED else 0
    above = line if _upright(count, names) else min(names, theme.px(ABOVE))
    return round(line + names + 2 * gap), round(line + above + 2 * gap), names


def _upright(count: int, names: int) -> bool:
    """Whether the names fit above their columns as they are read."""
    return bool(names) and names * count <= theme.px(LEAST_SIDE)
