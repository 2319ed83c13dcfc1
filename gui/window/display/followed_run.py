"""Followed run: the shown run, while another process trains it, is shown as that gets on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from engine.events import Evaluated
from engine.service.answers import RunView
from engine.service.questions import WatchRun
from gui.window.display.curves_on_disk import curves_on_disk
from gui.window.files.opened_runs import OpenedRuns
from gui.window.groups import Engine, Panels, Shared

EVERY_MS = 2000


class FollowedRun(QObject):
    """It is read again every two seconds until nobody trains it any more, or something else is shown."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, opened: OpenedRuns) -> None:
        super().__init__()
        self._shared, self._engine, self._panels = shared, engine, panels
        self._folder: Path | None = None
        self._tests = 0  # when it was tested once more its weights have been kept too
        self._timer = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        opened.shown.connect(self._begin)

    def _begin(self, view: RunView) -> None:
        self._folder, self._tests = view.folder, _tests(view)
        self._go_on(view)

    def look(self) -> None:
        """Asks how it stands, as long as it is shown."""
        if self._folder is not None and self._is_shown:
            self._engine.jobs.ask(WatchRun(self._folder), self._take, lambda _: None)  # it was removed

    @property
    def _is_shown(self) -> bool:
        run = self._shared.run.current
        return run is not None and run.phase == "read" and run.folder == self._folder

    def _take(self, view: RunView) -> None:
        if view.folder != self._folder or not self._is_shown:
            return
        self._draw(view)
        follows = self._shows_newest
        self._shared.run.show(view)
        tests = _tests(view)
        if (tests != self._tests or not view.lives) and follows and view.has_weights:
            self._engine.live.show_run()
        self._tests = tests
        self._go_on(view)

    def _go_on(self, view: RunView) -> None:
        if view.lives:
            self._timer.start()

    @property
    def _shows_newest(self) -> bool:
        """Whether the model in sight is the run's: somebody may look at the first weights of the stack."""
        shown = self._shared.workspace.shown
        return shown is not None and shown.run == self._run_id and not self._engine.live.beside_run

    @property
    def _run_id(self) -> str:
        run = self._shared.run.current
        return "" if run is None else run.id

    def _draw(self, view: RunView) -> None:
        """What is new in its curves; all of them where it went on from an earlier step."""
        chart, name = self._panels.chart, self._run_id
        there = chart.run
        whole = curves_on_disk(view, view.project.title)
        if there is None or there.run_id != name or len(whole.loss) < len(there.loss):
            chart.show_series(whole)
            return
        there.evaluations, there.epochs = whole.evaluations, whole.epochs
        new, steps = slice(len(there.loss), None), view.steps
        if len(steps.steps[new]):
            seconds = None if view.seconds is None else view.seconds[new]
            chart.add_steps(steps.steps[new], steps.loss[new], steps.accuracy[new], steps.rate[new], seconds)


def _tests(view: RunView) -> int:
    return sum(isinstance(event, Evaluated) for event in view.events)
