"""Value map: one map, or a vector of many units in rows, whose values can be held; windows and values are outlined."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.inspect import colour_maps
from gui.inspect.arithmetic.words.value_words import figure, place
from gui.pieces.pages.panel_keys import PanelKeys

SIDE = 156
Places = tuple[int, ...]
KEYS = PanelKeys(
    "On the map or bars of a held value",
    (
        ("Arrows", "slide to the next value"),
        ("Home, End", "the first or last bar"),
        ("Page up, Page down", "the same place of another map"),
        ("Esc", "let go"),
    ),
)
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ValueMap(QWidget):
    """Grey from the least to the greatest value; what is no number is magenta.

    picked(row, column)   this value was chosen; of a vector its row is 0
    turned(by)            the map before (-1) or after (1) is wanted
    """

    picked = Signal(int, int)
    turned = Signal(int)

    def __init__(self, name: str, *, holds: bool) -> None:
        super().__init__()
        self._values = np.zeros((1, 1), np.float32)
        self._count = 1  # of values: the last row of a vector may not be full
        self._vector = False
        self._channel = 0
        self._image = QImage()
        self._held: tuple[int, int] | None = None
        self._window: tuple[Places, Places] = ((), ())
        self._side = SIDE
        self._holds = holds
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if holds else Qt.FocusPolicy.NoFocus)
        if holds:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # What is shown

    def show_values(self, values: np.ndarray, channel: int = 0) -> None:
        """A map (height, width), number `channel`, or a vector (units,), laid out in rows of its own."""
        self._vector, self._channel, self._count = values.ndim == 1, channel, values.size
        self._values = _in_rows(values) if self._vector else values
        finite = self._values[np.isfinite(self._values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        levels = colour_maps.indices(self._values.astype(np.float32), low, high)
        packed = np.ascontiguousarray(colour_maps.packed("grey")[levels])
        height, width = packed.shape
        self._image = QImage(packed.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self.updateGeometry()
        self.update()

    @property
    def squares(self) -> tuple[int, int] | None:
        """Of a vector, how many values there are and how many of them in a row; None of a map."""
        return (self._count, self._values.shape[1]) if self._vector else None

    def set_side(self, pixels: int) -> None:
        """How long its longer side is, in pixels of the screen at a zoom of 1."""
        if pixels != self._side:
            self._side = pixels
            self.updateGeometry()

    def hold(self, row: int, column: int, words: str) -> None:
        """Outlines the held value, which is this in words."""
        self._held = self._cell_of(row, column)
        self.setAccessibleDescription(words)
        self.update()

    def outline(self, rows: Places, columns: Places, words: str = "") -> None:
        """Lights up a window."""
        self._window = rows, columns
        if words:
            self.setAccessibleDescription(words)
        self.update()

    @property
    def held(self) -> tuple[int, int] | None:
        """Row and column of the outlined value, of a vector 0 and the unit."""
        return None if self._held is None else self._index_of(*self._held)

    def _cell_of(self, row: int, column: int) -> tuple[int, int]:
        return divmod(column, self._values.shape[1]) if self._vector else (row, column)

    def _index_of(self, row: int, column: int) -> tuple[int, int]:
        return (0, row * self._values.shape[1] + column) if self._vector else (row, column)

    # Geometry

    def area(self) -> QRectF:
        """Where the map lies on the widget: values are squares, of a large one smaller than a pixel."""
        height, width = self._values.shape
        scale = min(self.width() / width, self.height() / height)
        return QRectF(0, 0, max(1.0, width * scale), max(1.0, height * scale))

    def _rect(self, rows: Places, columns: Places) -> QRectF:
        height, width = self._values.shape
        area = self.area()
        down, across = area.height() / height, area.width() / width
        left, top = columns[0] * across, rows[0] * down
        return QRectF(left, top, (columns[-1] + 1) * across - left, (rows[-1] + 1) * down - top)

    def value_at(self, position: QPointF) -> tuple[int, int] | None:
        """Row and column of the value under a point of the widget, of a vector 0 and the unit."""
        area, (height, width) = self.area(), self._values.shape
        if not area.contains(position):
            return None
        row, column = int(position.y() * height / area.height()), int(position.x() * width / area.width())
        cell = min(row, height - 1), min(column, width - 1)
        return self._index_of(*cell) if self._is_there(*cell) else None

    def _is_there(self, row: int, column: int) -> bool:
        height, width = self._values.shape
        return 0 <= row < height and 0 <= column < width and (not self._vector or row * width + column < self._count)

    def sizeHint(self) -> QSize:
        height, width = self._values.shape
        side = theme.px(self._side)
        return (
            QSize(side, max(1, round(side * height / width)))
            if width >= height
            else QSize(max(1, round(side * width / height)), side)
        )

    # Pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self.value_at(event.position())
        if under is not None and self._holds and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(*under)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.value_at(event.position())
        if under is None:
            QToolTip.hideText()
            return
        if self._holds and event.buttons() & Qt.MouseButton.LeftButton and under != self.held:
            self.picked.emit(*under)
        row, column = self._cell_of(*under)
        index = (under[1],) if self._vector else (self._channel, *under)
        words = f"{place(index)}: {figure(float(self._values[row, column]))}"
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._holds and key in STEPS and self._held is not None:
            self._step(*STEPS[key])
        elif self._holds and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, across: int) -> None:
        assert self._held is not None  # noqa: S101  # asked only then
        row, column = self._held[0] + down, self._held[1] + across
        if self._vector and not down:
            row, column = divmod(self._held[0] * self._values.shape[1] + column, self._values.shape[1])
        if self._is_there(row, column):
            self.picked.emit(*self._index_of(row, column))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def _edge(self) -> QPainterPath:
        """Around the values: where the last row of a vector ends, nothing is beside it."""
        (height, width), path = self._values.shape, QPainterPath()
        full, last = divmod(self._count, width)
        if full:
            path.addRect(self._rect((0, full - 1), (0, width - 1)))
        if last:
            path.addRect(self._rect((height - 1,), (0, last - 1)))
        return path.simplified()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self._edge()
        painter.setClipPath(edge)
        painter.drawImage(self.area(), self._image)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.current().accent if self.hasFocus() else theme.current().strong_border), 1))
        painter.drawPath(edge.translated(-0.5, -0.5).intersected(_within(self.area())))
        rows, columns = self._window
        if rows and columns:
            _outline(painter, self._rect(rows, columns))
        if self._held is not None:
            _outline(painter, self._rect((self._held[0],), (self._held[1],)))


def _within(area: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(area.adjusted(0, 0, -1, -1))
    return path


def _outline(painter: QPainter, area: QRectF) -> None:
    """Seen on black and on white."""
    for width, colour in ((4, QColor(0, 0, 0, 150)), (2, QColor(theme.current().accent))):
        painter.setPen(QPen(colour, width))
        painter.drawRect(area.adjusted(-1, -1, 1, 1))


def _in_rows(vector: np.ndarray) -> np.ndarray:
    """Laid out in about as many rows as columns; what fills the last row is zero."""
    width = max(1, ceil(sqrt(vector.size)))
    filled = np.zeros(ceil(vector.size / width) * width, np.float32)
    filled[: vector.size] = vector
    return filled.reshape(-1, width)
