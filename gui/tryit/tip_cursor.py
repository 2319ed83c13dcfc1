"""The mouse cursor over the canvas: a ring as large as the tip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from gui.tryit.strokes import Tool

MIN_DIAMETER, MAX_DIAMETER = 5.0, 120.0  # larger cursors are refused by some window systems


def tip_cursor(tool: Tool, diameter: float, ratio: float) -> QCursor:
    """A ring of this diameter in logical pixels, for a screen of this device pixel ratio; dashed for the eraser."""
    diameter = min(max(diameter, MIN_DIAMETER), MAX_DIAMETER)
    side = int(diameter) + 4
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    _paint_ring(pixmap, tool, QRectF((side - diameter) / 2, (side - diameter) / 2, diameter, diameter))
    return QCursor(pixmap, side // 2, side // 2)


def _paint_ring(pixmap: QPixmap, tool: Tool, ring: QRectF) -> None:
    """Dark outside and light inside, so that it shows on the ground and on the ink."""
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Qt.PenStyle.DashLine if tool == "eraser" else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3))
    painter.drawEllipse(ring)
    painter.setPen(QPen(QColor(Qt.GlobalColor.white), 1.2, style))
    painter.drawEllipse(ring)
    painter.end()
