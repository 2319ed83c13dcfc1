"""SurenessPart: whether the network is right as often as it is sure, and what is gained by asking when it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.metrics.metrics import Metrics
from gui.appearance import lengths
from gui.pieces.pages.page_cards import Card, Columns, words
from gui.results.sureness.coverage_curve import CoverageCurve
from gui.results.sureness.diagram import Diagram
from gui.results.sureness.reliability import Reliability

GAP = 8
SENTENCE = 64  # the height of what stands below a diagram, so that no other sentence moves it


class SurenessPart(QWidget):
    """Two diagrams, each with a sentence below it."""

    stem, noun = "sureness", "figures of sureness"  # of what is copied and saved

    def __init__(self) -> None:
        super().__init__()
        self.reliability, self.coverage = Reliability(), CoverageCurve()
        self.note = words("", "caption", wrap=True)
        self._metrics: Metrics | None = None
        cards = [
            Card(name, diagram, _sentence(diagram))
            for name, diagram in (("Reliability", self.reliability), ("Accuracy against coverage", self.coverage))
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=GAP)
        column.addWidget(self.note)
        self._cards = Columns(*cards)
        column.addWidget(self._cards)
        column.addStretch(1)

    def show_metrics(self, metrics: Metrics | None, note: str = "") -> None:
        """Shows other figures; `note` says whose they are, or why there are none."""
        self._metrics = metrics
        self._cards.setVisible(metrics is not None)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.reliability.show_calibration(None if metrics is None else metrics.calibration)
        self.coverage.show_coverage(None if metrics is None else metrics.coverage)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self

    def table(self) -> Iterator[Sequence[Any]]:
        """The bins of the reliability diagram, and below them the points of the curve."""
        if self._metrics is None:
            return
        bins, curve = self._metrics.calibration, self._metrics.coverage
        yield ["from", "to", "images", "mean probability", "accuracy"]
        for at in range(bins.bins):
            yield [*bins.edges(at), int(bins.images[at]), *map(_plain, (bins.sureness[at], bins.accuracy[at]))]
        yield []
        yield ["coverage", "accuracy", "least probability"]
        yield from zip(curve.coverage.tolist(), curve.accuracy.tolist(), curve.least.tolist(), strict=True)


def _sentence(diagram: Diagram) -> QWidget:
    """What a diagram says, in a place that is always as high."""
    label = words("", "caption", wrap=True)
    lengths.follow(label, setMinimumHeight=SENTENCE)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    diagram.said.connect(label.setText)
    return label


def _plain(value: float) -> float | str:
    return "" if np.isnan(value) else float(value)
