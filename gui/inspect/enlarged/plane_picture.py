"""Picture of a plane: its values in colours, and as numbers in the cells where those fit."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPixmap

from engine.service.answers import Values
from gui.appearance import theme
from gui.inspect import colour_maps
from gui.inspect.enlarged import plane_words
from gui.inspect.tiles.tiles import Palette

Colours: TypeAlias = tuple[Palette, float, float]  # and the values that they span
LEAST_CELL = 15  # high, for a number in it


def plane_picture(values: Values, colours: Colours, size: QSize, ratio: float) -> QPixmap:
    """Of values (height, width), so many logical pixels large, at so many device pixels for each."""
    image, area = _coloured(values, colours), QRectF(0, 0, size.width(), size.height())
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() > area.width())
    painter.drawImage(area, image)
    _paint_numbers(painter, values, image, area)
    painter.end()
    return picture


def _coloured(values: Values, colours: Colours) -> QImage:
    palette, low, high = colours
    levels = colour_maps.indices(values, np.array(low, np.float32), np.array(high, np.float32))
    content = np.ascontiguousarray(colour_maps.packed(palette)[levels])
    height, width = content.shape
    return QImage(content.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _paint_numbers(painter: QPainter, values: Values, image: QImage, area: QRectF) -> None:
    """In cells that are wide enough for all of them, as one left out would look like nothing."""
    height, width = values.shape
    down, across = area.height() / height, area.width() / width
    measure = QFontMetricsF(theme.caption_font()).horizontalAdvance
    room = across - theme.px(2)
    places = plane_words.decimals(values, room, measure) if down >= theme.px(LEAST_CELL) and room > 0 else None
    if places is None:
        return
    painter.setFont(theme.caption_font())
    for (row, column), value in np.ndenumerate(values):
        painter.setPen(_ink(image.pixelColor(column, row)))
        cell = QRectF(column * across, row * down, across, down)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, plane_words.cell(float(value), places))


def _ink(ground: QColor) -> QColor:
    """Black on light, white on dark."""
    light = 0.299 * ground.red() + 0.587 * ground.green() + 0.114 * ground.blue() > 140
    return QColor("#101010" if light else "#f5f5f5")
