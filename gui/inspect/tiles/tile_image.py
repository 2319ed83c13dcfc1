"""The picture of a mosaic's tiles on view: coloured once, kept until tiles, places or rows change."""

from __future__ import annotations

from PySide6.QtGui import QImage

from gui.inspect.tiles.tile_grid import Grid
from gui.inspect.tiles.tiles import Tiles


class TileImage:
    """Keeps one picture: the last that was asked for."""

    def __init__(self) -> None:
        self._key: tuple[Grid, range, float] | None = None
        self._image = QImage()

    def of(self, tiles: Tiles, grid: Grid, rows: range, ratio: float) -> QImage:
        """These rows of the tiles, at so many device pixels for each logical one."""
        key = (grid, rows, ratio)
        if key != self._key:
            self._key, self._image = key, _coloured(tiles, grid, rows)
            self._image.setDevicePixelRatio(ratio)
        return self._image

    def forget(self) -> None:
        """Other tiles come."""
        self._key = None


def _coloured(tiles: Tiles, grid: Grid, rows: range) -> QImage:
    pixels = tiles.pixels(grid, rows)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
