"""The body of the chart: the curves, or before there are any a sentence in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout

from gui.appearance import theme
from gui.appearance.theme import px
from gui.chart.steps.step_row import StepRow

if TYPE_CHECKING:
    from gui.chart.plot.plot import ChartPlot


class ChartBody(QStackedWidget):
    """One of the two; the plot is made late. Under it stand the steps that can be looked back at."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(px(80))
        self.sentence, self.frame = QLabel(), QFrame()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        theme.set_role(self.sentence, "empty")
        theme.set_role(self.frame, "surface")
        self.steps = StepRow()
        self._holder = QVBoxLayout(self.frame)
        self._holder.setContentsMargins(px(3), px(3), px(3), px(3))
        self._holder.setSpacing(0)
        self._holder.addWidget(self.steps)
        for page in (self.sentence, self.frame):
            self.addWidget(page)

    def say(self, words: str) -> None:
        """What stands in the place of the curves."""
        self.sentence.setText(words)

    def take(self, plot: ChartPlot) -> None:
        """The plot, as soon as it is made."""
        self._holder.insertWidget(0, plot, 1)
        self.steps.stand_under(plot)

    def show_curves(self, *, there: bool) -> None:
        """Whether there are any."""
        self.setCurrentWidget(self.frame if there else self.sentence)
