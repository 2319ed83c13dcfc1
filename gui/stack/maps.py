"""Maps: the mini feature maps of the cards, as small pictures made once and drawn often."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

MOST = 8
FINEST = 48  # pixels of a side: more cannot be seen on a card


class CardMaps:
    """Pictures by address; new ones take the place of all old ones."""

    def __init__(self) -> None:
        self._tiles: dict[str, tuple[QImage, int]] = {}

    def take(self, maps: Mapping[str, np.ndarray]) -> None:
        """Takes maps (n, height, width) and vectors (features,)."""
        self._tiles = {address: _picture(np.asarray(values)) for address, values in maps.items() if np.size(values)}

    def __contains__(self, address: object) -> bool:
        return address in self._tiles

    def paint(self, painter: QPainter, address: str, area: QRectF, gap: float) -> None:
        """Draws the maps of an address side by side, or its vector as a band, into an area."""
        found = self._tiles.get(address)
        if found is None:
            return
        image, count = found
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        if count:
            _paint_tiles(painter, image, count, area, gap)
        else:
            painter.drawImage(area.adjusted(0, area.height() / 3, 0, -area.height() / 3), image)


def _paint_tiles(painter: QPainter, image: QImage, count: int, area: QRectF, gap: float) -> None:
    side = area.height()
    width = image.width() / count
    for index in range(count):
        left = area.left() + index * (side + gap)
        if left + side > area.right() + 0.5:
            return
        painter.drawImage(QRectF(left, area.top(), side, side), image, QRectF(index * width, 0, width, image.height()))


def _picture(values: np.ndarray) -> tuple[QImage, int]:
    """Grey, each map from its least to its greatest value; the count is 0 for a vector."""
    if values.ndim == 1:
        return _grey(_stretched(values[None])), 0
    maps = values[:MOST]
    coarse = tuple(-(-side // FINEST) for side in maps.shape[1:])
    tiles = [_stretched(one[:: coarse[0], :: coarse[1]]) for one in maps]
    return _grey(np.concatenate(tiles, axis=1)), len(tiles)


def _stretched(values: np.ndarray) -> np.ndarray:
    finite = np.nan_to_num(values.astype(np.float32), posinf=0, neginf=0)
    low, high = float(finite.min()), float(finite.max())
    return ((finite - low) * (255 / (high - low)) if high > low else finite * 0 + 128).astype(np.uint8)


def _grey(pixels: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
