"""Lanes: each row paints its part of the lines of the blocks around it, as a git graph does."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from gui.appearance import theme
from gui.stack.list.cards.card_style import INDENT, CardStyle
from gui.stack.list.rows import Lane, Row

SIGN = 6.5  # radius of ⊕


def paint_lanes(painter: QPainter, rect: QRectF, card: QRectF, row: Row, style: CardStyle) -> None:
    """The lines left of a card; `rect` is the whole row."""
    if not row.lanes:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for level, lane in enumerate(row.lanes):
        painter.setPen(_pen(lane, style))
        _paint_lane(painter, rect, card, lane, lane_x(level))
    painter.restore()


def lane_x(level: int) -> float:
    """Where the lane of a block at this depth runs."""
    return theme.px(INDENT * level + INDENT / 2 - 1) + 0.5


def _pen(lane: Lane, style: CardStyle) -> QPen:
    pen = QPen(style.blocks, max(1.5, theme.px(2)))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if lane.block == "repeat":
        pen.setDashPattern([2, 1.5])
    return pen


def _paint_lane(painter: QPainter, rect: QRectF, card: QRectF, lane: Lane, x: float) -> None:
    inner = x + theme.px(INDENT)
    match lane.part:
        case "through":
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1))
        case "begin":
            painter.drawLine(QPointF(x, card.bottom() + 1), QPointF(x, rect.bottom() + 1))
        case "turn":
            painter.drawPath(_swing(QPointF(x, rect.top()), QPointF(inner, rect.bottom() + 1)))
            painter.drawPath(_swing(QPointF(inner, rect.top()), QPointF(x, rect.bottom() + 1)))
        case "end":
            _end(painter, rect, card, lane, x, inner)
        case _:
            assert_never(lane.part)


def _end(painter: QPainter, rect: QRectF, card: QRectF, lane: Lane, x: float, inner: float) -> None:
    middle, radius = card.center().y(), theme.px(SIGN)
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, middle - radius))
    if lane.block == "residual":
        path = QPainterPath(QPointF(inner, rect.top()))
        path.quadTo(QPointF(inner, middle), QPointF(x + radius, middle))
        painter.drawPath(path)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(x, middle), radius, radius)
    _sign(painter, QPointF(x, middle), radius * 0.5, crossed=lane.block == "repeat")


def _sign(painter: QPainter, middle: QPointF, reach: float, *, crossed: bool) -> None:
    """A plus where paths are summed, a times sign where a body repeats."""
    painter.save()
    painter.translate(middle)
    painter.rotate(45 if crossed else 0)
    painter.drawLine(QPointF(-reach, 0), QPointF(reach, 0))
    painter.drawLine(QPointF(0, -reach), QPointF(0, reach))
    painter.restore()


def _swing(start: QPointF, end: QPointF) -> QPainterPath:
    middle = (start.y() + end.y()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(start.x(), middle), QPointF(end.x(), middle), end)
    return path
