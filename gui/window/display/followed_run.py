"""Followed run: the curve of a run that was opened grows with what another process writes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from engine.events import EpochDone, Evaluated
from engine.service.answers import RunNews
from engine.service.questions import FollowRun
from gui.chart.plot.curves import RunCurves
from gui.window.groups import Engine, Panels, Shared

LOOK_MS = 2000


class FollowedRun(QObject):
    """Looks every other second while the chart is in sight; the weights that are shown stay those of their step."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels) -> None:
        super().__init__()
        self._run, self._jobs, self._chart = shared.run, engine.jobs, panels.chart
        self._timer = QTimer(panels.chart, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        shared.run.changed.connect(self._on_run)

    def _on_run(self) -> None:
        """Only one that was read can be another process's."""
        run = self._run.current
        read = run is not None and run.phase == "read"
        if read and not self._timer.isActive():
            self._timer.start()
        elif not read:
            self._timer.stop()
            self._jobs.drop(FollowRun)

    def _look(self) -> None:
        run, curves = self._run.current, self._chart.run
        seen = self._chart.isVisible() and not self._chart.window().isMinimized()
        if run is None or run.folder is None or run.removed or curves is None or curves.run_id != run.id or not seen:
            return
        if not self._jobs.busy(FollowRun):
            question = FollowRun(run.folder, len(curves.loss), _last_told(curves))
            self._jobs.ask(question, self._take, lambda _: self._timer.stop())  # it went, or cannot be read any more

    def _take(self, news: RunNews | None) -> None:
        curves = self._chart.run
        if news is None or curves is None or curves.run_id != news.run:
            return
        steps = news.steps
        if len(steps.steps):
            self._chart.add_steps(steps.steps, steps.loss, steps.accuracy, steps.rate, news.seconds)
        for event in news.events:
            if isinstance(event, Evaluated):
                self._chart.add_evaluation(event.split, event.step, event.loss, event.accuracy)
            elif isinstance(event, EpochDone):
                self._chart.mark_epoch(event.step, event.epoch)


def _last_told(curves: RunCurves) -> int:
    """The step of the last event that is drawn."""
    evaluated = [evaluations.steps[-1] for evaluations in curves.evaluations.values() if evaluations.steps]
    return max([*evaluated, *(step for step, _ in curves.epochs[-1:])], default=0)
