"""The mouse cursor over the canvas: a ring as large as the tip; a ring on the canvas where it is too large for that."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from gui.tryit.strokes import Tool

MIN_DIAMETER, MAX_DIAMETER = 5.0, 120.0  # larger cursors are refused by some window systems


def is_cursor(diameter: float) -> bool:
    """Whether a ring of this diameter can be a cursor."""
    return diameter <= MAX_DIAMETER


def tip_cursor(tool: Tool, diameter: float, ratio: float) -> QCursor:
    """A ring of this diameter in logical pixels, for a screen of this device pixel ratio; dashed for the eraser.

    A cross where the canvas is to paint the ring.
    """
    if not is_cursor(diameter):
        return QCursor(Qt.CursorShape.CrossCursor)
    diameter = max(diameter, MIN_DIAMETER)
    side = int(diameter) + 4
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_ring(painter, tool, QRectF((side - diameter) / 2, (side - diameter) / 2, diameter, diameter))
    painter.end()
    return QCursor(pixmap, side // 2, side // 2)


def paint_ring(painter: QPainter, tool: Tool, ring: QRectF) -> None:
    """Dark outside and light inside, so that it shows on the ground and on the ink."""
    style = Qt.PenStyle.DashLine if tool == "eraser" else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3))
    painter.drawEllipse(ring)
    painter.setPen(QPen(QColor(Qt.GlobalColor.white), 1.2, style))
    painter.drawEllipse(ring)
