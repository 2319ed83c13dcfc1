"""Icons of the layers, drawn: small pictures of what each does. They need no font, so the first paint stays quick."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from engine.network import layers as kinds
from engine.network.nodes import Op, Repeat, Residual
from gui.pieces.sign_square import sign_square

Curve = Callable[[float], float]
Draw = Callable[[QPainter, QColor], None]


def paint_icon(painter: QPainter, at: QPointF, side: int, kind: type[Op], colour: QColor) -> None:
    """Draws the icon of a kind of layer or block into a square of pixels; drawn once, then copied."""
    painter.drawPixmap(at, _pixmap(kind, colour.rgba(), side, painter.device().devicePixelRatio()))


@lru_cache(maxsize=256)
def _pixmap(kind: type[Op], rgba: int, side: int, ratio: float) -> QPixmap:
    pixels = math.ceil(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, QRectF(0, 0, side, side), kind, QColor.fromRgba(rgba))
    painter.end()
    return pixmap


def _draw(painter: QPainter, rect: QRectF, kind: type[Op], colour: QColor) -> None:
    with sign_square(painter, rect):
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _picture(kind())(painter, colour)


def _curve(painter: QPainter, curve: Curve, colour: QColor) -> None:
    axes = QColor(colour)
    axes.setAlphaF(0.35)
    painter.save()
    painter.setPen(QPen(axes, 1))
    painter.drawLine(QPointF(1, 9), QPointF(15, 9))
    painter.drawLine(QPointF(8, 1.5), QPointF(8, 14.5))
    painter.restore()
    points = [(-2.2 + 4.4 * i / 24) for i in range(25)]
    painter.drawPolyline(QPolygonF([QPointF(8 + 3 * x, 9 - 3 * max(-1.8, min(2.3, curve(x)))) for x in points]))


def _squares(painter: QPainter, colour: QColor, filled: Callable[[int, int], float], cells: int = 3) -> None:
    side = 13.0 / cells
    for row in range(cells):
        for column in range(cells):
            shade = QColor(colour)
            shade.setAlphaF(filled(row, column))
            painter.fillRect(QRectF(1.5 + column * side, 1.5 + row * side, side - 1, side - 1), shade)


def _convolution(painter: QPainter, colour: QColor) -> None:
    _squares(painter, colour, lambda row, column: 1.0 if row == column or row + column == 2 else 0.45)


def _maximum(painter: QPainter, colour: QColor) -> None:
    _squares(painter, colour, lambda row, column: 1.0 if (row, column) == (0, 1) else 0.3, cells=2)


def _average(painter: QPainter, colour: QColor) -> None:
    _squares(painter, colour, lambda *_: 1.0, cells=2)


def _global(painter: QPainter, colour: QColor) -> None:
    painter.drawRect(QRectF(2, 2, 12, 12))
    painter.setBrush(QBrush(colour))
    painter.drawEllipse(QPointF(8, 8), 2, 2)


def _adaptive(painter: QPainter, colour: QColor) -> None:
    painter.drawRect(QRectF(2, 2, 12, 12))
    painter.fillRect(QRectF(5, 5, 6, 6), colour)


def _flatten(painter: QPainter, colour: QColor) -> None:
    for row, alpha in enumerate((1.0, 0.7, 0.4)):
        shade = QColor(colour)
        shade.setAlphaF(alpha)
        painter.fillRect(QRectF(2 + row * 4, 2, 3, 3), shade)
        painter.fillRect(QRectF(2 + row * 4, 11, 3, 3), shade)
    painter.drawLine(QPointF(8, 6.5), QPointF(8, 9.5))


def _pad(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(5.5, 5.5, 5, 5), colour)
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DotLine))
    painter.drawRect(QRectF(2, 2, 12, 12))


def _linear(painter: QPainter, colour: QColor) -> None:
    faint = QPen(colour, 0.7)
    painter.setPen(faint)
    left, right = [QPointF(3, y) for y in (3, 8, 13)], [QPointF(13, y) for y in (5.5, 10.5)]
    for a in left:
        for b in right:
            painter.drawLine(a, b)
    painter.setBrush(QBrush(colour))
    for point in (*left, *right):
        painter.drawEllipse(point, 1.6, 1.6)


def _bell(painter: QPainter, _: QColor) -> None:
    xs = [i * 14 / 24 + 1 for i in range(25)]
    painter.drawPolyline(QPolygonF([QPointF(x, 13 - 10 * math.exp(-(((x - 8) / 3.2) ** 2))) for x in xs]))
    painter.drawLine(QPointF(1, 14.2), QPointF(15, 14.2))


def _dots(painter: QPainter, colour: QColor) -> None:
    for row in range(3):
        for column in range(3):
            painter.setBrush(QBrush(colour) if (row * 2 + column) % 3 else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1))
            painter.drawEllipse(QPointF(3.2 + 4.8 * column, 3.2 + 4.8 * row), 1.5, 1.5)


def _whole_maps(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(2, 2, 5, 5), colour)
    painter.fillRect(QRectF(9, 9, 5, 5), colour)
    painter.setPen(QPen(colour, 1))
    painter.drawRect(QRectF(9.5, 2.5, 4, 4))
    painter.drawRect(QRectF(2.5, 9.5, 4, 4))


def _softmax(painter: QPainter, colour: QColor) -> None:
    for x, height in ((2.5, 3), (6.5, 11), (10.5, 5)):
        painter.fillRect(QRectF(x, 14 - height, 3, height), colour)


def _residual(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(5, 1.5), QPointF(5, 14.5))
    painter.drawArc(QRectF(-1, 2.5, 12, 11), -90 * 16, 180 * 16)
    painter.setBrush(QBrush(colour))
    painter.drawEllipse(QPointF(5, 13), 1.6, 1.6)


def _repeat(painter: QPainter, _: QColor) -> None:
    painter.drawArc(QRectF(2.5, 2.5, 11, 11), 60 * 16, 290 * 16)
    painter.drawPolyline(QPolygonF([QPointF(11.8, 0.8), QPointF(11, 3.6), QPointF(13.8, 4.6)]))


def _picture(op: Op) -> Draw:
    match op:
        case kinds.Conv2d():
            return _convolution
        case kinds.Linear():
            return _linear
        case kinds.BatchNorm():
            return _bell
        case kinds.Pooling():
            return _pooling(op)
        case kinds.Activation():
            return _activation(op)
        case kinds.Flatten() | kinds.PadChannels():
            return _flatten if isinstance(op, kinds.Flatten) else _pad
        case kinds.Dropout() | kinds.Dropout2d():
            return _dots if isinstance(op, kinds.Dropout) else _whole_maps
        case Residual() | Repeat():
            return _residual if isinstance(op, Residual) else _repeat
        case _:
            assert_never(op)


def _pooling(op: kinds.AnyPooling) -> Draw:
    match op:
        case kinds.MaxPool2d():
            return _maximum
        case kinds.AvgPool2d():
            return _average
        case kinds.GlobalAvgPool():
            return _global
        case kinds.AdaptiveAvgPool2d():
            return _adaptive
        case _:
            assert_never(op)


def _activation(op: kinds.AnyActivation) -> Draw:
    if isinstance(op, kinds.Softmax):
        return _softmax
    curve = _curve_of(op)
    return lambda painter, colour: _curve(painter, curve, colour)


def _curve_of(op: kinds.Curve) -> Curve:
    """The function, drawn so that it is told from the others: stretched where it would be too flat."""
    match op:
        case kinds.ReLU():
            return lambda x: max(x, 0.0)
        case kinds.LeakyReLU():
            return lambda x: x if x > 0 else 0.22 * x
        case kinds.ELU():
            return lambda x: x if x > 0 else 0.9 * math.expm1(x)
        case kinds.GELU():
            return lambda x: 0.5 * x * (1 + math.erf(x / math.sqrt(2)))
        case kinds.SiLU():
            return lambda x: x / (1 + math.exp(-x))
        case kinds.Sigmoid():
            return lambda x: 2.6 / (1 + math.exp(-2.4 * x)) - 1.3
        case kinds.Tanh():
            return lambda x: 1.5 * math.tanh(1.5 * x)
        case _:
            assert_never(op)


def padlock(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A small closed lock: the weights stay as they are."""
    with sign_square(painter, rect):
        painter.setPen(QPen(colour, 1.6))
        painter.drawArc(QRectF(4.5, 1.5, 7, 9), 0, 180 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(2.5, 7, 11, 7.5), 1.5, 1.5)


def lamp(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A small lamp: there is advice."""
    with sign_square(painter, rect):
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(3.2, 1, 9.6, 9.6), -50 * 16, 280 * 16)
        for y in (11.6, 14.2):
            painter.drawLine(QPointF(6, y), QPointF(10, y))


def sheet(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A small written sheet: there is a note."""
    with sign_square(painter, rect):
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(2.5, 1.5, 11, 13), 1.5, 1.5)
        for y, right in ((5.0, 11.0), (8.0, 11.0), (11.0, 8.5)):
            painter.drawLine(QPointF(5, y), QPointF(right, y))
