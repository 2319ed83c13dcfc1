"""An eye: open for what is heard, closed for what is muted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.pieces.sign_square import sign_square


def eye(painter: QPainter, rect: QRectF, colour: QColor, *, closed: bool) -> None:
    """Paints it into a square."""
    with sign_square(painter, rect):
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_lids(closed=closed))
        if closed:
            for begin, end in (((4, 10.6), (2.8, 12.6)), ((8, 11.6), (8, 13.8)), ((12, 10.6), (13.2, 12.6))):
                painter.drawLine(QPointF(*begin), QPointF(*end))
        else:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(8, 8), 1.7, 1.7)


def _lids(*, closed: bool) -> QPainterPath:
    path = QPainterPath(QPointF(1.2, 8))
    path.quadTo(QPointF(8, 15 if closed else 0.6), QPointF(14.8, 8))
    if not closed:
        path.quadTo(QPointF(8, 15.4), QPointF(1.2, 8))
    return path
