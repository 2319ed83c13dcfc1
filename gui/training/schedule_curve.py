"""ScheduleCurve: the learning rate over the whole run, drawn before it runs."""

from __future__ import annotations

from math import log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.numerals import numeral, rate
from gui.training.axis_ticks import decades, whole_ticks
from gui.training.rates_to_draw import RateCurve

HEIGHT, LEAST_WIDTH = 128, 180
LOG_FROM = 4  # greatest rate / least rate
FLOOR = 1e-12  # of a rate on a logarithmic axis


class ScheduleCurve(QWidget):
    """Rates that fall by factors stand on a logarithmic axis, others on a linear one; the pointer reads a value."""

    def __init__(self, curve: RateCurve) -> None:
        super().__init__()
        self._curve, self._whose = curve, ""
        self._pointer: float | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Learning rate over the run")

    def show_curve(self, curve: RateCurve, sentence: str, whose: str = "") -> None:
        """Draws another curve, which is `sentence` in words, and says of which run it is where there are several."""
        self._curve, self._whose = curve, whose
        self.setAccessibleDescription(sentence)
        self.update()

    @property
    def title(self) -> str:
        """What is drawn, and of which run."""
        what = f"earning rate by {self._curve.unit}"
        return f"{self._whose}: l{what}" if self._whose else f"L{what}"

    def reading(self) -> str:
        """Place and rate under the pointer; empty when it is elsewhere."""
        if self._pointer is None:
            return ""
        curve, place = self._curve, self._pointer
        where = numeral(place * curve.units, ".1f") if curve.by_epoch else numeral(place * curve.units, ",.0f")
        return f"{where}: {rate(curve.at(place), 4)}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_WIDTH), theme.px(HEIGHT))

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area()
        place = (event.position().x() - area.left()) / max(1.0, area.width())
        self._pointer = place if 0 <= place <= 1 else None
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    # Scales

    @property
    def logarithmic(self) -> bool:
        """True where the rates span factors."""
        rates = self._curve.rates
        return self._curve.stepped and rates.max() / max(rates.min(), FLOOR) >= LOG_FROM

    def _marks(self) -> list[float]:
        """The rates that are written beside the axis, the least first."""
        rates = self._curve.rates
        if self.logarithmic:
            return decades(max(rates.min(), FLOOR), rates.max())
        return [0.0, float(rates.max()) / 2, float(rates.max())]

    def _height(self, value: float, marks: list[float]) -> float:
        """From 0 at the least mark to 1 at the greatest."""
        if self.logarithmic:
            low, high = log10(marks[0]), log10(marks[-1])
            return (log10(max(value, marks[0])) - low) / (high - low)
        return value / marks[-1]

    def _area(self) -> QRectF:
        """Where the curve lies."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(rate(mark)) for mark in self._marks())
        left, low = widest + theme.px(8), metrics.height() + theme.px(4)
        return QRectF(self.rect()).adjusted(left, metrics.height() + theme.px(12), -theme.px(10), -low)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        area, marks = self._area(), self._marks()
        self._paint_titles(painter, area)
        self._paint_axes(painter, area, marks)
        self._paint_curve(painter, area, marks)
        if self._pointer is not None:
            self._paint_pointer(painter, area, marks, self._pointer)

    def _paint_titles(self, painter: QPainter, area: QRectF) -> None:
        top = QRectF(0, 0, self.width(), area.top())
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.title)
        painter.setPen(QColor(theme.current().text))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.reading())

    def _paint_axes(self, painter: QPainter, area: QRectF, marks: list[float]) -> None:
        colours = theme.current()
        line, height = QPen(QColor(colours.grid), 1), painter.fontMetrics().height()
        for mark in marks:
            y = round(area.bottom() - area.height() * self._height(mark, marks)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.secondary))
            box = QRectF(0, y - height / 2, area.left() - theme.px(6), height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, rate(mark))
        self._paint_places(painter, area)

    def _paint_places(self, painter: QPainter, area: QRectF) -> None:
        ticks, units = whole_ticks(self._curve.units), self._curve.units
        metrics = painter.fontMetrics()
        for tick in ticks:
            text = numeral(tick)
            x, width = area.left() + area.width() * tick / units, metrics.horizontalAdvance(text)
            left = min(max(area.left(), x - width / 2), self.width() - width)
            painter.drawText(QPointF(left, area.bottom() + theme.px(4) + metrics.ascent()), text)

    def _paint_curve(self, painter: QPainter, area: QRectF, marks: list[float]) -> None:
        curve = self._curve
        points = [self._point(area, marks, place, at) for place, at in zip(curve.places, curve.rates, strict=True)]
        points.append(QPointF(area.right(), points[-1].y()))
        if 0 < curve.done < 1:
            self._paint_now(painter, area, curve.done)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawPolyline(QPolygonF(points))

    def _paint_now(self, painter: QPainter, area: QRectF, place: float) -> None:
        """How far the run is."""
        x = area.left() + area.width() * place
        painter.fillRect(QRectF(area.topLeft(), QPointF(x, area.bottom())), theme.current().colour("accent", 0.08))
        painter.setPen(QPen(QColor(theme.current().strong_border), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _point(self, area: QRectF, marks: list[float], place: float, value: float) -> QPointF:
        x = area.left() + area.width() * float(place)
        return QPointF(x, area.bottom() - area.height() * self._height(float(value), marks))

    def _paint_pointer(self, painter: QPainter, area: QRectF, marks: list[float], place: float) -> None:
        colours = theme.current()
        point = self._point(area, marks, place, self._curve.at(place))
        painter.setPen(QPen(QColor(colours.strong_border), 1))
        painter.drawLine(QPointF(point.x(), area.top()), QPointF(point.x(), area.bottom()))
        painter.setBrush(QColor(colours.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(point, 3, 3)
