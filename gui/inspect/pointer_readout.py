"""The line that reads out what is under the pointer: a small chip painted beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.appearance import theme
from gui.appearance.numerals import plain
from gui.inspect.tiles.tiles import Tiles

PADDING, DISTANCE = 6, 14


def figure(value: float) -> str:
    """A value in four significant digits."""
    return plain(value, 4)


def value_of(tiles: Tiles, tile: int, row: int, column: int) -> str:
    """The value at a place of a tile; of one in colour its three parts."""
    if tiles.channels is None:
        return figure(float(tiles.values[tile, row, column]))
    parts = zip(("red", "green", "blue"), tiles.channels[tile, :, row, column].tolist(), strict=True)
    return ", ".join(f"{name} {figure(value)}" for name, value in parts)


def chip(text: str, at: QPointF, bounds: QRectF) -> QRectF:
    """Where the chip for this text lies: below and right of a point, moved to stay within the bounds."""
    metrics = QFontMetricsF(theme.caption_font())
    width = metrics.horizontalAdvance(text) + 2 * theme.px(PADDING)
    height = metrics.height() + theme.px(PADDING)
    left = max(bounds.left(), min(at.x() + DISTANCE, bounds.right() - width))
    below = at.y() + DISTANCE
    top = below if below + height <= bounds.bottom() else max(bounds.top(), at.y() - DISTANCE - height)
    return QRectF(left, top, width, height)


def paint(painter: QPainter, text: str, place: QRectF) -> None:
    """Paint the chip."""
    colours = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.border))
    painter.setBrush(colours.colour("surface", 0.96))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(colours.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
