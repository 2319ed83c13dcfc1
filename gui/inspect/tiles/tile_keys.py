"""Where the arrow keys lead from a tile of a mosaic."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.inspect.tiles.tile_grid import Grid

LEADS = {
    Qt.Key.Key_Left: Grid.before,
    Qt.Key.Key_Right: Grid.after,
    Qt.Key.Key_Up: Grid.above,
    Qt.Key.Key_Down: Grid.below,
    Qt.Key.Key_Home: Grid.first,
    Qt.Key.Key_End: Grid.last,
}
