"""Placed grid: where the tiles of a mosaic and their values lie on it, in its own pixels, not those of the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from gui.inspect.tiles.tile_grid import Grid


@dataclass(frozen=True)
class PlacedGrid:
    """Of tiles of `rows` × `columns` values, with a margin around all of them."""

    grid: Grid
    ratio: float  # of the screen's pixels to those of the mosaic
    margin: int
    rows: int
    columns: int

    @property
    def height(self) -> int:
        """With its margins."""
        return math.ceil(self.grid.height / self.ratio) + 2 * self.margin

    def tile(self, tile: int) -> QRectF:
        """Where a tile lies."""
        x, y = self.grid.origin(tile)
        width, height = self.grid.tile_width / self.ratio, self.grid.tile_height / self.ratio
        return QRectF(self.margin + x / self.ratio, self.margin + y / self.ratio, width, height)

    def value(self, tile: int, row: int, column: int) -> QRectF:
        """Where one value lies."""
        area = self.tile(tile)
        height, width = area.height() / self.rows, area.width() / self.columns
        return QRectF(area.left() + column * width, area.top() + row * height, width, height)

    def value_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """Tile, row and column of the value under a point."""
        x, y = (position.x() - self.margin) * self.ratio, (position.y() - self.margin) * self.ratio
        tile = self.grid.tile_at(x, y)
        if tile is None:
            return None
        left, top = self.grid.origin(tile)
        row, column = (y - top) * self.rows / self.grid.tile_height, (x - left) * self.columns / self.grid.tile_width
        return tile, int(row), int(column)

    def rows_in(self, area: QRectF) -> range:
        """The rows of tiles that lie in an area, wholly or in part."""
        top, bottom = (area.top() - self.margin) * self.ratio, (area.bottom() - self.margin) * self.ratio
        return self.grid.rows_between(top, bottom)

    def corner(self, row: int) -> QPointF:
        """The upper left of a row of tiles."""
        return QPointF(self.margin, self.margin + (self.grid.heading + row * self.grid.row_height) / self.ratio)
