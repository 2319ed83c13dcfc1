"""The lines of the runs beside the shown one, and the bands of those alike, as one item of pyqtgraph's.

All of them are painted in one go, from pieces that are kept until the curves or their places change: as many lines of
pyqtgraph's own take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from gui.appearance import theme
from gui.chart.beside.curves import Drawn
from gui.chart.beside.dashes import dashed, finite_parts
from gui.chart.plot import curve_colours
from gui.chart.plot.scale import Heights

WIDTH, SECOND_WIDTH, MARKED = 1.5, 1.0, 2.0  # the last: times as wide
BAND_ALPHA = 0.22
AIR = 0.05  # of its height and width around what is drawn, for the breadth of lines


@dataclass(frozen=True, eq=False)
class Line:
    """One of them, with its points on the axes; arrays of one length."""

    drawn: Drawn
    heights: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


class OtherLines(pg.GraphicsObject):
    """The lines of one measure."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._width = width
        self._lines: list[Line] = []
        self._bounds = QRectF()
        self._marked: int | None = None
        self._theme = theme.current()
        self._pieces: dict[int, Any] = {}  # of each line, for the places that they were cut for
        self._cut_for: QTransform | None = None
        self._as_vectors = False

    def curves(self) -> Iterator[tuple[NDArray, NDArray]]:
        """Places on the axis and heights of every line that is drawn."""
        for line in self._lines:
            yield line.drawn.columns.step, line.heights

    def dress(self, look: theme.Theme) -> None:
        """The colours of a theme."""
        self._theme = look
        self.update()

    def mark(self, slot: int | None) -> None:
        """The line of this number stands out; None: none does."""
        if slot != self._marked:
            self._marked = slot
            self.update()

    def set_export(self, enabled: bool) -> None:  # handed on as a function
        """Have each line drawn as one, for files of vectors."""
        self._as_vectors = enabled

    def draw(self, drawn: Sequence[Drawn], scale: Heights) -> None:
        """These lines and no others; what is drawn already is left as it is."""
        lines = [_line(one, scale) for one in drawn]
        if len(lines) == len(self._lines) and all(map(_alike, lines, self._lines)):
            return
        self._lines, self._pieces = lines, {}
        self.prepareGeometryChange()
        self._bounds = _bounds(lines)
        self.update()

    # --- painting ---

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        """In pixels, as dashes are."""
        place = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        if place != self._cut_for:
            self._cut_for, self._pieces = place, {}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._lines:
            if line.drawn.spreads:
                self._paint_band(painter, line, place)
        for number, line in enumerate(self._lines):
            self._paint_line(painter, number, line, place)
        painter.restore()

    def _paint_band(self, painter: QPainter, line: Line, place: QTransform) -> None:
        """Its outline from below back along the top."""
        colour = curve_colours.reference(self._theme, line.drawn.slot)
        colour.setAlphaF(BAND_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for part in finite_parts(line.low + line.high):
            x, low = _placed(line.drawn.columns.step[part], line.low[part], place)
            _, high = _placed(line.drawn.columns.step[part], line.high[part], place)
            outline = np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])
            painter.drawPolygon(pg.functions.arrayToQPolygonF(*outline))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_line(self, painter: QPainter, number: int, line: Line, place: QTransform) -> None:
        slot = line.drawn.slot
        width = self._width * (MARKED if slot == self._marked else 1)
        pen = QPen(QColor(curve_colours.reference(self._theme, slot)), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._as_vectors:
            self._paint_vectors(painter, line, place, pen)
            return
        if number not in self._pieces:
            self._pieces[number] = self._cut(line, place)
        painter.setPen(pen)
        painter.drawLines(*self._pieces[number].drawargs())

    def _cut(self, line: Line, place: QTransform) -> Any:
        """Its pieces, as Qt takes them."""
        pattern = [length * self._width for length in curve_colours.dashes(line.drawn.slot)]
        found = dashed(*_placed(line.drawn.columns.step, line.heights, place), pattern)
        pieces = pg.Qt.internals.PrimitiveArray(QLineF, 4)
        pieces.resize(len(found))
        pieces.ndarray()[:] = found
        return pieces

    @staticmethod
    def _paint_vectors(painter: QPainter, line: Line, place: QTransform, pen: QPen) -> None:
        pen.setDashPattern(list(curve_colours.dashes(line.drawn.slot)))
        painter.setPen(pen)
        x, y = _placed(line.drawn.columns.step, line.heights, place)
        for part in finite_parts(y):
            painter.drawPolyline(pg.functions.arrayToQPolygonF(x[part], y[part]))


def _line(one: Drawn, scale: Heights) -> Line:
    columns = one.columns
    heights = scale.heights(columns.smooth)
    if not one.spreads:
        return Line(one, heights, heights, heights)
    return Line(one, heights, scale.heights(columns.low), scale.heights(columns.high))


def _alike(one: Line, other: Line) -> bool:
    """Whether they look the same; of most the curves have not changed, but the scale may have."""
    same = (one.drawn.slot, one.drawn.spreads) == (other.drawn.slot, other.drawn.spreads)
    columns, before = one.drawn.columns, other.drawn.columns
    unmoved = columns is before or (np.array_equal(columns.step, before.step) and not one.drawn.spreads)
    return same and unmoved and np.array_equal(one.heights, other.heights, equal_nan=True)


def _bounds(lines: Sequence[Line]) -> QRectF:
    """Of all of them, in the axes' own measure."""
    x = np.concatenate([np.empty(0), *(line.drawn.columns.step for line in lines)])
    y = np.concatenate([np.empty(0), *(end for line in lines for end in (line.low, line.high))])
    y = y[np.isfinite(y)]
    if not len(x) or not len(y):
        return QRectF()
    rect = QRectF(x.min(), y.min(), max(np.ptp(x), 1e-9), max(np.ptp(y), 1e-9))
    air_x, air_y = AIR * rect.width(), AIR * rect.height()
    return rect.adjusted(-air_x, -air_y, air_x, air_y)


def _placed(x: NDArray, y: NDArray, place: QTransform) -> tuple[NDArray, NDArray]:
    """Points of the axes as pixels; neither is turned."""
    return place.m11() * x + place.dx(), place.m22() * y + place.dy()
