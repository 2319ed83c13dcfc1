"""Plane view: one filter or map as large as its place, with its numbers in the cells where they fit."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Values
from gui.appearance import theme
from gui.appearance.numerals import marks, plain
from gui.inspect.enlarged import plane_words
from gui.inspect.enlarged.plane_picture import plane_picture, readable_side
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
        self._picture: tuple[Hashable, QPixmap] | None = None  # and how that looks
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
        self._describe()
        self._paint_anew()

    def set_colours(self, palette: Palette, low: float, high: float) -> None:
        """The colours span these values."""
        if (palette, low, high) != self._colours:
            self._colours = palette, low, high
            self._paint_anew()

    def set_side(self, side: int) -> None:
        """Its longer side, in pixels of the screen."""
        height, width = (1, 1) if self._values is None else self._values.shape
        scale = side / max(height, width)
        self.setFixedSize(QSize(max(1, round(width * scale)), max(1, round(height * scale))))

    def readable_side(self) -> float:
        """How long its longer side must be for numbers in its cells."""
        return 0.0 if self._values is None else readable_side(self._values)

    def reading(self) -> str:
        """The value that is pointed at: Row 12, column 9: 0.31."""
        if self._place is None or self._values is None:
            return ""
        words = plane_words.place(*self._place)
        return f"{words[:1].upper()}{words[1:]}: {plain(float(self._values[self._place]), 4)}"

    def _paint_anew(self) -> None:
        """The picture is made when it is next seen: values and colours may both change before."""
        self._picture = None
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
        if self._values is None:
            painter.fillRect(self.rect(), QColor(theme.current().hover))
            return
        painter.drawPixmap(0, 0, self._picture_of(self._values))
        wide, colour = (2, theme.current().accent) if self.hasFocus() else (1, theme.current().border)
        painter.setPen(QPen(QColor(colour), wide))
        painter.drawRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))
        if self._place is not None:
            self._paint_place(painter, *self._place)

    def _picture_of(self, values: Values) -> QPixmap:
        """With its numbers, kept until something of it changes: the pointer moves more often."""
        looks = (self.size(), self.devicePixelRatioF(), theme.caption_font().toString(), marks())
        if self._picture is None or self._picture[0] != looks:
            self._picture = looks, plane_picture(values, self._colours, self.size(), self.devicePixelRatioF())
        return self._picture[1]

    def _paint_place(self, painter: QPainter, row: int, column: int) -> None:
        """Seen on dark and on light."""
        height, width = (1, 1) if self._values is None else self._values.shape
        down, across = self.height() / height, self.width() / width
        around = QRectF(column * across, row * down, across, down)
        for colour, grown in ((Qt.GlobalColor.black, 1.5), (Qt.GlobalColor.white, 0.5)):
            painter.setPen(QPen(colour, 1))
            painter.drawRect(around.adjusted(-grown, -grown, grown, grown))
