"""All filters or feature maps of a layer in one picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from gui.appearance import theme
from gui.inspect import pointer_readout
from gui.inspect.mute.tile_eyes import TileEyes
from gui.inspect.pair_labels import Pairs, paint_columns, paint_rows
from gui.inspect.tiles.mosaic_words import MosaicWords
from gui.inspect.tiles.placed_grid import PlacedGrid
from gui.inspect.tiles.tile_grid import Grid, arranged
from gui.inspect.tiles.tile_image import TileImage
from gui.inspect.tiles.tile_keys import LEADS
from gui.inspect.tiles.tiles import Palette, Scale, Tiles
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

MARGIN = 4  # around all tiles, for the outline of the selected one; whole device pixels at 125, 150 and 175 % too
NARROWEST = 96  # a place for the mosaic need not be wider, whatever it shows
EMPTY = "Nothing to show yet."

KEYS = PanelKeys(
    "On filters and maps",
    (("Arrows, Home, End", "another one"), ("Enter", "enlarges it"), ("Space", "mutes or unmutes it")),
)


class Mosaic(QWidget):
    """Maps (N, H, W) as tiles that wrap to the width; as high as they need, and painted only where they are seen.

    hovered(tile, row, column, value)   the pointer is over this value of the whole map; all count from 0
    left()                              the pointer is over none any more
    selected(tile)                      a click or an arrow key chose this tile
    clicked(tile, row, column)          a click on a value of it
    opened(tile)                        Enter
    eye_pressed(channel)                a click on the eye of a tile, or Space: its channel

    Values that are no number are magenta. In a QScrollArea with setWidgetResizable(True) the arrow keys scroll along.
    """

    hovered = Signal(int, int, int, float)
    left = Signal()
    selected = Signal(int)
    clicked = Signal(int, int, int)
    opened = Signal(int)
    eye_pressed = Signal(int)

    def __init__(self, noun: str = "Map", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self.eyes = MosaicWords(), TileEyes()
        self._tiles: Tiles | None = None
        self._tile_side = 96
        self._selected: int | None = None
        self._pointer: QPointF | None = None
        self._message = EMPTY
        self._image = TileImage()
        self._follows = False  # the area's scrolling
        self._chip = QRectF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_noun(noun)

    # What is shown

    def set_maps(
        self,
        values: np.ndarray | None,
        palette: Palette = "grey",
        scale: Scale = "tile",
        span: tuple[float, float] | None = None,
    ) -> None:
        """Show float maps (N, H, W), copied, or nothing.

        "diverging" is blue below and red above zero, "grey" and "viridis" run from the least to the greatest value.
        The colours span each tile's own values ("tile"), those of all ("common"), or those of a `span`.
        Raises ValueError for another shape.
        """
        self.set_tiles(None if values is None or not len(values) else Tiles.of(values, palette, scale, span))

    def set_colours(self, channels: np.ndarray, reach: float | None = None) -> None:
        """Show float maps in colour (N, 3, H, W), copied; grey is zero, up to a `reach` if given. Raises ValueError."""
        self.set_tiles(Tiles.in_colour(channels, reach))

    def set_tiles(self, tiles: Tiles | None) -> None:
        """Show these, or nothing."""
        shape = self._shape()
        self._tiles = tiles
        self._image.forget()
        if self._shape() != shape:
            self._selected = self._selected if self._selected is not None and self._selected < self.count() else None
            self.updateGeometry()
        self._describe()
        self._read_out()
        self.update()

    def set_noun(self, noun: str) -> None:
        """What a tile is called where it has no other name: a Filter, a Map."""
        if noun != self._words.noun:
            self._words.noun = noun
            self.setAccessibleName(f"{noun}s")
            self._describe()

    def set_names(self, names: Sequence[str]) -> None:
        """Call the tiles by these names, not "Map 1", "Map 2" and so on."""
        self._words.names = tuple(names)
        self._describe()

    def set_tile_side(self, pixels: int) -> None:
        """How large a tile may be, in logical pixels at a zoom of 1; maps are enlarged by whole factors up to it."""
        if pixels != self._tile_side:
            self._tile_side = pixels
            self.updateGeometry()
            self.update()

    def set_pairs(self, pairs: Pairs | None) -> None:
        """Tiles are the kernels of filters by input channel: those of a filter stand together, under labels.

        The labels of the columns stay in sight in a scroll area. None: each tile is by itself.
        """
        if pairs != self._words.pairs:
            self._words.pairs = pairs
            self._describe()
            self.updateGeometry()
            self.update()

    def set_axes(self, row: str, column: str) -> None:
        """What the rows and the columns of a tile are called."""
        self._words.axes = (row, column)

    def set_message(self, sentence: str) -> None:
        """What to say while there is nothing to show."""
        self._message = sentence
        self._describe()
        self.update()

    def count(self) -> int:
        """How many tiles there are."""
        return 0 if self._tiles is None else len(self._tiles.values)

    def map_size(self) -> tuple[int, int]:
        """Height and width of a tile in values; 1 and 1 when nothing is shown."""
        return (1, 1) if self._tiles is None else self._tiles.values.shape[1:]

    def limits(self) -> tuple[float, float]:
        """The lowest and the highest value that any tile's colours span; 0 and 0 when nothing is shown."""
        return (0.0, 0.0) if self._tiles is None else self._tiles.limits()

    def strongest(self, tile: int) -> tuple[int, int]:
        """Row and column, in its whole map, of the value of a tile that is farthest from 0."""
        if self._tiles is None:
            return 0, 0
        values = np.nan_to_num(np.abs(self._tiles.values[tile]), posinf=0.0)
        row, column = divmod(int(values.argmax()), values.shape[1])
        return self._tiles.place(row, column)

    def selection(self) -> int | None:
        """The tile that is selected."""
        return self._selected

    def select(self, tile: int | None) -> None:
        """Select a tile, or none; emits nothing."""
        self._selected = tile if tile is not None and 0 <= tile < self.count() else None
        self._describe()
        self.update()

    def name_of(self, tile: int) -> str:
        """What a tile is called; counted from 1."""
        return self._words.name(tile)

    def _shape(self) -> tuple[int, ...]:
        return () if self._tiles is None else self._tiles.values.shape

    def _describe(self) -> None:
        words = self._message if self._tiles is None else self._words.of_all(self._tiles, self._selected)
        self.setAccessibleDescription(words)

    # Geometry

    def grid(self) -> Grid | None:
        """How the tiles lie at the widget's width, in pixels of the screen; None when nothing is shown."""
        placed = self._placed()
        return None if placed is None else placed.grid

    def _placed(self, width: int | None = None) -> PlacedGrid | None:
        """Where they lie on the widget, at its width or at another."""
        if self._tiles is None:
            return None
        ratio, (count, *size) = self.devicePixelRatioF(), self._tiles.values.shape
        available = int(((self.width() if width is None else width) - 2 * MARGIN) * ratio)
        side = round(theme.px(self._tile_side) * ratio)
        arrange = arranged if self._words.pairs is None else self._words.pairs.arranged
        return PlacedGrid(arrange(count, (size[0], size[1]), side, available, ratio), ratio, MARGIN, *size)

    def tile_rect(self, tile: int) -> QRectF:
        """Where a tile lies on the widget."""
        placed = self._placed()
        return QRectF() if placed is None else placed.tile(tile)

    def value_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """Tile, row and column of the value under a point."""
        placed = self._placed()
        return None if placed is None or position.y() < self._covered() else placed.value_at(position)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        placed = self._placed(width)
        return theme.px(40) if placed is None else placed.height

    def sizeHint(self) -> QSize:
        width = theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(min(self._tile_side, NARROWEST)) + 2 * MARGIN, theme.px(40))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self._read_out()
        under = self.value_at(event.position())
        if under is None or self._tiles is None:
            self.left.emit()
        else:
            self.hovered.emit(under[0], *self._tiles.place(*under[1:]), float(self._tiles.values[under]))

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._read_out()
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self.value_at(event.position())
        if under is not None and event.button() == Qt.MouseButton.LeftButton:
            hit = self.eyes.is_hit(under[0], self.tile_rect(under[0]), event.position())
            self.eye_pressed.emit(self.eyes.channel(under[0])) if hit else self._press(*under)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        grid = self.grid()
        if grid is None:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self._selected or 0)
        elif event.key() == Qt.Key.Key_Space and (channel := self.eyes.channel(self._selected or 0)) is not None:
            self.eye_pressed.emit(channel)
        elif event.key() in LEADS:
            lead = LEADS[Qt.Key(event.key())]
            self._choose(0 if self._selected is None else lead(grid, self._selected))
        else:
            super().keyPressEvent(event)

    def _press(self, tile: int, row: int, column: int) -> None:
        self._choose(tile)
        if self._tiles is not None:
            self.clicked.emit(tile, *self._tiles.place(row, column))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key sees where they are."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._selected is None and self.count():
            self._choose(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _choose(self, tile: int) -> None:
        self.select(tile)
        self._scroll_to(tile)
        self.selected.emit(tile)

    def _scroll_to(self, tile: int) -> None:
        area = self.scroll_area()
        content = None if area is None else area.widget()
        if area is not None and content is not None:
            centre = self.mapTo(content, self.tile_rect(tile).center().toPoint())
            size = self.tile_rect(tile).size().toSize() / 2
            covered = 0 if self._words.pairs is None else round(self._words.pairs.heading())
            area.ensureVisible(centre.x(), centre.y(), size.width() + MARGIN, size.height() + MARGIN + covered)

    def scroll_area(self) -> QScrollArea | None:
        """The area that it scrolls in."""
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        return ancestor

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._follows and (area := self.scroll_area()) is not None:
            self._follows = True
            area.verticalScrollBar().valueChanged.connect(lambda _: self.update())  # labels stay while tiles move

    def _covered(self) -> float:
        """How far down labels of columns hide what is under them."""
        return 0 if self._words.pairs is None else self._top() + MARGIN + self._words.pairs.heading()

    def _top(self) -> int:
        """Where what is on view begins."""
        return max(0, self.visibleRegion().boundingRect().top())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, placed = QPainter(self), self._placed()
        if placed is None or self._tiles is None:
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        self._paint_tiles(painter, self._tiles, placed, QRectF(event.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_selection(painter, placed)
        self._paint_eyes(painter, placed)
        if self._words.pairs is not None:
            strip = QRectF(0, self._top(), self.width(), MARGIN + self._words.pairs.heading())
            paint_columns(painter, self._words.pairs, placed.grid, placed.ratio, strip, MARGIN)
        self._paint_readout(painter, placed)

    def _paint_tiles(self, painter: QPainter, tiles: Tiles, placed: PlacedGrid, exposed: QRectF) -> None:
        """Colour and paint the rows on view, in one image that is kept until they change."""
        grid, rows, on_view = placed.grid, placed.rows_in(exposed), placed.rows_in(self._on_view())
        if on_view.start <= rows.start and rows.stop <= on_view.stop:
            rows = on_view
        if rows:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().border))
            painter.drawRects([placed.tile(tile).adjusted(-1, -1, 1, 1) for tile in grid.tiles_in(rows)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawImage(placed.corner(rows.start), self._image.of(tiles, grid, rows, placed.ratio))
            if self._words.pairs is not None:
                paint_rows(painter, self._words.pairs, grid, rows, placed.ratio, QPointF(MARGIN, MARGIN))

    def _paint_selection(self, painter: QPainter, placed: PlacedGrid) -> None:
        if self._selected is None:
            return
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(theme.current().accent), 2 if focused else 1.5))
        painter.drawRoundedRect(placed.tile(self._selected).adjusted(-2, -2, 2, 2), 3, 3)

    def _paint_eyes(self, painter: QPainter, placed: PlacedGrid) -> None:
        under = self._under_pointer()
        looked_at = {self._selected if self.hasFocus() else None, None if under is None else under[0]}
        rows = placed.rows_in(self._on_view())
        self.eyes.paint_all(painter, placed.grid.tiles_in(rows), placed.tile, looked_at)

    def _paint_readout(self, painter: QPainter, placed: PlacedGrid) -> None:
        if (under := self._under_pointer()) is not None:
            painter.setPen(QPen(QColor(theme.current().accent), 1))
            painter.drawRect(placed.value(*under))
            pointer_readout.paint(painter, self.reading(*under), self._chip)

    # What is read

    def _under_pointer(self) -> tuple[int, int, int] | None:
        return None if self._pointer is None else self.value_at(self._pointer)

    def _on_view(self) -> QRectF:
        return QRectF(self.visibleRegion().boundingRect())

    def reading(self, tile: int, row: int, column: int) -> str:
        """A value in words, which count from 1."""
        return "" if self._tiles is None else self._words.of_value(self._tiles, tile, row, column)

    def whole_reading(self) -> str:
        """What is under the pointer with the shape of what it is part of, or the tile that the keyboard is on."""
        if self._tiles is None:
            return ""
        if (under := self._under_pointer()) is not None:
            return self._words.of_value_within(self._tiles, *under)
        on = self._selected if self.hasFocus() else None
        return "" if on is None else self._words.of_tile(self._tiles, on)

    def _read_out(self) -> None:
        """Move the chip to the pointer."""
        if self._pointer is not None and (under := self._under_pointer()) is not None:
            self._chip = pointer_readout.chip(self.reading(*under), self._pointer, self._on_view())
        self.update()
