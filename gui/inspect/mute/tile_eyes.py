"""The eyes on the tiles of a mosaic: closed on what is muted, open on the tile that is pointed at or selected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from gui.appearance import theme
from gui.pieces.eye import eye

SIDE, INSET = 16, 2
LEAST_TILE = 2.5  # times as large as the place of its eye
SHARE = 0.24  # of a tile's side, at most, that the eye itself takes: what is muted stays to be seen
VEIL = 0.6  # over a small tile that is muted


class TileEyes:
    """Knows which tiles are of muted channels; `channel_of` gives a tile's channel, None where it has none."""

    def __init__(self) -> None:
        self.channel_of: Callable[[int], int | None] | None = None  # None: no eyes at all
        self._muted: Collection[int] = ()
        self._whole = False

    def show_muted(self, channels: Collection[int], *, whole: bool) -> None:
        """Those that are muted one by one, and whether all of the layer is."""
        self._muted, self._whole = channels, whole

    def channel(self, tile: int) -> int | None:
        """The channel of a tile that has an eye."""
        return None if self.channel_of is None else self.channel_of(tile)

    def is_muted(self, tile: int) -> bool:
        """Whether it gives nothing of its own."""
        channel = self.channel(tile)
        return channel is not None and (self._whole or channel in self._muted)

    def area(self, tile: QRectF) -> QRectF | None:
        """Where a press is on the eye of a tile that lies there; None on one so small that the eye would hide it."""
        side = theme.px(SIDE)
        if min(tile.width(), tile.height()) < LEAST_TILE * side:
            return None
        return QRectF(tile.right() - side - INSET, tile.top() + INSET, side, side)

    def drawn(self, tile: QRectF) -> QRectF | None:
        """The eye itself: on a small tile smaller than where it is pressed, in the corner."""
        area = self.area(tile)
        if area is None:
            return None
        side = min(area.width(), SHARE * min(tile.width(), tile.height()))
        return QRectF(area.right() - side, area.top(), side, side)

    def is_hit(self, tile: int, place: QRectF, at: QPointF) -> bool:
        """Whether a press there is on the eye."""
        area = self.area(place)
        return self.channel(tile) is not None and area is not None and area.contains(at)

    def paint_all(
        self,
        painter: QPainter,
        tiles: Iterable[int],
        place: Callable[[int], QRectF],
        looked_at: Collection[int | None],
    ) -> None:
        """The eyes of tiles, each in its place; of those that are looked at also the open ones."""
        if self.channel_of is not None:
            for tile in tiles:
                if self.is_muted(tile) or tile in looked_at:
                    self._paint(painter, tile, place(tile))

    def _paint(self, painter: QPainter, tile: int, place: QRectF) -> None:
        """The eye of a tile, on a ground that shows it on any map."""
        muted, colours, area = self.is_muted(tile), theme.current(), self.drawn(place)
        if self.channel(tile) is None:
            return
        if area is None:
            painter.fillRect(place, colours.colour("surface", VEIL if muted else 0))
            return
        painter.save()
        painter.setPen(QColor(colours.border))
        painter.setBrush(colours.colour("surface", 0.94))
        painter.drawRoundedRect(area, 3, 3)
        eye(painter, area.adjusted(1, 1, -1, -1), QColor(colours.accent if muted else colours.text), closed=muted)
        painter.restore()
