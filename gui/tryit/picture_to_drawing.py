"""Foreign images as drawings: white on black, fitted into the square of the canvas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from engine.errors import ImageError
from engine.paper.ink import PALE, ink_of
from gui.tryit.strokes import SIDE

SMALL = 0.5  # of the picture's longer side: a drawing shorter than this is brought nearer


@dataclass(frozen=True, eq=False)
class Found:
    """What is drawn in an image: uint8 (SIDE, SIDE), white on black, and a sentence on the picture, mostly empty."""

    pixels: np.ndarray
    remark: str


def from_image(image: QImage) -> Found:
    """What is drawn in any image that is not null, with black sides where it is no square.

    Raises ImageError, in words, where nothing is drawn in it.
    """
    flat = _without_transparency(image).convertToFormat(QImage.Format.Format_Grayscale8)
    ink = ink_of(pixels_of(flat))
    if ink.empty:
        raise ImageError("Nothing is drawn in this image.", "Draw dark on light, or light on dark.")
    return Found(fitted(_close_up(ink.strokes)), PALE if ink.weak else "")


def _close_up(strokes: np.ndarray) -> np.ndarray:
    """What is small in a large picture, with as much room around it as a digit has; else the whole picture."""
    rows, columns = (np.flatnonzero(strokes.any(axis)) for axis in (1, 0))
    side = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    if side >= SMALL * max(strokes.shape):
        return strokes
    room = side // 4
    return strokes[max(0, rows[0] - room) : rows[-1] + 1 + room, max(0, columns[0] - room) : columns[-1] + 1 + room]


def fitted(pixels: np.ndarray) -> np.ndarray:
    """The grey uint8 image (H, W) as large as fits into the square of SIDE, centred on black."""
    if pixels.shape == (SIDE, SIDE):
        return pixels.copy()
    height, width = pixels.shape
    source = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Grayscale8)
    size = QSize(width, height).scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    # scaled() averages when it shrinks, which drawImage() does not.
    scaled = source.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return _centred(pixels_of(scaled.convertToFormat(QImage.Format.Format_Grayscale8)))


def pixels_of(image: QImage) -> np.ndarray:
    """A copy of the pixels of a Grayscale8 image, uint8 (H, W)."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def _centred(pixels: np.ndarray) -> np.ndarray:
    height, width = pixels.shape
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    square = np.zeros((SIDE, SIDE), np.uint8)
    square[top : top + height, left : left + width] = pixels
    return square


def _without_transparency(image: QImage) -> QImage:
    """The image on a ground that its ink stands out from: white under dark ink, black under light ink."""
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor(Qt.GlobalColor.black if _ink_is_light(image) else Qt.GlobalColor.white))
    painter = QPainter(ground)
    painter.drawImage(QRectF(ground.rect()), image)
    painter.end()
    return ground


def _ink_is_light(image: QImage) -> bool:
    """Whether the opaque part of the image is light on the whole."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(rgba.constBits(), np.uint8).reshape(-1, 4).astype(np.float32)
    opacity = pixels[:, 3]
    total = float(opacity.sum())
    return total > 0 and float((pixels[:, :3].mean(axis=1) * opacity).sum()) / total > 127
