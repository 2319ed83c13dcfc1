"""Pictures: images of a data set as Qt paints them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
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


def paint_picture(painter: QPainter, place: QRectF, picture: QImage | None) -> None:
    """As large as it fits, in the middle: small pictures are enlarged in sharp pixels, large ones made smaller.

    A faint square stands there until there is one.
    """
    if picture is None:
        painter.fillRect(place, QColor(theme.current().hover))
        return
    scale = min(place.width() / picture.width(), place.height() / picture.height())
    area = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
    area.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
    painter.drawImage(area, picture)
