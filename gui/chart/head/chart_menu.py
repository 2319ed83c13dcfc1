"""ChartMenu: what the menu of the chart does to the run that it shows: its learning rate, and notes at its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer, Signal

from gui.appearance.numerals import numeral
from gui.chart.head.chart_controls import ChartControls

if TYPE_CHECKING:
    from gui.chart.plot.plot import ChartPlot

NOTE = "Note at this step…"


class ChartMenu(QObject):
    """By the button it is of the newest step, by a click of the right button of the one that was clicked at.

    rate_asked()      the learning rate of the run is to be changed
    note_asked(step)  a note is to be written, or changed; step 0 is the newest
    """

    rate_asked = Signal()
    note_asked = Signal(int)

    def __init__(self, controls: ChartControls) -> None:
        super().__init__(controls)
        self._menu, self._step = controls.menu, 0
        self.rate = controls.add_action("Change learning rate…", self.rate_asked.emit)
        self.note = controls.add_action(NOTE, lambda: self.note_asked.emit(self._step))
        self._menu.addSeparator()
        self._menu.aboutToHide.connect(self._forget)

    def popup(self, plot: ChartPlot, place: QPoint) -> None:
        """Opens it at a place in the plot."""
        self._step = plot.step_at(QPointF(place))
        if self._step:
            self.note.setText(f"Note at step {numeral(self._step)}…")
        self._menu.popup(plot.mapToGlobal(place))

    def _forget(self) -> None:
        """Once what was chosen has been done: Qt hides a menu before it says what that was."""
        step = self._step

        def forget() -> None:
            if self._step == step:
                self._step = 0
                self.note.setText(NOTE)

        QTimer.singleShot(0, self, forget)
