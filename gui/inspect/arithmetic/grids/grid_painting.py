"""Paints a grid: a cell a number, in its colour, with as much of the number as it holds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.inspect.arithmetic.grids.grid import Grid

DARK = 140  # of 255, below which letters are white


def paint_grid(painter: QPainter, grid: Grid, place: QRectF, *, readable: bool) -> None:
    """At this place; numbers only where they can be read."""
    painter.setFont(theme.caption_font())
    colours = grid.colours()
    for row, column, area in _cells(grid, place):
        outside = grid.inside is not None and not grid.inside[row, column]
        colour = QColor.fromRgb(int(colours[row, column]) & 0xFFFFFF)
        painter.fillRect(area, QColor(theme.current().surface) if outside else colour)
        if outside:
            painter.fillRect(area, _hatched())
        elif readable:
            painter.setPen(QColor("white" if colour.lightness() < DARK else "#1b1f24"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, short(float(grid.values[row, column])))
    painter.setPen(QPen(QColor(theme.current().strong_border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    if grid.mark is not None:
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRect(cell(grid, place, *grid.mark))


def _cells(grid: Grid, place: QRectF) -> Iterator[tuple[int, int, QRectF]]:
    """With a thin line between them."""
    height, width = grid.values.shape
    for row in range(height):
        for column in range(width):
            yield row, column, cell(grid, place, row, column).adjusted(0, 0, -0.5, -0.5)


def cell(grid: Grid, place: QRectF, row: int, column: int) -> QRectF:
    """Where one of its numbers lies."""
    rows, columns = grid.values.shape
    width, height = place.width() / columns, place.height() / rows
    return QRectF(place.x() + column * width, place.y() + row * height, width, height)


def _hatched() -> QBrush:
    return QBrush(QColor(theme.current().border), Qt.BrushStyle.BDiagPattern)


def short(value: float) -> str:
    """As much of a number as a cell holds."""
    if not np.isfinite(value):
        return "?"
    if abs(value) >= 1000:
        return "≥10³" if value > 0 else "≤−10³"
    places = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return numeral(value, f"z.{places}f").replace("-", "−")  # nothing is less than nothing
