"""Histogram view: how values spread, with their mean and what lies within a deviation of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from engine.service.looking.layers.statistics_questions import Histogram
from gui.appearance import theme
from gui.appearance.numerals import plain, rounded_percent
from gui.appearance.theme import px
from gui.inspect.spread.histogram_words import bin_in_words, histogram_in_words
from gui.inspect.spread.read_view import ReadView

TALLEST = 2.5  # times the next: a bin that is higher is cut off, as all zeros of a ReLU lie in one
ABOVE = 1.15  # times the next, so high it is drawn then
ALONE = 6  # wide is the bar of one value throughout


class HistogramView(ReadView):
    """Shows one, between limits that another may share."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._histogram: Histogram | None = None
        self._limits = (0.0, 1.0)

    def show_histogram(self, histogram: Histogram | None, limits: tuple[float, float] | None = None) -> None:
        """Another one, between its own limits, or these."""
        self._histogram = histogram
        self._limits = limits or common_limits(histogram) or (0.0, 1.0)
        self.changed()

    def count(self) -> int:
        return 0 if self._histogram is None else len(self._histogram.counts)

    def words(self, index: int) -> str:
        return "" if self._histogram is None else bin_in_words(self._histogram, index)

    def sentence(self) -> str:
        return "" if self._histogram is None else histogram_in_words(self._histogram)

    def start(self) -> int:
        """The bar of the mean, as most values lie about it."""
        return 0 if self._histogram is None else self.index_at(self._x(self._histogram.mean)) or 0

    def span(self, index: int) -> tuple[float, float]:
        if self._histogram is None or self._histogram.same:
            left = self._left_alone(self._limits[0] if self._histogram is None else self._histogram.low)
            return left, left + px(ALONE)
        low, high = (self._x(float(edge)) for edge in self._histogram.edges[index : index + 2])
        return low, max(high, low + 1)

    def index_at(self, x: float) -> int | None:
        if self._histogram is None or not self.count():
            return None
        if self._histogram.same:
            return 0
        plot, (low, high) = self.plot(), self._limits
        value = low + (x - plot.left()) / plot.width() * (high - low)
        index = int(np.searchsorted(self._histogram.edges, value, side="right")) - 1
        return index if 0 <= index < self.count() else None

    # --- painting ---

    def _x(self, value: float) -> float:
        plot, (low, high) = self.plot(), self._limits
        return plot.left() + (value - low) / (high - low) * plot.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        if self._histogram is not None and self.count():
            self._paint_values(painter, self._histogram)
        self._paint_axis(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_values(self, painter: QPainter, histogram: Histogram) -> None:
        if histogram.same:
            self._paint_alone(painter, histogram.low)
            return
        self._paint_deviation(painter, histogram)
        self._paint_bins(painter, histogram)
        self._paint_cut(painter)
        self._paint_mean(painter, histogram)

    def _left_alone(self, value: float) -> float:
        plot, wide = self.plot(), px(ALONE)
        return max(plot.left(), min(plot.right() - wide, self._x(value) - wide / 2))

    def _paint_alone(self, painter: QPainter, value: float) -> None:
        """All values are one, so a bin has no width to be drawn with."""
        plot = self.plot()
        colour = theme.current().colour("accent" if self.current is None else "text")
        painter.fillRect(QRectF(self._left_alone(value), plot.top(), px(ALONE), plot.height()), colour)

    def _paint_deviation(self, painter: QPainter, histogram: Histogram) -> None:
        """The ground of what lies within a deviation of the mean."""
        plot = self.plot()
        left, right = (
            max(plot.left(), min(plot.right(), self._x(histogram.mean + side * histogram.deviation)))
            for side in (-1, 1)
        )
        painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), theme.current().colour("selection"))

    def _paint_bins(self, painter: QPainter, histogram: Histogram) -> None:
        plot, look = self.plot(), theme.current()
        heights, _ = _heights(histogram.counts)
        xs = [self._x(float(edge)) for edge in histogram.edges]
        for index, height in enumerate(heights.tolist()):
            if not height:
                continue
            top = plot.bottom() - max(1.0, height * plot.height())
            colour = look.colour("text" if index == self.current else "accent")
            painter.fillRect(QRectF(xs[index], top, max(1.0, xs[index + 1] - xs[index]), plot.bottom() - top), colour)

    def cut_words(self) -> tuple[QRectF, str]:
        """What stands beside the top of a bar that would be much higher, and where: how much lies in it; else nothing.

        Clear of the line of the mean where there is room on either side.
        """
        histogram = self._histogram
        cut = None if histogram is None or histogram.same else _heights(histogram.counts)[1]
        if histogram is None or cut is None:
            return QRectF(), ""
        share = rounded_percent(int(histogram.counts[cut]) / max(1, histogram.finite))
        metrics, gap, plot = QFontMetricsF(theme.tabular(theme.caption_font())), px(4), self.plot()
        width = metrics.horizontalAdvance(f"↑ {share}") + 1
        left, right = self.span(cut)[0] - gap - width, self.span(cut)[1] + gap
        free = right + width <= plot.right() and not right - gap < self._x(histogram.mean) < right + width
        if free or left < plot.left():
            return QRectF(right, plot.top(), width, metrics.height()), f"↑ {share}"
        return QRectF(left, plot.top(), width, metrics.height()), f"{share} ↑"

    def _paint_cut(self, painter: QPainter) -> None:
        painter.setPen(theme.current().colour("text"))
        place, words = self.cut_words()
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words)

    def mean_line(self, mean: float) -> QLineF:
        """It crosses no words."""
        plot, x, (words, _) = self.plot(), self._x(mean), self.cut_words()
        top = words.bottom() if words.left() - px(2) < x < words.right() + px(2) else plot.top()
        return QLineF(x, top, x, plot.bottom())

    def _paint_mean(self, painter: QPainter, histogram: Histogram) -> None:
        painter.setPen(QPen(theme.current().colour("text"), px(1), Qt.PenStyle.DashLine))
        painter.drawLine(self.mean_line(histogram.mean))

    def _paint_axis(self, painter: QPainter) -> None:
        plot, look, (low, high) = self.plot(), theme.current(), self._limits
        painter.setPen(QPen(look.colour("strong_border"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        metrics, side = QFontMetricsF(painter.font()), Qt.AlignmentFlag
        painter.setPen(look.colour("secondary"))
        box = QRectF(plot.left(), plot.bottom() + 2, plot.width(), metrics.height())
        painter.drawText(box, side.AlignLeft, plain(low))
        painter.drawText(box, side.AlignRight, plain(high))
        x, ends = self._x(0.0), max(metrics.horizontalAdvance(plain(end)) for end in (low, high))
        if plot.left() + ends + px(12) < x < plot.right() - ends - px(12):
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3))
            painter.drawText(QRectF(x - 20, box.top(), 40, box.height()), side.AlignHCenter, plain(0.0))


def common_limits(*histograms: Histogram | None) -> tuple[float, float] | None:
    """That hold all of them, and more than one value; None without any."""
    there = [_ends(one) for one in histograms if one is not None and one.finite]
    if not there:
        return None
    low, high = min(ends[0] for ends in there), max(ends[1] for ends in there)
    reach = max(0.5, abs(low) / 2) if low == high else 0.0
    return low - reach, high + reach


def _ends(histogram: Histogram) -> tuple[float, float]:
    """Those of its bins; of one value throughout that."""
    if histogram.same:
        return histogram.low, histogram.low
    return float(histogram.edges[0]), float(histogram.edges[-1])


def _heights(counts: np.ndarray) -> tuple[np.ndarray, int | None]:
    """Of 1, and which one would be much higher than all others, so that it ends above the plot."""
    highest = int(counts.argmax())
    others = int(np.delete(counts, highest).max(initial=0))
    if others and counts[highest] > TALLEST * others:
        return np.minimum(counts / (ABOVE * others), 1.0), highest
    return counts / max(1, int(counts[highest])), None
