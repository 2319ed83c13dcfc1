"""Pictures: images of a data set as Qt paints them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from engine.service.answers import Pixels
from gui.appearance import theme


def picture(pixels: Pixels) -> QImage:
    """Pixels uint8 (channels, height, width), copied: three channels as colours, of fewer the first in grey."""
    channels, height, width = pixels.shape
    if channels >= 3:
        content = np.ascontiguousarray(pixels[:3].transpose(1, 2, 0)).tobytes()
        return QImage(content, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return QImage(pixels[0].tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def fitted(image: QImage, room: QRectF) -> QRectF:
    """Where an image lies in a room: as large as it fits without being stretched, in the middle."""
    scale = min(room.width() / image.width(), room.height() / image.height())
    found = QRectF(0, 0, image.width() * scale, image.height() * scale)
    found.moveCenter(room.center())
    return found


def paint_picture(painter: QPainter, place: QRectF, picture: QImage | None) -> None:
    """As large as it fits, in the middle: small pictures are enlarged in sharp pixels, large ones made smaller.

    A faint square stands there until there is one.
    """
    if picture is None:
        painter.fillRect(place, QColor(theme.current().hover))
        return
    area = fitted(picture, place)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, area.width() < picture.width())
    painter.drawImage(area, picture)


def ready(image: QImage, side: int, ratio: float) -> QImage:
    """An image as it is painted in a square of so many pixels, each of `ratio` of the screen's: that takes a while, and
    painting it then next to nothing.
    """
    room = round(side * ratio)
    grows = max(image.width(), image.height()) <= room
    how = Qt.TransformationMode.FastTransformation if grows else Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(room, room, Qt.AspectRatioMode.KeepAspectRatio, how)
    found = scaled.convertToFormat(QImage.Format.Format_RGB32)
    found.setDevicePixelRatio(ratio)
    return found
