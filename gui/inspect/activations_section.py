"""The activations of a layer for the current image: maps as a mosaic, a vector as bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QToolButton

from gui.appearance import theme
from gui.appearance.numerals import rounded_percent
from gui.inspect.section import Section

TITLE = "Activations for this image"


class OutputSection(Section):
    """Grey maps, each over its own range or all over one."""

    def __init__(self) -> None:
        super().__init__("Map")
        self._values = np.zeros(0, np.float32)
        self._names: tuple[str, ...] = ()
        self._notes: tuple[str, ...] = ()
        self.common = QToolButton()
        self.common.setText("One range for all")
        self.common.setToolTip("Black and white mean the same in every map, so that strong and weak maps compare.")
        self.common.setCheckable(True)
        theme.set_role(self.common, "choice")
        self.common.toggled.connect(lambda _: self._show())
        self.add_control(self.common)

    def show_activation(
        self,
        values: np.ndarray,
        names: Sequence[str] = (),
        probabilities: np.ndarray | None = None,
        noun: str = "Unit",
    ) -> None:
        """Activations (channels, H, W) or (features,); `names` label the features, else `noun` with a number.

        `probabilities` stand beside features that are the network's answer.
        """
        self.bars.set_noun(noun)
        self._values, self._names = values, tuple(names)
        beside = () if probabilities is None or probabilities is values else probabilities.tolist()
        self._notes = tuple(map(rounded_percent, beside))
        self.common.setVisible(values.ndim == 3)
        self._show()

    def _show(self) -> None:
        if self._values.ndim == 3:
            self.show_maps(TITLE, self._values, "grey", "common" if self.common.isChecked() else "tile")
        else:
            self.show_values(TITLE, self._values, self._names, self._notes)
