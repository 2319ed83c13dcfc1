"""Plane view: one filter or map as large as its place, with its numbers in the cells where they fit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Values
from gui.appearance import theme
from gui.appearance.numerals import plain
from gui.inspect import colour_maps
from gui.inspect.enlarged import plane_words
from gui.inspect.tiles.tiles import Palette
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

KEYS = PanelKeys(
    "On an enlarged filter or map",
    (
        ("Arrows, Home, End", "another value, which is read out"),
        ("Page up, Page down", "the filter or map before or after"),
        ("Enter", "how the value of a map comes about"),
        ("Esc", "back to all of the layer"),
    ),
)
LEAST_CELL = 15  # high, for a number in it
MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -1_000_000),
    Qt.Key.Key_End: (0, 1_000_000),
}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PlaneView(QWidget):
    """Shows nothing until it is given a plane.

    read()                another value is pointed at, or none: see `reading`
    picked(row, column)   this value was chosen
    turned(by)            the one before (-1) or after (1) is wanted
    """

    read = Signal()
    picked = Signal(int, int)
    turned = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._values: Values | None = None
        self._colours: tuple[Palette, float, float] = ("grey", 0.0, 1.0)
        self._image = QImage()
        self._place: tuple[int, int] | None = None
        self._start = (0, 0)  # where the keyboard begins
        self._words = ""
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # --- what is shown ---

    def show_plane(self, values: Values, words: str, start: tuple[int, int] = (0, 0)) -> None:
        """Values (height, width), what is to be said of them, and where the keyboard begins."""
        if self._values is None or self._values.shape != values.shape:
            self._place = None
        self._values, self._words, self._start = values, words, start
        self._colour()

    def set_colours(self, palette: Palette, low: float, high: float) -> None:
        """The colours span these values."""
        self._colours = palette, low, high
        self._colour()

    def set_side(self, side: int) -> None:
        """Its longer side, in pixels of the screen."""
        height, width = (1, 1) if self._values is None else self._values.shape
        scale = side / max(height, width)
        self.setFixedSize(QSize(max(1, round(width * scale)), max(1, round(height * scale))))

    def reading(self) -> str:
        """The value that is pointed at: Row 12, column 9: 0.31."""
        if self._place is None or self._values is None:
            return ""
        words = plane_words.place(*self._place)
        return f"{words[:1].upper()}{words[1:]}: {plain(float(self._values[self._place]), 4)}"

    def _colour(self) -> None:
        if self._values is not None:
            palette, low, high = self._colours
            packed = colour_maps.packed(palette)[
                colour_maps.indices(self._values, np.array(low, np.float32), np.array(high, np.float32))
            ]
            height, width = packed.shape
            content = np.ascontiguousarray(packed)
            self._image = QImage(content.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(" ".join(filter(None, (self._words, self.reading()))))

    # --- pointer and keys ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(*place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key begins where the values are strongest."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._place is None:
            self._point_at(self._start)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._values is None:
            super().keyPressEvent(event)
        elif event.key() in MOVES:
            self._move(*MOVES[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.picked.emit(*(self._place or self._start))
        elif event.key() in TURNS:  # before the area that it scrolls in takes them
            self.turned.emit(TURNS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, right: int) -> None:
        if self._place is None or self._values is None:
            self._point_at(self._start)
            return
        (row, column), (height, width) = self._place, self._values.shape
        self._point_at((min(max(row + down, 0), height - 1), min(max(column + right, 0), width - 1)))

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place != self._place and (place is None or self._values is not None):
            self._place = place
            self._describe()
            self.update()
            self.read.emit()

    def _place_at(self, at: QPointF) -> tuple[int, int] | None:
        if self._values is None or not QRectF(self.rect()).contains(at):
            return None
        height, width = self._values.shape
        row, column = int(at.y() * height / self.height()), int(at.x() * width / self.width())
        return min(row, height - 1), min(column, width - 1)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._values is None:
            painter.fillRect(area, QColor(theme.current().hover))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._image.width() > area.width())
        painter.drawImage(area, self._image)
        self._paint_numbers(painter, self._values, area)
        painter.setPen(QPen(QColor(theme.current().accent if self.hasFocus() else theme.current().border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._place is not None:
            self._paint_place(painter, *self._place)

    def _paint_numbers(self, painter: QPainter, values: Values, area: QRectF) -> None:
        """In cells that are wide enough for one digit and a sign, at least."""
        height, width = values.shape
        down, across = area.height() / height, area.width() / width
        metrics = QFontMetricsF(theme.caption_font())
        advance = metrics.horizontalAdvance("0")
        if down < theme.px(LEAST_CELL) or across < 5 * advance:
            return
        painter.setFont(theme.caption_font())
        for (row, column), value in np.ndenumerate(values):
            painter.setPen(self._ink(row, column))
            cell = QRectF(column * across, row * down, across, down)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, plane_words.cell(float(value), across - 6, advance))

    def _ink(self, row: int, column: int) -> QColor:
        """Black on light, white on dark."""
        ground = self._image.pixelColor(column, row)
        light = 0.299 * ground.red() + 0.587 * ground.green() + 0.114 * ground.blue() > 140
        return QColor("#101010" if light else "#f5f5f5")

    def _paint_place(self, painter: QPainter, row: int, column: int) -> None:
        """Seen on dark and on light."""
        height, width = (1, 1) if self._values is None else self._values.shape
        down, across = self.height() / height, self.width() / width
        around = QRectF(column * across, row * down, across, down)
        for colour, grown in ((Qt.GlobalColor.black, 1.5), (Qt.GlobalColor.white, 0.5)):
            painter.setPen(QPen(colour, 1))
            painter.drawRect(around.adjusted(-grown, -grown, grown, grown))
