"""ChartMenu: what the menu of the chart does with the run that it shows: its rate, notes, the step shown, and forks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from gui.appearance.numerals import numeral
from gui.chart.head.chart_controls import ChartControls
from gui.state.run.training_words import FORK

if TYPE_CHECKING:
    from gui.chart.plot.plot import ChartPlot

NOTE, SHOW = "Note at this step…", "Show this step"
NOTE_REACH = 6  # pixels: so near a note is the one that is meant


class ChartMenu(QObject):
    """Opened by its button it speaks of no step, by a click of the right button of the one that was clicked at.

    rate_asked()      the learning rate of the run is to be changed
    note_asked(step)  a note is to be written, or changed; None is at the newest step
    show_asked(step)  everything is to be shown as it was at a step, or at the nearest that is kept
    fork_asked(step)  the next run is to begin from a step of this one; None where none was pointed at
    """

    rate_asked = Signal()
    note_asked = Signal(object)
    show_asked = Signal(int)
    fork_asked = Signal(object)

    def __init__(self, controls: ChartControls) -> None:
        super().__init__(controls)
        self._menu = controls.menu
        self._near: int | None = None  # the step at which it was opened
        self._note_near: int | None = None  # the same, or that of a note beside it
        self.rate = controls.add_action("Change learning rate…", self.rate_asked.emit)
        self.note = controls.add_action(NOTE, lambda: self.note_asked.emit(self._note_near))
        self.show_step = controls.add_action(SHOW, lambda: self.show_asked.emit(self._near or 0))
        self.fork = controls.add_action(FORK, lambda: self.fork_asked.emit(self._near))
        self._menu.addSeparator()
        self._menu.aboutToShow.connect(lambda: self._speak_of(None))

    def popup(self, plot: ChartPlot, place: QPoint) -> None:
        """Opens it at a place in the plot."""
        self._menu.popup(plot.mapToGlobal(place))
        first, last = (plot.step_at(QPointF(place) + QPointF(reach, 0)) for reach in (-NOTE_REACH, NOTE_REACH))
        noted = [mark.step for _, mark in plot.axes.marks if mark.kind == "note" and first <= mark.step <= last]
        self._speak_of(plot.step_at(QPointF(place)) or None)
        if noted:
            self._note_near = noted[0]
            self.note.setText(f"Change the note at step {numeral(noted[0])}…")

    def _speak_of(self, step: int | None) -> None:
        self._near = self._note_near = step
        self.note.setText(NOTE if step is None else f"Note at step {numeral(step)}…")
        self.show_step.setVisible(step is not None)
