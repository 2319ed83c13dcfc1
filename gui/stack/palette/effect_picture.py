"""EffectPicture: draws what a kind of layer does to a digit: pictures, curves and bars in a row with signs between."""

from __future__ import annotations

import math
from typing import assert_never

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.stack.palette.effects import Bars, Curve, Effect, Maps, Part

TILE, SIGN, WORDS = 84, 18, 18
BAND = 8  # height of a vector
REACH = 3.0  # of a curve's axes to each side
RED, BLUE, MIDDLE = (200.0, 45.0, 35.0), (35.0, 90.0, 205.0), (245.0, 245.0, 245.0)
CENTRED = Qt.AlignmentFlag.AlignCenter


class EffectPicture(QWidget):
    """Shows an Effect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effect: Effect | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_effect(self, effect: Effect) -> None:
        """Shows this one; a screen reader gets its words."""
        self._effect = effect
        self.setAccessibleName(f"{' '.join(part.words for part in effect.parts)}. {effect.words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(3 * theme.px(TILE) + 2 * theme.px(SIGN) + 1, theme.px(TILE + WORDS))  # 1: the last border

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._effect is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_effect(painter, self.rect().toRectF(), self._effect)
        painter.end()


def paint_effect(painter: QPainter, area: QRectF, effect: Effect) -> None:
    """Draws the parts from the left, each in a square with its words below."""
    side, sign = theme.px(TILE), theme.px(SIGN)
    left = area.left()
    for index, part in enumerate(effect.parts):
        square = QRectF(left, area.top(), side, side)
        _paint_part(painter, square, part)
        _say(painter, QRectF(left - sign / 2, square.bottom(), side + sign, theme.px(WORDS)), part.words)
        left += side + sign
        if index + 1 < len(effect.parts):
            _say(painter, QRectF(square.right(), square.top(), sign, side), effect.signs[index])


def _say(painter: QPainter, area: QRectF, words: str) -> None:
    painter.setFont(theme.caption_font())
    painter.setPen(theme.current().colour("secondary"))
    painter.drawText(area, CENTRED | Qt.TextFlag.TextDontClip, words)


def _paint_part(painter: QPainter, square: QRectF, part: Part) -> None:
    match part:
        case Maps():
            _paint_maps(painter, square, part)
        case Curve():
            _paint_curve(painter, square, part)
        case Bars():
            _paint_bars(painter, square, part)
        case _:
            assert_never(part)


def _paint_maps(painter: QPainter, square: QRectF, maps: Maps) -> None:
    """One map fills the square; several stand in rows of two."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    count = len(maps.values)
    across = 1 if count == 1 else 2
    gap = theme.px(3) if count > 1 else 0
    side = (square.width() - gap * (across - 1)) / across
    top = square.top() + (square.height() - (math.ceil(count / across) * (side + gap) - gap)) / 2
    for index, values in enumerate(maps.values):
        row, column = divmod(index, across)
        area = QRectF(square.left() + column * (side + gap), top + row * (side + gap), side, side)
        if values.shape[0] == 1:
            area = QRectF(area.left(), area.center().y() - theme.px(BAND) / 2, side, theme.px(BAND))
        painter.drawImage(area, picture(values, maps))
        painter.setPen(QPen(theme.current().colour("strong_border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)


def picture(values: np.ndarray, maps: Maps) -> QImage:
    """A map as an image: grey from low to high, or blue over white to red around zero."""
    low = float(values.min()) if maps.low is None else maps.low
    high = float(values.max()) if maps.high is None else maps.high
    if maps.signed:
        colours = _diverging(np.clip(values / (high or 1), -1, 1))
    else:
        grey = np.clip((values - low) / ((high - low) or 1), 0, 1) * 255
        colours = np.repeat(grey[:, :, None], 3, axis=2)
    pixels = np.ascontiguousarray(colours.astype(np.uint8))
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _diverging(shares: np.ndarray) -> np.ndarray:
    """Colours of values from −1 to 1."""
    strength = np.abs(shares)[:, :, None]
    ends = np.where(shares[:, :, None] > 0, np.array(RED), np.array(BLUE))
    return strength * ends + (1 - strength) * np.array(MIDDLE)


def _paint_curve(painter: QPainter, square: QRectF, curve: Curve) -> None:
    colours = theme.current()
    painter.save()
    painter.setClipRect(square)
    painter.setPen(QPen(colours.colour("strong_border"), 1))
    painter.drawLine(QPointF(square.left(), square.center().y()), QPointF(square.right(), square.center().y()))
    painter.drawLine(QPointF(square.center().x(), square.top()), QPointF(square.center().x(), square.bottom()))
    scale = square.width() / 2 / REACH
    points = [square.center() + QPointF(x * scale, -y * scale) for x, y in curve.points.tolist()]
    painter.setPen(QPen(colours.kind("activation"), max(2.0, theme.px(2))))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
    painter.setPen(QPen(colours.colour("border"), 1))
    painter.drawRect(square)


def _paint_bars(painter: QPainter, square: QRectF, bars: Bars) -> None:
    """Bars from a common zero line, negative ones below it."""
    colours, values = theme.current(), bars.values
    top, bottom = max(float(values.max()), 0.0), min(float(values.min()), 0.0)
    scale = square.height() / ((top - bottom) or 1)
    zero, step = square.top() + top * scale, square.width() / len(values)
    for index, value in enumerate(values.tolist()):
        colour = colours.colour("accent" if index == bars.marked else "disabled")
        left = square.left() + index * step + step * 0.18
        painter.fillRect(QRectF(left, zero, step * 0.64, -value * scale).normalized(), colour)
    painter.setPen(QPen(colours.colour("strong_border"), 1))
    painter.drawLine(QPointF(square.left(), zero), QPointF(square.right(), zero))
