"""The mark of pure guessing: a dashed line across the chart, and words beside it where no curve is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from gui.chart.plot.ranges import Range

GAP = 6.0  # between the words and the end of the line
Curve = tuple[NDArray, NDArray]  # steps in increasing order, and heights on the axis


class Place(NamedTuple):
    """Where the words stand: at which end of the line, on which side of it, how many lines of text away."""

    right: bool = True
    above: bool = True
    away: int = 0


PLACES = tuple(
    Place(right, above, away) for away in (0, 1) for right in (True, False) for above in (True, False)
)  # the best first


@dataclass(frozen=True)
class Plane:
    """Where the curves are drawn, in pixels, and what of the axes that is."""

    area: QRectF
    x: Range
    y: Range

    def row(self, height: float) -> float:
        """The pixel row of a height."""
        return self.area.bottom() - self.area.height() * (height - self.y[0]) / (self.y[1] - self.y[0])

    def step(self, pixel: float) -> float:
        """The step at a pixel column."""
        return self.x[0] + (self.x[1] - self.x[0]) * (pixel - self.area.left()) / self.area.width()


@dataclass(frozen=True)
class GuessMark:
    """A height on the axis and its words; without a place there is the line alone."""

    height: float
    words: str
    place: Place | None = PLACES[0]

    def row(self, plane: Plane) -> float | None:
        """Where the line is drawn, None where it is out of sight."""
        return round(plane.row(self.height)) + 0.5 if plane.y[0] <= self.height <= plane.y[1] else None

    def paint_line(self, painter: QPainter, plane: Plane) -> None:
        """Draws the line with the painter's pen."""
        y = self.row(plane)
        if y is not None:
            painter.drawLine(QPointF(plane.area.left(), y), QPointF(plane.area.right(), y))

    def paint_words(self, painter: QPainter, plane: Plane, size: QSizeF) -> None:
        """Writes the words, which take so much room, where they have a place."""
        if (rect := self.rect(plane, size)) is not None:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.words)

    def rect(self, plane: Plane, size: QSizeF) -> QRectF | None:
        """Where the words stand, None where they are not to be seen."""
        y = self.row(plane)
        return None if y is None or self.place is None else _rect(self.place, y, plane.area, size)

    def covered(self, plane: Plane, size: QSizeF) -> list[QRectF]:
        """Where nothing else can be read: the line, and the words."""
        y, words = self.row(plane), self.rect(plane, size)
        line = [] if y is None else [QRectF(plane.area.left(), y - 1, plane.area.width(), 2)]
        return line if words is None else [*line, words]

    def standing_clear(self, curves: Iterable[Curve], plane: Plane, size: QSizeF) -> "GuessMark":
        """With its words where no curve is: where they are if they can stay, nowhere if there is no such place."""
        y = self.row(plane)
        if y is None:
            return self
        drawn = [_finite(curve) for curve in curves]
        places = PLACES if self.place is None else (self.place, *PLACES)
        free = (place for place in places if _is_free(_rect(place, y, plane.area, size), drawn, plane))
        return replace(self, place=next(free, None))


def _rect(place: Place, y: float, area: QRectF, size: QSizeF) -> QRectF:
    """Where words of a size stand beside a line at row `y`."""
    left = area.right() - GAP - size.width() if place.right else area.left() + GAP
    off = place.away * size.height()
    return QRectF(QPointF(left, y - off - size.height() if place.above else y + off), size)


def _is_free(rect: QRectF, curves: list[Curve], plane: Plane) -> bool:
    return plane.area.contains(rect) and not any(_crosses(curve, rect, plane) for curve in curves)


def _crosses(curve: Curve, rect: QRectF, plane: Plane) -> bool:
    """Whether a curve passes the rectangle: as it is unbroken, it takes every height between its ends there."""
    steps, heights = curve
    if not len(steps):
        return False
    left, right = max(plane.step(rect.left()), steps[0]), min(plane.step(rect.right()), steps[-1])
    if left > right:
        return False
    inside = heights[np.searchsorted(steps, left) : np.searchsorted(steps, right, side="right")]
    there = np.concatenate([np.interp([left, right], steps, heights), inside])
    return plane.row(float(there.min())) >= rect.top() and plane.row(float(there.max())) <= rect.bottom()


def _finite(curve: Curve) -> Curve:
    known = np.isfinite(curve[1])
    return (curve[0][known], curve[1][known])
