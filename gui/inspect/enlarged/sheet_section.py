"""Sheet section: one layer on the sheet, small: its maps or values, to be copied and saved by themselves, too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.service.looking.layers.enlarge_questions import SHEET_SIDE, SheetLayer
from gui.inspect import section_rows
from gui.inspect.enlarged import sheet_words
from gui.inspect.section import Section


class SheetSection(Section):
    """Grey maps, each over its own range, or bars."""

    def __init__(self) -> None:
        super().__init__("Map")
        self._layer: SheetLayer | None = None

    def show_layer(self, layer: SheetLayer, title: str) -> None:
        """A layer under its title."""
        self._layer, words = layer, (sheet_words.caption(title, layer), title)
        if layer.values.ndim == 3:
            self.show_maps(words, layer.values, "grey", "tile", SHEET_SIDE, layer.every)
        else:
            self.show_values(words, layer.values)

    def _rows(self) -> Iterator[section_rows.Line] | None:
        layer = self._layer
        if layer is None:
            return None
        if layer.values.ndim == 3:
            return section_rows.of_maps("Map", layer.values, layer.every)
        return section_rows.of_values("Unit", layer.values)

    def _array(self) -> np.ndarray | None:
        return None if self._layer is None else self._layer.values
