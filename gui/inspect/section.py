"""A part of the Inspect page: a caption with its limits, then maps as a mosaic or values as bars."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.appearance.numerals import beside, plain
from gui.inspect.section_rows import Line
from gui.inspect.tiles.mosaic import MARGIN, Mosaic
from gui.inspect.tiles.tile_grid import fitting_side
from gui.inspect.tiles.tiles import Palette, Scale, Tiles
from gui.inspect.unit_bars import UnitBars
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided

Title = tuple[str, ...]  # the longest form first: where there is little room a shorter one leaves it to the limits
SCROLL_BAR = 20  # its width, and the margins of the mosaic
NARROW = 460  # below it the head leaves the words to the caption
LEAST_PART = 2  # tiles are made for half of the place, whatever stands above them


class Section(Copied):
    """Keeps its widgets from one layer to the next, so that nothing flickers, scrolls or loses the keyboard.

    read()   the pointer is over another value, or over none; `reading` tells which
    """

    read = Signal()

    def __init__(self, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Elided("caption")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._limits = QLabel()
        theme.set_role(self._limits, "caption")
        self.mosaic, self.bars = Mosaic(noun), UnitBars(noun)
        self._bodies: list[QWidget] = [self.mosaic, self.bars]  # one of them is in sight
        for part in (self.mosaic, self.bars):
            part.hovered.connect(lambda *_: self.read.emit())
            part.left.connect(self.read)
        self.mosaic.selected.connect(lambda _: self.read.emit())
        self._side: int | None = None
        self._of = ""  # which layer, of which weights
        self.export = ExportButton(f"{noun.lower()}s", self.mosaic, self._rows, self._array)
        self._lay_out()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        lengths.follow(self._head, setSpacing=8)
        self._head.addWidget(self._title)
        self._head.addWidget(self._limits)
        self._head.addStretch(1)
        self._head.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addLayout(self._head)
        column.addWidget(self.mosaic)
        self._values_row = QHBoxLayout()
        self._values_row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._values_row.addWidget(self.bars)
        column.addLayout(self._values_row)

    def add_body(self, body: QWidget) -> None:
        """Something else that values are shown by."""
        self._bodies.append(body)
        self._values_row.addWidget(body)
        body.hide()

    def add_control(self, control: QWidget) -> None:
        """Puts a control at the right of the caption, where to copy and to save stays last."""
        self._head.insertWidget(self._head.count() - 1, control)

    def reading(self) -> str:
        """What is under the pointer, in words."""
        return (self.mosaic if self.mosaic.isVisibleTo(self) else self.bars).whole_reading()

    def show_maps(  # what is seen of maps, and how
        self,
        title: Title,
        values: np.ndarray,
        palette: Palette,
        scale: Scale,
        side: int | None = None,
        every: int = 1,
    ) -> None:
        """Maps (N, H, W) under a caption; tiles are as large as fits well, or at most `side`.

        They may be every `every`-th row and column of larger maps.
        """
        self.mosaic.set_tiles(Tiles.of(values, palette, scale, every=every) if len(values) else None)
        self._side = side
        self._fit_tiles()
        self._show_body(self.mosaic)
        low, high = self.mosaic.limits()
        self._caption(title, f"±{plain(high)}" if palette == "diverging" else span(low, high))

    def show_colours(self, title: Title, channels: np.ndarray) -> None:
        """Maps in colour (N, 3, H, W) under a caption."""
        self.mosaic.set_colours(channels)
        self._side = None
        self._fit_tiles()
        self._show_body(self.mosaic)
        self._caption(title, f"±{plain(self.mosaic.limits()[1])}")

    def show_values(self, title: Title, values: np.ndarray) -> None:
        """A vector (N,) under a caption."""
        self.bars.set_values(values)
        self._show_body(self.bars)
        self._caption_of_values(title, values)

    def _caption_of_values(self, title: Title, values: np.ndarray) -> None:
        finite = values[np.isfinite(values)]
        self._caption(title, span(float(finite.min()), float(finite.max())) if finite.size else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.export.setText("Copy or save" if self.width() >= theme.px(NARROW) else "⋯")
        self._fit_tiles()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._fit_tiles()

    def _fit_tiles(self) -> None:
        """By the size of the area, which does not change when its scroll bar comes and goes."""
        if self._side is not None:
            self.mosaic.set_tile_side(self._side)
            return
        area, zoom = self.mosaic.scroll_area(), theme.zoom_factor()
        place: QWidget = self if area is None else area
        width, height = round((place.width() - SCROLL_BAR) / zoom), round(self.height_for_tiles(place) / zoom)
        side = fitting_side(self.mosaic.count(), self.mosaic.map_size(), width, height)
        self.mosaic.set_tile_side(side)

    def height_for_tiles(self, place: QWidget) -> int:
        """What is left of the place below what stands above the tiles."""
        above = self.y() + self.mosaic.y()
        return max(place.height() - above, place.height() // LEAST_PART) - MARGIN * 2

    def _show_body(self, body: QWidget) -> None:
        for part in self._bodies:
            part.setVisible(part is body)
        self.export.part = body

    def _caption(self, title: Title, limits: str) -> None:
        self._title.say(*title)
        if limits != self._limits.text():
            self._limits.setText(limits)
        self._name_picture()

    # --- for other programs ---

    def show_of(self, words: str) -> None:
        """Which layer is shown, and of which weights, which a picture of it says."""
        self._of = words
        self._name_picture()

    def _name_picture(self) -> None:
        self.export.title = " · ".join(filter(None, (self._of, self._title.text(), self._limits.text())))

    def _rows(self) -> Iterator[Line] | None:
        """What is shown, as the lines of a table."""
        raise NotImplementedError

    def _array(self) -> np.ndarray | None:
        """The same as it is."""
        raise NotImplementedError

    def caption(self) -> tuple[str, str]:
        """Title and limits, as they are to be read."""
        return self._title.fitting(), self._limits.text()


def span(low: float, high: float) -> str:
    """−0.42 … 1.3, as a caption has it."""
    return f"{beside(low, high - low)} … {beside(high, high - low)}"
