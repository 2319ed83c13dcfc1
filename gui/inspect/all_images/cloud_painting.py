"""How the map is painted: its points, and what is picked, marked and read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from gui.appearance import theme
from gui.inspect import pointer_readout
from gui.inspect.all_images import dots
from gui.inspect.all_images.places import Placed
from gui.pieces.images.pictures import paint_picture

RADIUS, SMALL, MANY = 2.4, 1.9, 3000  # of a dot, and where there are many
PICTURE, GAP = 72, 10
FARTHER = 5.0  # from the middle to the corners of a mark at the edge


def cloud(seen: Placed, colours: NDArray[np.uint32], order: NDArray[np.int64], size: QSize, ratio: float) -> QImage:
    """All points on the surface, for a screen with so many pixels a unit; marks for those that are farther out."""
    radius = (RADIUS if len(seen.at) < MANY else SMALL) * theme.zoom_factor() * ratio
    whole = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
    ground, within = QColor(theme.current().surface), order[~seen.out[order]]
    found = dots.picture(seen.at[within] * ratio, colours[within], whole, radius, ground)
    found.setDevicePixelRatio(ratio)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for at in order[seen.out[order]].tolist():
        painter.setBrush(QColor.fromRgb(int(colours[at])))
        painter.drawPolygon(_arrow(seen.at[at], seen.beyond[at]))
    painter.end()
    return found


def _arrow(place: NDArray[np.float64], way: NDArray[np.int64]) -> QPolygonF:
    """At a place, its tip in the direction of a way."""
    turn, reach = np.arctan2(way[1], way[0]), FARTHER * theme.zoom_factor()
    corners = [turn + part for part in (0, 2.4, -2.4)]
    return QPolygonF([QPointF(place[0] + reach * np.cos(a), place[1] + reach * np.sin(a)) for a in corners])


def paint_line(painter: QPainter, line: Iterable[tuple[float, float]]) -> None:
    """What is being drawn around points."""
    outline = QPolygonF([QPointF(x, y) for x, y in line])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().accent), 1.5))
    painter.setBrush(theme.current().colour("accent", 0.12))
    path = QPainterPath()
    path.addPolygon(outline)
    painter.drawPath(path)


def paint_mark(painter: QPainter, place: NDArray[np.float64]) -> None:
    """Around the image that is looked at, to be seen on any colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in (("surface", 4.0), ("accent", 2.0)):
        painter.setPen(QPen(QColor(getattr(theme.current(), colour)), width))
        painter.drawEllipse(QPointF(*place.tolist()), 8, 8)


def paint_read(painter: QPainter, at: QPointF, image: QImage | None, words: str, bounds: QRectF) -> None:
    """A ring, and beside it the image with what it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().text), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 5.5, 5.5)
    side = theme.px(PICTURE)
    chip = pointer_readout.chip(words, at, bounds)
    left = min(max(bounds.left(), at.x() + GAP), bounds.right() - side)
    above = chip.top() - side - 4 if chip.top() < at.y() else at.y() - side - GAP
    top = above if above >= bounds.top() else chip.bottom() + 4
    painter.fillRect(QRectF(left - 1, top - 1, side + 2, side + 2), QColor(theme.current().strong_border))
    paint_picture(painter, QRectF(left, top, side, side), image)
    pointer_readout.paint(painter, words, chip)


def paint_focus(painter: QPainter, area: QRectF) -> None:
    """The keyboard is here."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    painter.drawRect(area.adjusted(1, 1, -1, -1))
