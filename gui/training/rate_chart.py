"""RateChart: the loss against the learning rate of each step of a search, on which a rate is chosen."""

from __future__ import annotations

from math import log10

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.events import RatesTried
from gui.appearance import theme
from gui.appearance.numerals import loss, numeral, plain, setting
from gui.pieces.pages.panel_keys import PanelKeys
from gui.training.axis_ticks import decades, round_ticks

HEIGHT, LEAST_WIDTH, GAP, DOT = 168, 180, 4, 4
ABOVE, BELOW, MARGIN = 1.15, 0.85, 0.05  # how far the axis reaches at least, as shares of the first loss
STEP = 10 ** (1 / 20)  # of the rate, by an arrow key
HAIR = 1e-6  # of a decade
ROUNDED = 0.05  # of a rate, that two significant digits may leave out
BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

KEYS = PanelKeys(
    "On the curve of learning rates",
    (("Left, Right", "a lower or higher rate"), ("Home, End", "the lowest or highest that was tried")),
)


class RateChart(QWidget):
    """The rates on a logarithmic axis; a click, a drag or the arrow keys choose one.

    picked(rate)   this one is wanted
    """

    picked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._curve: RatesTried | None = None
        self._chosen: float | None = None
        self._reads: float | None = None  # the rate under the pointer
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Loss by learning rate")

    def show_curve(self, curve: RatesTried | None, chosen: float | None, sentence: str) -> None:
        """Draws what was tried, with a rate marked; all of it in words is `sentence`."""
        self._curve, self._chosen = curve, chosen
        marked = "" if chosen is None else f"Chosen: {self._in_words(chosen)}."
        self.setAccessibleDescription(f"{sentence} {marked}".strip())
        self.setCursor(
            Qt.CursorShape.CrossCursor if chosen is not None and self.isEnabled() else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def reading(self) -> str:
        """The rate under the pointer, else the one that is marked, with its loss."""
        rate = self._chosen if self._reads is None else self._reads
        return "" if rate is None else self._in_words(rate)

    def loss_at(self, rate: float) -> float | None:
        """The smoothed loss at a rate; None where none was tried."""
        curve = self._curve
        if curve is None or not len(curve.rates) or not _among(rate, curve):
            return None
        return float(np.interp(log10(rate), np.log10(curve.rates), curve.smoothed))

    def _in_words(self, rate: float) -> str:
        at = self.loss_at(rate)
        return f"{plain(rate, 2)}: not tried" if at is None else f"{plain(rate, 2)}: loss {loss(at)}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_WIDTH), theme.px(HEIGHT))

    # --- choosing ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self._rate_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(self._rate_at(event.position().x()))
        area = self._area()
        inside = area.left() <= event.position().x() <= area.right()
        self._reads = self._rate_at(event.position().x()) if inside else None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._reads = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rate = self._by_key(Qt.Key(event.key()))
        if rate is None:
            super().keyPressEvent(event)
        else:
            self._pick(rate)

    def _by_key(self, key: Qt.Key) -> float | None:
        curve = self._curve
        if curve is None or not len(curve.rates):
            return None
        low, high = float(curve.rates[0]), float(curve.rates[-1])
        now = (low * high) ** 0.5 if self._chosen is None else self._chosen
        moves = {
            Qt.Key.Key_Left: now / STEP,
            Qt.Key.Key_Right: now * STEP,
            Qt.Key.Key_Home: low,
            Qt.Key.Key_End: high,
        }
        return moves.get(key)

    def _pick(self, rate: float | None) -> None:
        """A rate that was tried."""
        curve = self._curve
        if rate is not None and curve is not None and len(curve.rates):
            self.picked.emit(min(max(rate, float(curve.rates[0])), float(curve.rates[-1])))

    def _rate_at(self, x: float) -> float | None:
        """What lies there along the axis."""
        area, ends = self._area(), self._ends()
        if ends is None:
            return None
        place = (x - area.left()) / max(1.0, area.width())
        return float(10 ** (ends[0] + min(1.0, max(0.0, place)) * (ends[1] - ends[0])))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- scales ---

    def _ends(self) -> tuple[float, float] | None:
        """The axis of rates, as logarithms: all that are planned, so that it stands still while the curve grows."""
        curve = self._curve
        if curve is None or len(curve.rates) < 2:
            return None
        logs = np.log10(curve.rates)
        each = float(logs[-1] - logs[0]) / (len(logs) - 1)
        return float(logs[0]), float(logs[0]) + each * (curve.total - 1)

    def _losses(self) -> tuple[float, float]:
        """The axis of losses; what runs away leaves it."""
        curve = self._curve
        if curve is None or not len(curve.smoothed):
            return 0.0, 1.0
        first, least = float(curve.smoothed[0]) or 1.0, float(curve.smoothed.min())
        return min(least - MARGIN * first, BELOW * first), ABOVE * first

    def _ticks(self) -> list[float]:
        return round_ticks(*self._losses())

    def _area(self) -> QRectF:
        """Where the curve lies."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(numeral(value)) for value in self._ticks())
        left, low = widest + theme.px(8), metrics.height() + theme.px(GAP)
        return QRectF(self.rect()).adjusted(left, metrics.height() + theme.px(10), -theme.px(8), -low)

    def _points(self, area: QRectF, values: np.ndarray) -> QPolygonF:
        curve, ends = self._curve, self._ends()
        if curve is None or ends is None:
            return QPolygonF()
        return QPolygonF(
            [self._point(area, ends, rate, value) for rate, value in zip(curve.rates, values, strict=True)]
        )

    def _point(self, area: QRectF, ends: tuple[float, float], rate: float, value: float) -> QPointF:
        low, high = self._losses()
        across = (log10(rate) - ends[0]) / (ends[1] - ends[0])
        return QPointF(
            area.left() + across * area.width(), area.bottom() - (value - low) / (high - low) * area.height()
        )

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        if not self.isEnabled():
            painter.setOpacity(0.5)
        area = self._area()
        self._paint_titles(painter, area)
        self._paint_grid(painter, area)
        self._paint_curves(painter, area)
        if self._chosen is not None:
            self._paint_chosen(painter, area, self._chosen)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)

    def _paint_titles(self, painter: QPainter, area: QRectF) -> None:
        top = QRectF(0, 0, self.width(), area.top())
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "Loss by rate")
        painter.setPen(QColor(theme.current().text))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.reading())

    def _paint_grid(self, painter: QPainter, area: QRectF) -> None:
        colours, height = theme.current(), painter.fontMetrics().height()
        low, high = self._losses()
        for value in self._ticks():
            y = round(area.bottom() - (value - low) / (high - low) * area.height()) + 0.5
            painter.setPen(QPen(QColor(colours.grid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.secondary))
            painter.drawText(QRectF(0, y - height / 2, area.left() - theme.px(6), height), BESIDE, numeral(value))
        self._paint_rates(painter, area)

    def _paint_rates(self, painter: QPainter, area: QRectF) -> None:
        """Powers of ten below the axis, as many as have room."""
        ends, metrics = self._ends(), painter.fontMetrics()
        if ends is None:
            return
        widest = metrics.horizontalAdvance(setting(10 ** ends[0])) + theme.px(8)
        marks, free = decades(10 ** ends[0], 10 ** ends[1], max(1, int(area.width() / widest))), 0.0
        for mark in (mark for mark in marks if log10(mark) > ends[0] - HAIR):
            text, x = setting(mark), self._point(area, ends, mark, 0).x()
            width = metrics.horizontalAdvance(text)
            left = min(max(area.left() - theme.px(GAP), x - width / 2), self.width() - width)
            painter.setPen(QPen(QColor(theme.current().grid), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            if left < free:
                continue  # the first is moved into sight, towards the second
            free = left + width + theme.px(GAP)
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(QPointF(left, area.bottom() + theme.px(GAP) + metrics.ascent()), text)

    def _paint_curves(self, painter: QPainter, area: QRectF) -> None:
        if self._curve is None:
            return
        painter.save()
        painter.setClipRect(area)
        painter.setPen(QPen(QColor(theme.current().raw), 1))
        painter.drawPolyline(self._points(area, self._curve.losses))
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawPolyline(self._points(area, self._curve.smoothed))
        painter.restore()

    def _paint_chosen(self, painter: QPainter, area: QRectF, rate: float) -> None:
        ends, value = self._ends(), self.loss_at(rate)
        if ends is None or value is None:
            return
        colours = theme.current()
        point = self._point(area, ends, rate, value)
        painter.setPen(QPen(QColor(colours.strong_border), 1))
        painter.drawLine(QPointF(point.x(), area.top()), QPointF(point.x(), area.bottom()))
        if area.contains(point):
            painter.setPen(QPen(QColor(colours.surface), 2))
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(point, theme.px(DOT), theme.px(DOT))


def _among(rate: float, curve: RatesTried) -> bool:
    """Whether it lies between the lowest and the highest that was tried, which are chosen with two digits."""
    return curve.rates[0] * (1 - ROUNDED) <= rate <= curve.rates[-1] * (1 + ROUNDED)
