"""Weights pair: how the weights of a layer spread, and beside them their gradient."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.service.looking.layers.statistics_questions import LayerStatistics
from gui.appearance import lengths
from gui.appearance.numerals import unbroken
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.spread.histogram_view import HistogramView
from gui.inspect.spread.histogram_words import range_in_words, spread_in_words
from gui.inspect.statistics.statistics_words import gradient_in_words, tensor_name
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Columns, words

WIDE_ENOUGH = 480


class WeightsPair(QWidget):
    """Of one kind of weights that is chosen: weights or biases, of a batch norm scale or shift.

    read(words)   what is pointed at; empty for none
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layer: LayerStatistics | None = None
        self.kind = ChoiceBox()
        self.kind.setAccessibleName("Which of its weights")
        ignore_wheel_and_undo(self.kind)
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self.spread, self.gradient_spread = Elided("secondary"), Elided("secondary")
        self.figures, self.gradient_figures = (words("", "secondary", wrap=True) for _ in range(2))
        self.weights, self.gradient = HistogramView("Weights"), HistogramView("Gradient")
        for view in (self.weights, self.gradient):
            view.read.connect(self.read)
        self._lay_out()

    def _lay_out(self) -> None:
        left = _side(self.kind, self.spread, self.weights, self.figures)
        right = _side(words("Gradient", "heading"), self.gradient_spread, self.gradient, self.gradient_figures)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Columns(left, right, wide_enough=WIDE_ENOUGH))

    def show_layer(self, layer: LayerStatistics) -> None:
        """Those of a layer; nothing where it has none."""
        self._layer = layer
        names = [tensor_name(layer, one) for one in layer.tensors]
        if [self.kind.itemText(index) for index in range(self.kind.count())] != names:
            self.kind.clear()
            self.kind.addItems(names)
        self.setVisible(bool(names))
        self._show()

    def _show(self) -> None:
        layer, at = self._layer, self.kind.currentIndex()
        if layer is None or not 0 <= at < len(layer.tensors):
            return
        tensor = layer.tensors[at]
        name = tensor_name(layer, tensor)
        self.weights.setAccessibleName(name)
        self.spread.say(spread_in_words(tensor.values))
        self.figures.setText(unbroken(range_in_words(tensor.values)))
        self.weights.show_histogram(tensor.values)
        self.gradient_figures.setText(gradient_in_words(layer, tensor))
        self.gradient_spread.say("" if tensor.gradient is None else spread_in_words(tensor.gradient))
        self.gradient.setVisible(tensor.gradient is not None)
        self.gradient.show_histogram(tensor.gradient)


def _side(title: QWidget, *parts: QWidget) -> QWidget:
    """Under a title as high as the one beside it."""
    side, head = QWidget(), QHBoxLayout()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=4)
    head.addWidget(title)
    head.addStretch(1)
    head.addStrut(ChoiceBox().sizeHint().height())
    column.addLayout(head)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return side
