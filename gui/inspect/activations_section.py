"""The activations of a layer for the current image: maps as a mosaic, a vector as bars, the answer by class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QToolButton

from gui.appearance import theme
from gui.inspect.class_outputs import ClassOutputs
from gui.inspect.section import Section
from gui.pieces.classes.rows import SearchedRows

TITLE = ("Activations for this image", "Activations")
OF_MAPS = (*TITLE, "Maps")
LOGITS = ("Outputs for this image, and the probabilities of softmax", "Outputs and probabilities", "Outputs")
ANSWER = ("Probabilities for this image", "Probabilities")


class OutputSection(Section):
    """Grey maps, each over its own range or all over one."""

    def __init__(self) -> None:
        super().__init__("Map")
        self._values = np.zeros(0, np.float32)
        self._names: tuple[str, ...] = ()
        self._probabilities: np.ndarray | None = None
        self.classes = ClassOutputs()
        self.classes.read.connect(self.read)
        self._searched = SearchedRows(self.classes)
        self.add_body(self._searched)
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
        """Activations (channels, H, W) or (features,), each of a `noun`.

        Of the last layer the `probabilities` of classes by `names`.
        """
        self.bars.set_noun(noun)
        self._values, self._names, self._probabilities = values, tuple(names), probabilities
        self.common.setVisible(values.ndim == 3)
        self._show()

    def _show(self) -> None:
        if self._values.ndim == 3:
            self.show_maps(OF_MAPS, self._values, "grey", "common" if self.common.isChecked() else "tile")
        elif self._probabilities is not None and len(self._names) == len(self._values):
            self._show_classes(self._probabilities)
        else:
            self.show_values(TITLE, self._values)

    def _show_classes(self, probabilities: np.ndarray) -> None:
        self.classes.show_outputs(self._values, probabilities, self._names)
        self._show_body(self._searched)
        self._caption_of_values(ANSWER if self.classes.are_probabilities else LOGITS, self._values)

    def reading(self) -> str:
        return self.classes.reading() if self.classes.isVisibleTo(self) else super().reading()
