"""Run marks: what a person did to the shown run, or wrote about it, at its step on the chart."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine import events
from engine.project.training.rate.by_hand import rates
from engine.service.questions import StepNote
from gui.appearance.numerals import in_figures, plain
from gui.chart.plot.marks.mark import Mark
from gui.window.groups import Panels, Shared


class RunMarks(QObject):
    """Follows the run."""

    def __init__(self, shared: Shared, panels: Panels) -> None:
        super().__init__()
        self._run, self._chart = shared.run, panels.chart
        shared.run.changed.connect(self.look)

    def look(self) -> None:
        """In the numerals of this moment."""
        run = self._run.current
        if run is not None:
            marks = (*map(_of_rate, run.rate_changes), *map(_of_note, run.notes))
            self._chart.set_marks(run.id, tuple(sorted(marks, key=lambda mark: mark.step)))


def _of_note(note: StepNote) -> Mark:
    return Mark(note.step, "note", note.text, note.text)


def _of_rate(change: events.RateChanged) -> Mark:
    words = in_figures(f"Learning rate {rates(change)} by hand")
    return Mark(change.step, "rate", f"rate {plain(change.after)}", words)
