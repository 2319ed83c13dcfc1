"""The outputs of a linear layer as bars about zero."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.numerals import counted
from gui.inspect import colour_maps, pointer_readout
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

HEIGHT, GAP, WIDEST_BAR = 96, 8, 32
EMPTY = "Nothing to show yet."


KEYS = PanelKeys(
    "On the bars of a layer",
    (("Arrows, Home, End", "another unit"), ("Enter", "its exact weights"), ("Space", "mutes or unmutes it")),
)


class UnitBars(QWidget):
    """A vector (N,) as vertical bars about zero: red above, blue below, as in the mosaic of weights.

    More units than pixels share a column, which spans from the least to the greatest of them.

    hovered(unit, value)   the pointer or an arrow key reads this unit; counts from 0
    left()                 none is read any more
    clicked(unit)          a click on it, or Enter
    eye_pressed(unit)      Space: it is to be muted, or heard again
    """

    hovered = Signal(int, float)
    left = Signal()
    clicked = Signal(int)
    eye_pressed = Signal(int)

    def __init__(self, noun: str = "Unit", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noun = ""
        self._values = np.zeros(0, np.float32)
        self._limits = (0.0, 1.0)
        self._current: int | None = None
        self._muted: Collection[int] = ()
        self._whole = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_noun(noun)
        self.setAccessibleDescription(EMPTY)

    # What is shown

    def set_noun(self, noun: str) -> None:
        """What one of the values belongs to: a Unit, a Channel."""
        if noun != self._noun:
            self._noun = noun
            self.setAccessibleName(f"{noun}s")
            self.update()

    def set_values(self, values: np.ndarray | None, limits: tuple[float, float] | None = None) -> None:
        """Show a float vector (N,), copied, or nothing; raises ValueError for another shape.

        `limits`: the ends of the scale, about zero, where they are not those of the vector itself.
        """
        vector = np.zeros(0, np.float32) if values is None else np.array(values, dtype=np.float32)
        if vector.ndim != 1:
            raise ValueError(f"Values are (N,), not {vector.shape}.")
        self._values, self._limits = vector, _limits(vector if limits is None else np.array(limits))
        self._current = self._current if self._current is not None and self._current < len(vector) else None
        self.setAccessibleDescription(self._in_words())
        self.update()

    def show_muted(self, units: Collection[int], *, whole: bool) -> None:
        """Those that are muted one by one, and whether all are."""
        self._muted, self._whole = units, whole
        self.setAccessibleDescription(self._in_words())
        self.update()

    def reading(self, unit: int) -> str:
        """A unit and its value in words, which count from 1."""
        muted = " · muted" if self._whole or unit in self._muted else ""
        return f"{self._noun} {unit + 1} · {pointer_readout.figure(float(self._values[unit]))}{muted}"

    def whole_reading(self) -> str:
        """What is read now, with how many units there are; empty where nothing is."""
        return "" if self._current is None else f"{self.reading(self._current)} · {counted(len(self._values), 'value')}"

    def _in_words(self) -> str:
        if not len(self._values):
            return EMPTY
        low, high = (pointer_readout.figure(limit) for limit in self._limits)
        current = "" if self._current is None else f" {self.reading(self._current)}."
        return f"{counted(len(self._values), 'value')} from {low} to {high}.{current}"

    # Geometry

    def _scale_width(self) -> float:
        """Room on the left for the figures of the scale."""
        metrics = QFontMetricsF(theme.caption_font())
        return max(metrics.horizontalAdvance(pointer_readout.figure(limit)) for limit in self._limits) + theme.px(GAP)

    def plot(self) -> QRectF:
        """Where the bars lie on the widget; no wider than they need."""
        left = self._scale_width()
        width = min(self.width() - left, len(self._values) * theme.px(WIDEST_BAR))
        return QRectF(left, 4, max(width, 1), max(1, self.height() - 8))

    def unit_at(self, position: QPointF) -> int | None:
        """The unit under a point of the widget; of several in one pixel, the strongest."""
        plot, count = self.plot(), len(self._values)
        if not count or not plot.left() <= position.x() < plot.right():
            return None
        per_pixel = count / plot.width()
        first = int((position.x() - plot.left()) * per_pixel)
        shared = self._values[first : max(first + 1, int((position.x() + 1 - plot.left()) * per_pixel))]
        return first + int(np.argmax(np.abs(np.nan_to_num(shared))))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(HEIGHT))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._read(self.unit_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._read(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key sees where they are."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._current is None and len(self._values):
            self._read(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position())
        if unit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count, current = len(self._values), self._current
        goals = {
            Qt.Key.Key_Left: -1 if current is None else current - 1,
            Qt.Key.Key_Right: 0 if current is None else current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        if count and event.key() in goals:
            self._read(min(max(goals[Qt.Key(event.key())], 0), count - 1))
        elif event.key() == Qt.Key.Key_Space and current is not None:
            self.eye_pressed.emit(current)
        elif count and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._read(current or 0)
            self.clicked.emit(current or 0)
        else:
            super().keyPressEvent(event)

    def _read(self, unit: int | None) -> None:
        if unit == self._current:
            return
        self._current = unit
        self.setAccessibleDescription(self._in_words())
        self.update()
        if unit is None:
            self.left.emit()
        else:
            self.hovered.emit(unit, float(self._values[unit]))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        if not len(self._values):
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, EMPTY)
            return
        plot = self.plot()
        self._paint_scale(painter, plot)
        self._paint_bars(painter, plot)
        self._paint_muted(painter, plot)
        if self._current is not None:
            self._paint_current(painter, plot, self._current)

    def _paint_scale(self, painter: QPainter, plot: QRectF) -> None:
        metrics, (low, high) = painter.fontMetrics(), self._limits
        zero = self._height_of(0, plot)
        for value in {low, 0.0, high}:
            middle = self._height_of(value, plot)
            # Zero is left out where it would touch the other figures.
            if value or min(abs(zero - self._height_of(limit, plot)) for limit in (low, high) if limit) > 14:
                top = min(max(middle - metrics.height() / 2, 0), self.height() - metrics.height())
                area = QRectF(0, top, plot.left() - 6, metrics.height())
                painter.drawText(area, Qt.AlignmentFlag.AlignRight, pointer_readout.figure(value))
        painter.fillRect(QRectF(plot.left(), zero, plot.width(), 1), QColor(theme.current().strong_border))

    def _paint_bars(self, painter: QPainter, plot: QRectF) -> None:
        zero = self._height_of(0, plot)
        lefts, width, low, high = self._columns(plot)
        red, blue = QColor(*colour_maps.diverging()[-1].tolist()), QColor(*colour_maps.diverging()[0].tolist())
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, extremes in ((red, np.maximum(high, 0)), (blue, np.minimum(low, 0))):
            ends = [self._height_of(value, plot) for value in extremes.tolist()]
            painter.setBrush(colour)
            painter.drawRects([
                QRectF(left, min(end, zero), width, abs(end - zero))
                for left, end in zip(lefts.tolist(), ends, strict=True)
                if end != zero
            ])  # fmt: skip

    def _columns(self, plot: QRectF) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
        """Left edges, width, least and greatest value of the columns: one a unit, or one a pixel if there are more."""
        values, count = np.nan_to_num(self._values, posinf=0, neginf=0), len(self._values)
        pixels = int(plot.width())
        if count <= pixels:
            pitch = plot.width() / count
            gap = 0.0 if pitch < 3 else max(1.0, pitch * 0.2)
            return plot.left() + np.arange(count) * pitch + gap / 2, pitch - gap, values, values
        starts = np.arange(pixels) * count // pixels
        lefts = plot.left() + np.arange(pixels)
        return lefts, 1.0, np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)

    def _paint_muted(self, painter: QPainter, plot: QRectF) -> None:
        """A grey column where a unit gives nothing of its own."""
        pitch, count = plot.width() / len(self._values), len(self._values)
        for unit in range(count) if self._whole else (one for one in self._muted if one < count):
            area = QRectF(plot.left() + unit * pitch, plot.top(), max(pitch, 1), plot.height())
            painter.fillRect(area, theme.current().colour("secondary", 0.25))

    def _paint_current(self, painter: QPainter, plot: QRectF, unit: int) -> None:
        pitch = plot.width() / len(self._values)
        left = plot.left() + unit * pitch
        painter.fillRect(QRectF(left, 0, max(pitch, 1), self.height()), theme.current().colour("accent", 0.18))
        at = QPointF(left, self._height_of(float(np.nan_to_num(self._values[unit])), plot))
        place = pointer_readout.chip(self.reading(unit), at, QRectF(self.rect()))
        pointer_readout.paint(painter, self.reading(unit), place)

    def _height_of(self, value: float, plot: QRectF) -> float:
        low, high = self._limits
        return plot.top() + (high - value) / (high - low) * plot.height()


def _limits(values: np.ndarray) -> tuple[float, float]:
    """The least and the greatest finite value, zero among them; (0, 1) when all are zero."""
    finite = values[np.isfinite(values)]
    low, high = float(finite.min(initial=0)), float(finite.max(initial=0))
    return (low, high) if low < high else (0.0, 1.0)
