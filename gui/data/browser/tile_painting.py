"""TilePainting: how one image of a grid is painted: the picture, its name below where it has one, and its mark."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.appearance import theme
from gui.pieces.classes.cut import cut
from gui.pieces.images.pictures import paint_picture

GAP, RADIUS = 4, 4
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
MOST_KNOWN = 5_000  # names that were cut


class Look(NamedTuple):
    """How large pictures are and how wide their places at least, at a zoom of 1; whether their names stand below.

    `columns` says how many stand in a row; 0: as many as there is room for.
    """

    picture: int
    width: int
    named: bool = False
    columns: int = 0


class Measures(NamedTuple):
    """Pixels: of a place, and of the picture in it."""

    width: int = 1
    height: int = 1
    picture: int = 1


class TilePainting:
    """Words that have no room end in …: the tool tip tells the whole."""

    def __init__(self) -> None:
        self.measures = Measures()

    def measure(self, look: Look, room: int) -> int:
        """Takes over how large images are in so many pixels; gives how many stand in a row."""
        self._gap = theme.px(GAP)
        gap, most = self._gap, theme.px(look.picture)
        columns = look.columns or max(1, room // theme.px(look.width))
        width = max(gap + 1, room // columns)
        if look.columns:
            width = min(width, most + gap)  # they stay together
        picture = max(1, min(most, width - gap))
        self._font = theme.tabular(theme.caption_font())
        self._metrics = QFontMetricsF(self._font)
        self._cuts: dict[tuple[str, int], str] = {}
        words = round(self._metrics.height()) + gap if look.named else 0
        self.measures = Measures(width, picture + words + gap, picture)
        return columns

    def begin(self, painter: QPainter) -> None:
        """Before the first of them."""
        self._ink = QColor(theme.current().text)
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def ground(self, painter: QPainter, area: QRectF, *, chosen: bool, focus: bool) -> None:
        """What shows which are chosen, which has the keyboard, and which is under the pointer."""
        look = theme.current()
        painter.setPen(QPen(QColor(look.accent), 2.5 if focus else 1.5) if chosen or focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.selection if chosen else look.hover))
        painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)

    def tile(self, painter: QPainter, left: int, top: int, picture: QImage | None, name: str) -> None:
        """The picture, and its name where it has one, in a place that begins there."""
        width, _, side = self.measures
        x, y = left + (width - side) // 2, top + self._gap // 2
        if picture is not None and max(picture.width(), picture.height()) == round(side * picture.devicePixelRatio()):
            size = picture.deviceIndependentSize()
            painter.drawImage(QPointF(x + (side - size.width()) // 2, y + (side - size.height()) // 2), picture)
        else:
            paint_picture(painter, QRectF(x, y, side, side), picture)
        if name:
            painter.setPen(self._ink)
            words = QRectF(left, y + side + self._gap // 2, width, self._metrics.height())
            painter.drawText(words, CENTRED, self._cut(name, width - self._gap))

    def frame(self, painter: QPainter, area: QRectF) -> None:
        """Around all of it, where the keyboard is on none."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.current().accent), 1.5))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _cut(self, name: str, width: int) -> str:
        """As much of a name as there is room; there are few different ones."""
        known = (name, width)
        if known not in self._cuts:
            if len(self._cuts) >= MOST_KNOWN:
                self._cuts.clear()
            self._cuts[known] = cut(name, self._metrics, width)
        return self._cuts[known]
