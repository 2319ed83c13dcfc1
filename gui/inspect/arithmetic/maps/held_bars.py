"""Held bars: the units of a layer as bars, of which one is held."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.inspect.unit_bars import UnitBars

MARK = 8  # the width of what points at the held one, above the bars


class HeldBars(UnitBars):
    """The bars that a value was pressed in, with that one marked.

    picked(unit)   this one was chosen
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__("Unit")
        self._held, self._words = 0, ""
        self.clicked.connect(self.picked)

    def hold(self, unit: int, words: str) -> None:
        """Marks a unit, which is this in words."""
        self._held, self._words = unit, words
        self.setAccessibleDescription(words)
        self.update()

    def _in_words(self) -> str:
        return self._words

    def plot(self) -> QRectF:
        """Below what points at the held one."""
        return super().plot().adjusted(0, theme.px(MARK), 0, 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and unit not in (None, self._held):
            self.picked.emit(unit)
        super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing else is read by key than what is held."""
        QWidget.focusInEvent(self, event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._values) - 1
        to = {
            Qt.Key.Key_Left: self._held - 1,
            Qt.Key.Key_Right: self._held + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None:
            QWidget.keyPressEvent(self, event)
        elif 0 <= to <= last:
            self.picked.emit(to)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._held < len(self._values):
            self._paint_held(QPainter(self))

    def _paint_held(self, painter: QPainter) -> None:
        """A band through its bar, and what points at it."""
        plot, half, colour = self.plot(), theme.px(MARK) / 2, theme.current().colour("accent")
        pitch = plot.width() / len(self._values)
        middle = plot.left() + (self._held + 0.5) * pitch
        band = QRectF(0, plot.top(), max(pitch, 3.0), plot.height())
        band.moveLeft(middle - band.width() / 2)
        painter.fillRect(band, theme.current().colour("accent", 0.25))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = (middle - half, 1.0), (middle + half, 1.0), (middle, 1.0 + 2 * half)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        if self.hasFocus():
            painter.setPen(colour)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
