"""Picture of a plane: its values in colours, and as numbers in the cells where those fit."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPixmap

from engine.service.answers import Values
from gui.appearance import theme
from gui.inspect import colour_maps
from gui.inspect.enlarged import cell_numbers, plane_words
from gui.inspect.tiles.tiles import Palette

Packed: TypeAlias = NDArray[np.uint32]  # colours as Qt has them, (height, width)
Colours: TypeAlias = tuple[Palette, float, float]  # and the values that they span
LEAST_CELL, BESIDE = 15, 4  # high for a number in it, and wide what stands around that


def plane_picture(values: Values, colours: Colours, size: QSize, ratio: float) -> QPixmap:
    """Of values (height, width), so many logical pixels large, at so many device pixels for each."""
    content, area = _coloured(values, colours), QRectF(0, 0, size.width(), size.height())
    height, width = content.shape
    image = QImage(content.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() > area.width())
    painter.drawImage(area, image)
    _paint_numbers(painter, values, content, area)
    painter.end()
    return picture


def readable_side(values: Values) -> float:
    """How long the longer side must be for as many digits as on the page “A number”."""
    measure = QFontMetricsF(theme.caption_font()).horizontalAdvance
    wide = plane_words.needed(values, plane_words.enough(values), measure) + theme.px(BESIDE)
    return max(wide, theme.px(LEAST_CELL)) * max(values.shape)


def _coloured(values: Values, colours: Colours) -> Packed:
    palette, low, high = colours
    levels = colour_maps.indices(values, np.array(low, np.float32), np.array(high, np.float32))
    return np.ascontiguousarray(colour_maps.packed(palette)[levels])


def _paint_numbers(painter: QPainter, values: Values, content: Packed, area: QRectF) -> None:
    """In cells that are wide enough for all of them, as one left out would look like nothing."""
    height, width = values.shape
    down, across = area.height() / height, area.width() / width
    font = theme.caption_font()
    room = across - theme.px(BESIDE)
    fits = down >= theme.px(LEAST_CELL) and room > 0
    places = plane_words.decimals(values, room, QFontMetricsF(font).horizontalAdvance) if fits else None
    if places is None:
        return
    light = _is_light(content)
    for ink, where in (("#101010", light), ("#f5f5f5", ~light)):
        cells = (
            ((column + 0.5) * across, (row + 0.5) * down, plane_words.cell(float(values[row, column]), places))
            for row, column in np.argwhere(where).tolist()
        )
        cell_numbers.paint(painter, font, QColor(ink), cells)


def _is_light(content: Packed) -> NDArray[np.bool_]:
    """Where black is read on it, not white."""
    red, green, blue = (content >> shift & 255 for shift in (16, 8, 0))
    light: NDArray[np.bool_] = 0.299 * red + 0.587 * green + 0.114 * blue > 140
    return light
