"""The head of the chart: legend and controls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.appearance import lengths, theme
from gui.appearance.theme import px
from gui.chart.beside import entries
from gui.chart.beside.curves import seed_groups
from gui.chart.beside.legend import OtherRuns
from gui.chart.beside.runs import Beside
from gui.chart.head.chart_controls import ChartControls
from gui.chart.head.legend import LegendLine
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves

GAP = 8


class ChartHead(QWidget):
    """One line; the legend gets a line of its own where not even its short words have room beside the controls.

    That is decided once for the same curves and the same room: the chart does not go up and down with a figure.

    Below it are the runs beside the shown one, where there are any.
    """

    def __init__(self) -> None:
        super().__init__()
        self.legend, self.controls, self.others = LegendLine(), ChartControls(), OtherRuns()
        self._own_line = False
        self._placed_for: tuple[object, ...] = ()  # curves and room
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._grid, setHorizontalSpacing=GAP, setVerticalSpacing=0)
        self._grid.addWidget(self.legend, 0, 0)
        self._grid.addWidget(self.controls, 0, 1)
        self._grid.addWidget(self.others, 2, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)

    def show_beside(self, shown: RunCurves | None, runs: Sequence[Beside], view: View) -> None:
        """The runs beside the shown one."""
        look, seeds = theme.current(), bool(seed_groups(shown, runs))
        self.controls.show_seeds(there=seeds)
        first = entries.first_row(shown, runs, view, look)
        self.others.show_rows(first, entries.rows(shown, runs, view, look), seeds=seeds, bands=view.bands)

    @property
    def lines(self) -> int:
        """How many lines the shown run takes."""
        return 2 if self._own_line else 1

    def arrange(self) -> None:
        """Places the parts as the legend's width wants it; called when that may be another."""
        self.controls.give_way(self.width())
        self.legend.setMinimumWidth(min(self.legend.natural_width(), px(60)))
        self._place_legend(own_line=self._lacks_room())

    def _lacks_room(self) -> bool:
        room = self.width() - self.controls.sizeHint().width() - px(GAP)
        placed_for = (self.legend.names, room)
        if placed_for == self._placed_for:
            return self._own_line
        self._placed_for = placed_for
        return self.legend.least_width() > room

    def _place_legend(self, *, own_line: bool) -> None:
        if own_line != self._own_line:
            self._own_line = own_line
            self._grid.removeWidget(self.legend)
            self._grid.addWidget(self.legend, int(own_line), 0, 1, 2 if own_line else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
