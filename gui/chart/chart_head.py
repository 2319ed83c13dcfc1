"""The head of the chart: legend and controls; a folded chart is nothing else, with a sparkline between them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.appearance import lengths
from gui.appearance.theme import px
from gui.chart.chart_controls import ChartControls
from gui.chart.legend import LegendLine
from gui.chart.sparkline import Sparkline

GAP = 8
SLACK = 24  # figures get wider and narrower as they change; the legend does not go up and down with them
ANY_WIDTH = 16_777_215


class ChartHead(QWidget):
    """One line; the legend gets a line of its own where it would lose words beside the controls."""

    def __init__(self) -> None:
        super().__init__()
        self.legend, self.spark, self.controls = LegendLine(), Sparkline(), ChartControls()
        self._folded = self._own_line = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._grid, setHorizontalSpacing=GAP, setVerticalSpacing=0)
        self._grid.addWidget(self.legend, 0, 0)
        self._grid.addWidget(self.spark, 0, 1)
        self._grid.addWidget(self.controls, 0, 2)
        self._grid.setColumnStretch(0, 1)
        self.spark.hide()

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return 2 if self._own_line else 1

    def arrange(self, *, folded: bool) -> None:
        """Places the parts as the legend's width and the fold want it; called when either may be another."""
        self._folded = folded
        self.spark.setVisible(folded)
        self._grid.setColumnStretch(1, 3 if folded else 0)
        wanted = self.legend.natural_width()
        self.legend.setMinimumWidth(wanted if folded else min(wanted, px(60)))
        self.legend.setMaximumWidth(wanted if folded else ANY_WIDTH)
        self._place_legend(own_line=not folded and self._lacks_room())

    def _lacks_room(self) -> bool:
        room = self.width() - self.controls.sizeHint().width() - px(GAP) - (px(SLACK) if self._own_line else 0)
        return self.legend.natural_width() > room

    def _place_legend(self, *, own_line: bool) -> None:
        if own_line != self._own_line:
            self._own_line = own_line
            self._grid.removeWidget(self.legend)
            self._grid.addWidget(self.legend, int(own_line), 0, 1, 3 if own_line else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(folded=self._folded)
