"""Followed run: the shown run, while another process trains it, is shown as that gets on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from engine.errors import LayerscopeError
from engine.events import Evaluated
from engine.service.answers import RunView
from engine.service.questions import WatchRun
from gui.window.display.runs.curves_on_disk import curves_on_disk
from gui.window.files.opened_runs import OpenedRuns
from gui.window.groups import Engine, Panels, Shared

EVERY_MS = 2000


class FollowedRun(QObject):
    """What it wrote meanwhile is read every two seconds, until nobody trains it any more or something else is shown."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, opened: OpenedRuns) -> None:
        super().__init__()
        self._shared, self._engine, self._panels = shared, engine, panels
        self._folder: Path | None = None
        self._tests = 0  # when it was tested once more its weights have been kept too
        self._refused = False  # when it was looked at last
        self._timer = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        opened.shown.connect(self._begin)

    def _begin(self, view: RunView) -> None:
        self._folder, self._tests, self._refused = view.folder, _tests(view), False
        self._go_on(view)

    def look(self) -> None:
        """Asks how it stands, as long as it is shown."""
        self._ask(self._steps)

    def _ask(self, since: int) -> None:
        if self._folder is not None and self._is_shown:
            take, fail = partial(self._take, since), partial(self._fail, self._folder)
            self._engine.jobs.ask(WatchRun(self._folder, since), take, fail)

    @property
    def _is_shown(self) -> bool:
        run = self._shared.run.current
        return run is not None and run.phase == "read" and run.folder == self._folder and not run.removed

    @property
    def _steps(self) -> int:
        """How many of its steps the chart has."""
        curves = self._panels.chart.run
        return len(curves.loss) if curves is not None and curves.run_id == self._run_id else 0

    def _fail(self, folder: Path, error: Exception) -> None:
        """It may lie on a share that is away for a moment: this is said once, and it is looked at again."""
        if folder != self._folder or not self._is_shown:
            return
        if not self._refused and isinstance(error, LayerscopeError):
            self._shared.messages.error(error)
        self._refused = True
        self._timer.start()

    def _take(self, since: int, view: RunView) -> None:
        if view.folder != self._folder or not self._is_shown:
            return
        if since and (since != self._steps or view.steps.steps[:1].tolist() != [since]):
            self._ask(0)  # it went on from an earlier step
            return
        self._refused = False
        self._draw(view, since)
        follows = self._shows_newest
        self._shared.run.show(view)
        tests = _tests(view)
        if (tests != self._tests or not view.lives) and follows and view.has_weights:
            self._engine.showing.show_run()
        self._tests = tests
        self._go_on(view)

    def _go_on(self, view: RunView) -> None:
        if view.lives:
            self._timer.start()

    @property
    def _shows_newest(self) -> bool:
        """Whether the run's newest weights are shown: somebody may look at an earlier step, or at the stack's first."""
        shown = self._shared.workspace.shown
        showing = self._engine.showing
        elsewhere = showing.beside_run or showing.back is not None
        return shown is not None and shown.run == self._run_id and not elsewhere

    @property
    def _run_id(self) -> str:
        run = self._shared.run.current
        return "" if run is None else run.id

    def _draw(self, view: RunView, since: int) -> None:
        """What is new in its curves: the chart has the steps up to `since`."""
        chart, read, steps = self._panels.chart, curves_on_disk(view, view.project.title), view.steps
        if not since:
            chart.show_series(read)
        elif len(steps.steps) > 1:
            seconds = None if view.seconds is None else view.seconds[1:]
            chart.add_steps(steps.steps[1:], steps.loss[1:], steps.accuracy[1:], steps.rate[1:], seconds)
        chart.show_but_steps(read)


def _tests(view: RunView) -> int:
    return sum(isinstance(event, Evaluated) for event in view.events)
