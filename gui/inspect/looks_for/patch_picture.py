"""Patch picture: an image with a frame around the part of it that a value sees."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from engine.service.answers import Pixels
from gui.appearance import theme
from gui.pieces.images.pictures import fitted, paint_picture, picture

Sides = tuple[int, ...]


class PatchPicture(NamedTuple):
    """The picture, and the frame in its pixels; None where the whole of it is seen."""

    image: QImage
    frame: QRectF | None


def patch_picture(pixels: Pixels, rows: Sides, columns: Sides) -> PatchPicture:
    """Of pixels (channels, height, width) and the rows and columns that are seen."""
    whole = not rows or not columns or (len(rows), len(columns)) == pixels.shape[1:]
    frame = None if whole else QRectF(columns[0], rows[0], len(columns), len(rows))
    return PatchPicture(picture(pixels), frame)


def paint_patch(painter: QPainter, place: QRectF, patch: PatchPicture) -> None:
    """As large as it fits; the frame stands around what it frames."""
    paint_picture(painter, place, patch.image)
    if patch.frame is None:
        return
    area = fitted(patch.image, place)
    scale = area.width() / patch.image.width()
    frame = QRectF(patch.frame.topLeft() * scale + area.topLeft(), patch.frame.size() * scale)
    painter.setPen(QPen(QColor(theme.current().accent), theme.px(2)))
    painter.drawRect(frame)
