"""The crosshair and the small box that reads all values at one step."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.appearance.theme import px


@dataclass(frozen=True)
class Reading:
    """One value at the step: its colour, name and figure, and where its dot is (None: outside the plot)."""

    colour: QColor
    name: str
    figure: str
    dot: float | None = None


class Readout(QWidget):
    """Lies over the plot, lets the mouse through, and is drawn only while something is pointed at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.title = ""
        self.readings: tuple[Reading, ...] = ()
        self._x = 0.0
        self._area = QRectF()
        self.hide()

    def show_at(self, x: float, area: QRectF, title: str, readings: tuple[Reading, ...]) -> None:
        """Show the crosshair at pixel column `x` of `area` with what stands there."""
        before = self._dirty() if self.isVisible() else QRect()
        self._x, self._area, self.title, self.readings = x, area, title, readings
        self.show()
        self.update(before.united(self._dirty()))

    def room(self) -> int:
        """How many readings there is room for in a box no higher than the plot with its axes."""
        return max(3, int((self.height() - px(12)) / (self._metrics().height() + 2)) - 1)

    def text(self) -> str:
        """What the box says, a line each."""
        return "\n".join([self.title, *(f"{reading.name} {reading.figure}" for reading in self.readings)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        x = round(self._x) + 0.5
        painter.setPen(QPen(look.colour("strong_border"), 1))
        painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))
        for reading in self.readings:
            if reading.dot is not None:
                painter.setPen(QPen(look.colour("surface"), 1.5))
                painter.setBrush(reading.colour)
                painter.drawEllipse(QPointF(x, reading.dot), 4, 4)
        self._paint_box(painter, look)
        painter.end()

    def _paint_box(self, painter: QPainter, look: theme.Theme) -> None:
        box, line, pad = self._box(), self._metrics().height() + 2, px(8)
        painter.setPen(QPen(look.colour("strong_border"), 1))
        painter.setBrush(look.colour("raised", 0.96))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        row = QRectF(box.left() + pad, box.top() + pad / 2 + 1, box.width() - 2 * pad, line)
        painter.setFont(self._font())
        painter.setPen(look.colour("secondary"))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self.title)
        for reading in self.readings:
            row.translate(0, line)
            self._paint_reading(painter, row, reading, look)

    def _paint_reading(self, painter: QPainter, row: QRectF, reading: Reading, look: theme.Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(reading.colour)
        painter.drawEllipse(QPointF(row.left() + 4, row.center().y()), 3.5, 3.5)
        painter.setPen(look.colour("secondary"))
        room = row.width() - 14 - self._metrics().horizontalAdvance(f"   {reading.figure}")
        name = self._metrics().elidedText(reading.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(row.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(look.colour("text"))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, reading.figure)

    def _box(self) -> QRectF:
        """Beside the crosshair, on the side with more room, and no wider than that; over the axes where it is high."""
        metrics, pad, gap = self._metrics(), px(8), px(10)
        widths = [metrics.horizontalAdvance(f"{r.name}   {r.figure}") + 18 for r in self.readings]
        width = max([metrics.horizontalAdvance(self.title), *widths]) + 2 * pad
        height = (metrics.height() + 2) * (len(self.readings) + 1) + pad + 2
        rightwards = self._x < self._area.center().x()
        width = min(width, (self._area.right() - self._x if rightwards else self._x - self._area.left()) - gap)
        left = self._x + gap if rightwards else self._x - gap - width
        return QRectF(left, max(0.0, min(self._area.top() + 4, self.height() - height - 2)), width, height)

    def _dirty(self) -> QRect:
        line = QRectF(self._x - 6, self._area.top() - 6, 12, self._area.height() + 12)
        return line.united(self._box()).toAlignedRect().adjusted(-2, -2, 2, 2)

    def _font(self) -> QFont:
        return theme.tabular(theme.caption_font())

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._font())
