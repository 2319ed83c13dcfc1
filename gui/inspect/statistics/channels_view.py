"""Channels view: of each channel or unit its mean, and how far its values lie around that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from engine.service.looking.layers.statistics_questions import Channels
from gui.appearance import theme
from gui.appearance.numerals import numeral, plain
from gui.appearance.theme import px
from gui.inspect.spread.read_view import ReadView
from gui.inspect.statistics.statistics_words import channel_in_words, channels_in_words

WIDEST = 14  # of a bar
More = Callable[[int], str]


def nothing_more(_: int) -> str:
    """Of a channel that has no figures of another kind."""
    return ""


class ChannelsView(ReadView):
    """Shows them side by side, about zero; those that give nothing but 0 are crosses."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._channels: Channels | None = None
        self._noun = "channel"
        self._limits = (-1.0, 1.0)
        self._more: More = nothing_more

    def show_channels(
        self, channels: Channels | None, noun: str, limits: tuple[float, float], more: More = nothing_more
    ) -> None:
        """Others, each called `noun`, between these limits; `more` is what else is to be said of one."""
        self._channels, self._noun, self._limits, self._more = channels, noun, limits, more
        self.changed()

    def count(self) -> int:
        return 0 if self._channels is None else len(self._channels)

    def words(self, index: int) -> str:
        if self._channels is None:
            return ""
        return " · ".join(filter(None, (channel_in_words(self._channels, index, self._noun), self._more(index))))

    def sentence(self) -> str:
        return "" if self._channels is None else channels_in_words(self._channels, self._noun)

    # --- painting ---

    def _y(self, value: float) -> float:
        plot, (low, high) = self.plot(), self._limits
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        if self._channels is not None and self.count():
            self._paint_bars(painter, self._channels)
        self._paint_axis(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter, channels: Channels) -> None:
        if len(channels) > self.plot().width():
            self._paint_many(painter, channels)
            return
        plot, look, count, dead = self.plot(), theme.current(), len(channels), channels.dead
        each = plot.width() / count
        width = max(1.0, min(px(WIDEST), each - 1))
        for index in range(count):
            x = plot.left() + (index + 0.5) * each
            mean, reach = float(channels.mean[index]), float(channels.deviation[index])
            if dead[index] or not np.isfinite([mean, reach]).all():
                self._paint_cross(painter, x, min(width, px(8)))
                continue
            low, high = self._y(mean - reach), self._y(mean + reach)
            colour = look.colour("accent") if index == self.current else look.blend("accent", 0.45)
            painter.fillRect(QRectF(x - width / 2, high, width, max(1.0, low - high)), colour)
            at = self._y(mean)
            painter.fillRect(QRectF(x - width / 2, at - 1, width, 2), look.colour("text"))

    def _paint_many(self, painter: QPainter, channels: Channels) -> None:
        """Several share a column of pixels: from the lowest to the highest of them."""
        plot, colour, width = self.plot(), theme.current().blend("accent", 0.6), int(self.plot().width())
        starts = np.arange(width) * len(channels) // width
        with np.errstate(invalid="ignore"):
            lows = np.fmin.reduceat(channels.mean - channels.deviation, starts)
            highs = np.fmax.reduceat(channels.mean + channels.deviation, starts)
        for x, low, high in zip(range(width), lows.tolist(), highs.tolist(), strict=True):
            if np.isfinite(low) and np.isfinite(high):
                top, bottom = self._y(high), self._y(low)
                painter.fillRect(QRectF(plot.left() + x, top, 1, max(1.0, bottom - top)), colour)

    def _paint_cross(self, painter: QPainter, x: float, width: float) -> None:
        y, half = self._y(max(self._limits[0], min(self._limits[1], 0.0))), max(2.0, width / 2)
        painter.setPen(QPen(theme.current().colour("error"), px(1.5)))
        painter.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        painter.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))

    def _paint_axis(self, painter: QPainter) -> None:
        plot, look, (low, high) = self.plot(), theme.current(), self._limits
        painter.setPen(QPen(look.colour("strong_border"), 1))
        at = self._y(max(low, min(high, 0.0)))
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        side, metrics = Qt.AlignmentFlag, QFontMetricsF(painter.font())
        painter.setPen(look.colour("secondary"))
        box = QRectF(plot.left(), plot.bottom() + 2, plot.width(), metrics.height())
        painter.drawText(box, side.AlignLeft, f"{self._noun} 1" if self.count() else "")
        if self.count() > 1:
            painter.drawText(box, side.AlignRight, numeral(self.count()))
        painter.drawText(box, side.AlignHCenter, f"bottom {plain(low)}, top {plain(high)}")


def limits_of(*channels: Channels | None) -> tuple[float, float]:
    """That hold a deviation around each mean, and zero."""
    ends = [end for one in channels if one is not None for end in (one.mean - one.deviation, one.mean + one.deviation)]
    values = np.concatenate(ends) if ends else np.zeros(0)
    values = values[np.isfinite(values)]
    low, high = min(0.0, float(values.min(initial=0.0))), max(0.0, float(values.max(initial=0.0)))
    return (low, high) if high > low else (-1.0, 1.0)
