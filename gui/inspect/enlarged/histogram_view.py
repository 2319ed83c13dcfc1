"""Histogram view: how the values of a filter or map spread, in the colours that they are shown in."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.looking.layers.enlarge_questions import Figures
from gui.appearance import theme
from gui.appearance.numerals import numeral, plain
from gui.inspect.enlarged import plane_words

WIDTH, HEIGHT, LABEL = 200, 96, 16


class HistogramView(QWidget):
    """A bar for each of the bins, the most frequent as high as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Figures | None = None
        self.setAccessibleName("Histogram of the values")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Figures) -> None:
        """Others."""
        self._figures = figures
        self.setAccessibleDescription(self._most(figures))
        self.setToolTip(self._most(figures))
        self.update()

    def _most(self, figures: Figures) -> str:
        """Most lie between −0.1 and 0.1."""
        fullest = int(figures.counts.argmax())
        low, high = (plain(float(edge)) for edge in figures.edges[fullest : fullest + 2])
        most = f"Most of all, {numeral(int(figures.counts[fullest]))} of them, lie between {low} and {high}."
        return f"{plane_words.spread(figures)} {most}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        figures = self._figures
        if figures is None:
            return
        painter, colours = QPainter(self), theme.current()
        room = QRectF(self.rect()).adjusted(0, 0, 0, -theme.px(LABEL))
        painter.fillRect(room, QColor(colours.hover))
        shares = figures.counts / max(1, figures.counts.max())
        width = room.width() / len(shares)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        for at in np.flatnonzero(shares).tolist():
            high = max(1.0, float(shares[at]) * room.height())
            painter.drawRect(QRectF(at * width, room.bottom() - high, max(1.0, width - 1), high))
        self._paint_ends(painter, figures, room)

    def _paint_ends(self, painter: QPainter, figures: Figures, room: QRectF) -> None:
        low, high = float(figures.edges[0]), float(figures.edges[-1])
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        below = QRectF(0, room.bottom() + 1, room.width(), theme.px(LABEL))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, plain(low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plain(high))
        if low < 0 < high:
            x = room.width() * -low / (high - low)
            painter.drawLine(round(x), round(room.top()), round(x), round(room.bottom()))
            middle = QRectF(x - 20, below.top(), 40, below.height())
            if 40 < x < room.width() - 40:
                painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, "0")
