"""Histogram: how often the values of the pixels occur, a line for each channel, over an axis of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.images.browsing.browse_answers import Levels
from gui.appearance import theme
from gui.appearance.numerals import plain

BINS = 64  # of 256 values
HEIGHT, GAP = 72, 2
CHANNELS = ("#D1495B", "#2E9E5B", "#3B7DD8")  # red, green and blue, on light ground and on dark
FAINT = 40  # of 255: how opaque the areas are, which lie over each other
CENTRED = Qt.AlignmentFlag.AlignHCenter


class Histogram(QWidget):
    """Heights are square roots of shares, so that rare values are seen beside a ground that is mostly black."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: NDArray[np.float64] = np.zeros((0, BINS))
        self._places: NDArray[np.float64] = np.zeros((0, BINS + 1))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_levels(self, levels: Levels, mean: Sequence[float], spread: Sequence[float]) -> None:
        """Counts (channels, 256) of values from 0 to 1, each less a mean and divided by a spread."""
        counts = levels.reshape(len(levels), BINS, -1).sum(2)
        self._heights = np.sqrt(counts / max(1, counts.max()))
        edges = np.linspace(0, 1, BINS + 1)
        self._places = (edges - np.array(mean)[:, None]) / np.array(spread)[:, None]
        self.update()

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value of the axis."""
        return (float(self._places.min()), float(self._places.max())) if self._places.size else (0.0, 1.0)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        words = painter.fontMetrics().height()
        area = QRectF(0, 1, self.width(), self.height() - words - theme.px(GAP) - 1)
        painter.setPen(QPen(QColor(look.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for channel in range(len(self._heights)):
            self._paint_channel(painter, area, channel)
        self._paint_ends(painter, QRectF(0, self.height() - words, self.width(), words))

    def _paint_channel(self, painter: QPainter, area: QRectF, channel: int) -> None:
        colour = self._colour(channel)
        outline = QPolygonF(self._outline(area, channel))
        faint = QColor(colour)
        faint.setAlpha(FAINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawPolygon(outline)
        painter.setPen(QPen(colour, 1.2))
        painter.drawPolyline(outline)

    def _outline(self, area: QRectF, channel: int) -> list[QPointF]:
        """Steps from the first value to the last."""
        low, high = self.ends
        across = area.left() + (self._places[channel] - low) / (high - low) * area.width()
        up = area.bottom() - self._heights[channel] * area.height()
        xs, ys = np.repeat(across, 2), np.concatenate([[area.bottom()], np.repeat(up, 2), [area.bottom()]])
        return [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]

    def _colour(self, channel: int) -> QColor:
        return QColor(CHANNELS[channel] if len(self._heights) == len(CHANNELS) else theme.current().secondary)

    def _paint_ends(self, painter: QPainter, area: QRectF) -> None:
        """The least and the greatest value, and where 0 lies between them."""
        low, high = self.ends
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, plain(low))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight, plain(high))
        width = painter.fontMetrics().horizontalAdvance(plain(low)) + theme.px(GAP) * 4
        middle = area.left() + (0 - low) / (high - low) * area.width()
        if width < middle < area.width() - width:
            painter.drawText(QRectF(middle - width, area.top(), 2 * width, area.height()), CENTRED, "0")
