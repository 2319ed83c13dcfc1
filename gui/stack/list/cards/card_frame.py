"""Card frames: the ground of a card with its stripe and border, drawn once for each size and look, then copied."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from gui.appearance import theme

STRIPE, RADIUS = 4, 6
MOST = 96  # frames that are kept: a list has few at a time, and others at each of its widths


class Frame(NamedTuple):
    """The size of a card and how it looks; colours as they are in a pixel."""

    width: float
    height: float
    ground: int
    stripe: int
    border: int
    focused: bool
    dashed: bool  # where a layer is switched off: colour is never the only sign


class CardFrames:
    """Those of one list, at one theme and zoom."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Frame, float], QPixmap] = {}

    def paint(self, painter: QPainter, at: QPointF, frame: Frame) -> None:
        """Puts a frame there; `at` is the upper left corner of its card, in the middle of a pixel."""
        scale = round(painter.deviceTransform().m11(), 3)
        pixmap = self._drawn.get((frame, scale))
        if pixmap is None:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            pixmap = self._drawn[frame, scale] = _drawn(frame, scale)
        painter.drawPixmap(at - QPointF(0.5, 0.5), pixmap)


def _drawn(frame: Frame, scale: float) -> QPixmap:
    width, height = frame.width + 1, frame.height + 1
    pixmap = QPixmap(round(width * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw(painter, QRectF(0.5, 0.5, frame.width, frame.height), frame)
    painter.end()
    return pixmap


def _draw(painter: QPainter, card: QRectF, frame: Frame) -> None:
    radius, path = theme.px(RADIUS), QPainterPath()
    path.addRoundedRect(card, radius, radius)
    painter.fillPath(path, QColor.fromRgba(frame.ground))
    painter.save()
    painter.setClipPath(path)
    stripe = QRectF(card.left(), card.top(), theme.px(STRIPE) + 0.5, card.height())
    painter.fillRect(stripe, QColor.fromRgba(frame.stripe))
    painter.restore()
    line = Qt.PenStyle.DashLine if frame.dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor.fromRgba(frame.border), 1, line))
    painter.drawPath(path)
    if frame.focused:
        paint_focus(painter, card, QColor.fromRgba(frame.border))


def paint_focus(painter: QPainter, card: QRectF, colour: QColor) -> None:
    """The thick line of where the keyboard is, all of it on the card: beyond it nobody would paint it over."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(RADIUS), theme.px(RADIUS))
