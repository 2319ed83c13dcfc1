"""FiguresPart: the figures of an evaluation in all, and below them those of each class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine import events
from engine.metrics.class_scores import class_scores
from engine.metrics.interval import wilson
from engine.metrics.metrics import Metrics
from gui.appearance import lengths
from gui.appearance.numerals import tenths_of_percent
from gui.pieces.classes.search import Searched
from gui.pieces.pages.page_cards import words
from gui.pieces.painted_rows import WHOLE
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.figures.class_table import ClassTable

GAP = 8
BEYOND_TIP = (
    "Top-k: how often the true class is among the first k choices. "
    "Calibration error: by how much sureness and accuracy differ on average, see How sure."
)


class FiguresPart(QWidget):
    """Of a class a double click leads to its mistakes.

    class_picked(class)   these are wanted
    """

    stem, noun = "figures", "figures"  # of what is copied and saved
    class_picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.beyond, self.table_view = words("", "", wrap=True), ClassTable()
        self.beyond.setTextFormat(Qt.TextFormat.RichText)
        self.beyond.setToolTip(BEYOND_TIP)
        self._searched = Searched(self.table_view, self.table_view.scores.look_for)
        self.search = self._searched.search
        self._event: events.Evaluated | None = None
        self._confusion: NamedConfusion | None = None
        self._metrics: Metrics | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=GAP)
        column.addWidget(self.beyond)
        column.addWidget(self._searched, 1)
        self.table_view.picked.connect(self.class_picked)

    def show_figures(
        self, event: events.Evaluated, confusion: NamedConfusion | None, metrics: Metrics | None, note: str = ""
    ) -> None:
        """Shows those of an evaluation, as far as they are known: its counts, and what only its predictions tell.

        `note` stands in place of the latter, or says whose they are where that is not plain.
        """
        if self._confusion is not None and (confusion is None or confusion.classes != self._confusion.classes):
            self.search.clear()
        self._event, self._confusion, self._metrics = event, confusion, metrics
        self._searched.setVisible(confusion is not None)
        self.beyond.setText(
            "&nbsp;&nbsp; ".join(filter(None, ("" if metrics is None else beyond(metrics), escape(note))))
        )
        if confusion is not None:
            self._searched.offer(confusion.counts.size > WHOLE)
            self.table_view.show_scores(class_scores(confusion.counts), confusion.classes)

    @property
    def _interval(self) -> tuple[float, float] | None:
        counts = None if self._confusion is None else self._confusion.counts
        return None if counts is None else wilson(int(counts.right.sum()), counts.images)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self

    def table(self) -> Iterator[Sequence[Any]]:
        """The figures of each class, and below them those in all."""
        if self._event is None:
            return
        yield from self.table_view.scores.table()
        yield []
        yield ["accuracy", self._event.accuracy]
        if self._interval is not None:
            yield ["accuracy, 95 % interval", *self._interval]
        yield ["loss", "" if self._event.loss is None else self._event.loss]
        if self._metrics is not None:
            yield from ([f"top-{k}", share] for k, share in enumerate(self._metrics.top, 1))
            error = self._metrics.calibration.error
            yield ["expected calibration error", "" if error is None else error]


def beyond(metrics: Metrics) -> str:
    """What the counts do not tell: among how many first choices the true class is, and the calibration error.

    The first choice alone is the accuracy, and all of them are always right.
    """
    shares = metrics.top[1 : metrics.confusion.size - 1]
    parts = [f"top-{k} {_bold(share)}" for k, share in enumerate(shares, 2)]
    error = metrics.calibration.error
    parts += [] if error is None else [f"calibration error {_bold(error)}"]
    return "&nbsp;&nbsp; ".join(part.replace(" ", "&nbsp;") for part in parts)


def _bold(share: float) -> str:
    return f"<b>{tenths_of_percent(share)}</b>"
