"""Mini maps: the mini feature maps of the cards, as small pictures made once and drawn often."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from engine.network.addresses import parsed
from engine.network.shapes import Shape
from gui.appearance import theme
from gui.pieces.images.own_ranges import ends_of, own_ranges

MOST = 8
FAINT = 0.35  # of what is of the run alone


class CardMaps:
    """Pictures by the id of the layer, which it keeps wherever an edit puts it; new ones take the place of old ones."""

    def __init__(self) -> None:
        self._tiles: dict[str, tuple[QImage, int]] = {}
        self.of_run: Mapping[str, Shape] = {}
        """What comes out in the shown run of layers that are others in the stack, by id: their maps are faint."""

    def take(self, maps: Mapping[str, np.ndarray]) -> None:
        """Takes maps (n, height, width) and vectors (features,) by address, one of each layer."""
        self._tiles = {parsed(at)[0]: _picture(np.asarray(values)) for at, values in maps.items() if np.size(values)}

    def of_layers_in_run(self, outputs: Mapping[str, Shape]) -> None:
        """What comes out in the run, by address: of several copies that of the first."""
        self.of_run = {parsed(at)[0]: output for at, output in reversed(tuple(outputs.items()))}

    @property
    def nodes(self) -> frozenset[str]:
        """The ids of the layers that have any."""
        return frozenset(self._tiles)

    def __contains__(self, node: object) -> bool:
        return node in self._tiles

    def paint(self, painter: QPainter, node: str, area: QRectF, gap: float) -> None:
        """Draws the maps of a layer side by side, or its vector as a band, into an area."""
        found = self._tiles.get(node)
        if found is None:
            return
        image, count = found
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.setOpacity(FAINT if node in self.of_run else 1.0)
        if count:
            _paint_tiles(painter, image, count, area, gap)
        else:
            _paint_framed(painter, area.adjusted(0, area.height() / 3, 0, -area.height() / 3), image)
        painter.setOpacity(1.0)


def _paint_tiles(painter: QPainter, image: QImage, count: int, area: QRectF, gap: float) -> None:
    side = area.height()
    width = image.width() / count
    for index in range(count):
        left = area.left() + index * (side + gap)
        if left + side > area.right() + 0.5:
            return
        _paint_framed(
            painter, QRectF(left, area.top(), side, side), image, QRectF(index * width, 0, width, image.height())
        )


def _paint_framed(painter: QPainter, area: QRectF, image: QImage, part: QRectF | None = None) -> None:
    """A picture with a thin frame: on a white card a white value would else look like no value at all."""
    painter.drawImage(area, image, part if part is not None else QRectF(image.rect()))
    painter.setPen(QPen(theme.current().colour("strong_border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def _picture(values: np.ndarray) -> tuple[QImage, int]:
    """Grey, each map from its least to its greatest value; the count is 0 for a vector."""
    if values.ndim == 1:
        return _grey(_stretched(values[None, None])[0]), 0
    tiles = _stretched(values[:MOST])
    count, height, width = tiles.shape
    return _grey(tiles.transpose(1, 0, 2).reshape(height, count * width)), count


def _stretched(maps: np.ndarray) -> np.ndarray:
    """Maps (n, height, width) from 0 to 255; what is not finite counts as 0, an even map has the grey as on Inspect."""
    finite = np.where(np.isfinite(maps), maps, 0).astype(np.float64)  # the span of two float32 may be no float32
    low, high = (ends[:, None, None] for ends in own_ranges(*ends_of(finite)))
    scale = 255 / np.where(high <= low, 1, high - low)
    return ((finite - low) * scale).astype(np.uint8)


def _grey(pixels: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
