"""TilePainting: how one image of a grid is painted: the picture, its name below where it has one, and its mark."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.appearance import theme
from gui.pieces.pictures import paint_picture

GAP, RADIUS = 4, 4
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
MOST_KNOWN = 5_000  # names that were cut

Marked = tuple[int | None, int | None, bool]  # chosen, under the pointer, and whether the grid has the keyboard


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
        gap, most = theme.px(GAP), theme.px(look.picture)
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
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def ground(self, painter: QPainter, area: QRectF, place: int, marked: Marked) -> None:
        """What shows which one is chosen, and which is under the pointer."""
        chosen, under, focus = marked
        if place not in (chosen, under):
            return
        look = theme.current()
        painter.setPen(QPen(QColor(look.accent), 1.5) if place == chosen and focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.selection if place == chosen else look.hover))
        painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)

    def tile(self, painter: QPainter, area: QRectF, picture: QImage | None, name: str) -> None:
        """The picture, and its name where it has one."""
        side = self.measures.picture
        top, left = area.top() + theme.px(GAP) / 2, area.left() + (area.width() - side) // 2
        paint_picture(painter, QRectF(left, top, side, side), picture)
        if name:
            painter.setPen(QColor(theme.current().text))
            words = QRectF(area.left(), top + side + theme.px(GAP) / 2, area.width(), self._metrics.height())
            painter.drawText(words, CENTRED, self._cut(name, int(area.width()) - theme.px(GAP)))

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
            self._cuts[known] = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        return self._cuts[known]
