"""ChartForking: the line of the chart's menu that begins the next run from a step, near where the menu was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from gui.chart.head.chart_controls import ChartControls
from gui.state.run.training_words import FORK

if TYPE_CHECKING:
    from gui.chart.panel import ChartPanel


class ChartForking(QObject):
    """Knows where the menu was opened; the button's own belongs to no place.

    asked(near)   the next run is to begin from a step of the shown one: that which was pointed at, or None
    """

    asked = Signal(object)

    def __init__(self, chart: ChartPanel, controls: ChartControls) -> None:
        super().__init__(chart)
        self._chart, self._menu = chart, controls.menu
        self._near: int | None = None
        self._action = controls.add_action(FORK, lambda: self.asked.emit(self._near))
        controls.menu.aboutToShow.connect(self._on_menu)

    def pop_up(self, place: QPoint) -> None:
        """The menu, at a place of the plot."""
        if (plot := self._chart.plot) is not None:
            self._menu.popup(plot.mapToGlobal(place))
            self._near = plot.step_at(QPointF(place))

    def _on_menu(self) -> None:
        self._near = None
        self._action.setEnabled(bool(self._chart.run))
