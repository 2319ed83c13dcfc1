"""A map over an image, as large as its place, whose values can be read by pointer and by key."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Pixels, Values
from gui.appearance import theme
from gui.appearance.numerals import plain
from gui.inspect.why.overlay import overlaid
from gui.pieces.images.pictures import fitted, paint_picture, picture
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

KEYS = PanelKeys("On a map over the image", (("Arrows, Home, End", "another pixel, which is read out"),))
SIDE = 200


class MapView(QWidget):
    """Shows nothing until it is given a map.

    read(sentence)   another pixel is pointed at; empty: none
    """

    read = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pixels: Pixels | None = None
        self._plane: Values | None = None
        self._image: QImage | None = None
        self._strength, self._words = 0.0, ""
        self._place: tuple[int, int] | None = None  # row and column that are read
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_side(self, side: int) -> None:
        """A square of so many pixels."""
        if side != self.width():
            self.setFixedSize(side, side)

    def show_map(self, pixels: Pixels | None, plane: Values | None, words: str) -> None:
        """An image (channels, height, width) with a map (height, width) of it, and where that is strongest."""
        self._pixels, self._plane, self._words = pixels, plane, words
        if plane is None or (self._place is not None and not _is_inside(self._place, plane.shape)):
            self._place = None
        self._paint_anew()

    def set_strength(self, strength: float) -> None:
        """How much of the image the strongest place covers, 0 to 1."""
        self._strength = strength
        self._paint_anew()

    def reading(self) -> str:
        """The pixel that is pointed at: Row 12, column 9: 0.31 for it."""
        if self._place is None or self._plane is None:
            return ""
        row, column = self._place
        value = float(self._plane[row, column])
        side = "for it" if value > 0 else "against it" if value < 0 else "neither for nor against it"
        return f"Row {row + 1}, column {column + 1}: {plain(abs(value), 3)} {side}"

    def paint(self, painter: QPainter, place: QRectF) -> None:
        """Image and map, as large as they fit."""
        paint_picture(painter, place, self._image)

    def _paint_anew(self) -> None:
        self._image = None
        if self._pixels is not None and self._plane is not None:
            self._image = picture(overlaid(self._pixels, self._plane, self._strength))
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(" ".join(filter(None, (self._words, self.reading()))))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    # --- pointer and keys ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key begins where the map is strongest."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._place is None and self._plane is not None:
            row, column = divmod(int(np.abs(self._plane).argmax()), self._plane.shape[1])
            self._point_at((row, column))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -1_000_000),
            Qt.Key.Key_End: (0, 1_000_000),
        }
        if self._plane is None or event.key() not in moves:
            super().keyPressEvent(event)
            return
        (row, column), (down, right) = self._place or (0, 0), moves[Qt.Key(event.key())]
        height, width = self._plane.shape
        self._point_at((min(max(row + down, 0), height - 1), min(max(column + right, 0), width - 1)))

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place != self._place:
            self._place = place
            self._describe()
            self.update()
            self.read.emit(self.reading())

    def _place_at(self, at: QPointF) -> tuple[int, int] | None:
        if self._image is None:
            return None
        area = fitted(self._image, QRectF(self.rect()))
        if not area.contains(at):
            return None
        row = int((at.y() - area.top()) / area.height() * self._image.height())
        column = int((at.x() - area.left()) / area.width() * self._image.width())
        return min(row, self._image.height() - 1), min(column, self._image.width() - 1)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if self._place is not None and self._image is not None:
            self._paint_place(painter, self._image, *self._place)

    def _paint_place(self, painter: QPainter, image: QImage, row: int, column: int) -> None:
        """Seen on dark and on light."""
        area = fitted(image, QRectF(self.rect()))
        width, height = area.width() / image.width(), area.height() / image.height()
        around = QRectF(area.left() + column * width, area.top() + row * height, width, height)
        for colour, grown in ((Qt.GlobalColor.black, 1.5), (Qt.GlobalColor.white, 0.5)):
            painter.setPen(QPen(colour, 1))
            painter.drawRect(around.adjusted(-grown, -grown, grown, grown))


def _is_inside(place: tuple[int, int], shape: tuple[int, ...]) -> bool:
    return place[0] < shape[0] and place[1] < shape[1]
