"""The activations of a layer for the current image: maps as a mosaic, a vector as bars, the answer by class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QToolButton

from engine.service.answers import LayerView, Values
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.inspect import section_rows
from gui.inspect.class_outputs import ClassOutputs
from gui.inspect.section import Section, Title
from gui.inspect.tiles.mosaic_words import one_in
from gui.inspect.tiles.tiles import Scale
from gui.pieces.classes.rows import SearchedRows

TITLE = ("Activations for this image", "Activations")
OF_MAPS = (*TITLE, "Maps")
LOGITS = ("Outputs for this image, and the probabilities of softmax", "Outputs and probabilities", "Outputs")
ANSWER = ("Probabilities for this image", "Probabilities")


class OutputSection(Section):
    """Grey maps, each over its own range or all over one."""

    def __init__(self) -> None:
        super().__init__("Map")
        self._view: LayerView | None = None
        self._names: tuple[str, ...] = ()
        self._noun = "Unit"
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

    def take_keyboard(self) -> None:
        """Onto the maps, bars or classes that are in sight."""
        views = (self.mosaic, self.bars, self.classes)
        if (view := next((one for one in views if one.isVisible()), None)) is not None:
            view.setFocus()

    def show_activation(self, view: LayerView, names: Sequence[str] = (), noun: str = "Unit") -> None:
        """What a layer makes of the image, each value or map of a `noun`; of the last one for classes by `names`."""
        self.bars.set_noun(noun)
        self._noun = noun
        self._view, self._names = view, tuple(names)
        self.common.setVisible(view.activation.ndim == 3)
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        values = view.activation
        if values.ndim == 3:
            scale: Scale = "common" if self.common.isChecked() else "tile"
            self.show_maps(_with(OF_MAPS, one_in(view.every)), values, "grey", scale, every=view.every)
        elif view.probabilities is not None and len(self._names) == len(values):
            self._show_classes(values, view.probabilities)
        else:
            shown, count = len(values), view.output[0]
            self.show_values(_with(TITLE, f", {numeral(shown)} of {numeral(count)}" if shown < count else ""), values)

    def _show_classes(self, values: Values, probabilities: Values) -> None:
        self.classes.show_outputs(values, probabilities, self._names)
        self._show_body(self._searched)
        self._caption_of_values(ANSWER if self.classes.are_probabilities else LOGITS, values)

    def _rows(self) -> Iterator[section_rows.Line] | None:
        view = self._view
        if view is None:
            return None
        if view.activation.ndim == 3:
            return section_rows.of_maps("Map", view.activation, view.every)
        if view.probabilities is not None and len(self._names) == len(view.activation):
            return section_rows.of_classes(self._names, view.activation, view.probabilities)
        return section_rows.of_values(self._noun, view.activation)

    def _array(self) -> Values | None:
        return None if self._view is None else self._view.activation

    def reading(self) -> str:
        return self.classes.reading() if self.classes.isVisibleTo(self) else super().reading()


def _with(title: Title, which: str) -> Title:
    """Each form of a title, and which of the values are shown where they are not all."""
    return tuple(f"{words}{which}" for words in title)
