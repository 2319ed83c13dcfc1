"""Colour choice: by which colours values are shown, and what those span."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.tiles.tiles import Palette
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button
from gui.pieces.rows import row_of

PALETTES: dict[Palette, str] = {"grey": "grey", "diverging": "blue − red +", "viridis": "violet to yellow"}
TIPS: dict[Palette, str] = {
    "grey": "From black, the least, to white, the greatest",
    "diverging": "Blue below zero, white at zero, red above",
    "viridis": "Even steps of value look evenly apart",
}
Limits = tuple[float, float]


class ColourChoice(QWidget):
    """The palette is remembered for filters and for maps apart.

    changed()   other colours are wanted
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._part = "map"
        self._chosen: dict[str, Palette] = {"filter": "diverging", "map": "grey"}
        self.palettes = ChoiceBox()
        self.palettes.setAccessibleName("Colours")
        ignore_wheel_and_undo(self.palettes)
        for at, (palette, title) in enumerate(PALETTES.items()):
            self.palettes.addItem(title, palette)
            self.palettes.setItemData(at, TIPS[palette], Qt.ItemDataRole.ToolTipRole)
        self.common = quiet_button("One range for all", "Colours mean the same in all of the layer", checkable=True)
        self.setLayout(row_of(words("Colours", "secondary"), self.palettes, self.common))
        self.palettes.activated.connect(lambda _: self._choose())
        self.common.toggled.connect(lambda _: self.changed.emit())

    @property
    def colours(self) -> Palette:
        """Those that are chosen."""
        return self._chosen[self._part]

    def span(self, own: Limits, layer: Limits | None) -> Limits:
        """What the colours span: a range of its own, or that of the layer; about zero where they diverge.

        What is all one value has no range of its own.
        """
        of_layer = self.common.isChecked() or own[0] == own[1]
        low, high = layer if of_layer and layer is not None else own
        if self.colours == "diverging":
            reach = max(abs(low), abs(high)) or 1.0
            return -reach, reach
        return low, high

    def show_for(self, part: str, *, has_layer: bool) -> None:
        """Of a filter or a map, and whether the range of the layer is known."""
        self._part = part
        self.palettes.setCurrentIndex(list(PALETTES).index(self.colours))
        self.common.setEnabled(has_layer)

    def _choose(self) -> None:
        self._chosen[self._part] = self.palettes.currentData()
        self.changed.emit()
