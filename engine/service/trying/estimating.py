"""Estimating: what a training will take, by real steps that are tried while nothing trains, and by those of runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.data.store import DataStore
from engine.errors import DataError, LayerscopeError
from engine.machine.devices import Machine
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps
from engine.service.long_tasks import Task
from engine.service.trying.estimate_questions import MeasureTraining
from engine.training.estimate.estimate import Estimate
from engine.training.estimate.forecast import Forecast
from engine.training.estimate.memory import image_bytes


class _Trains(Exception):
    """A run has begun."""


class Estimating:
    """One forecast for the whole process.

    `trains` says whether a run was begun and has not ended, `newest` which one began last.
    """

    def __init__(self, store: DataStore, trains: Callable[[], bool], newest: Callable[[], RunFolder | None]) -> None:
        self._store, self._trains, self._newest = store, trains, newest
        self._forecast = Forecast(budget=store.budget)
        self._learned = ("", 0)  # a run, and after how many steps its speed was looked at

    def estimate(self, project: Project, machine: Machine) -> Estimate | None:
        """By what was measured so far, and what the newest run took."""
        self._learn()
        return self._forecast.estimate(project, machine)

    def measure(self, question: MeasureTraining, root: Path | None, task: Task) -> Estimate | None:
        """After real steps; None where a run trains, or begins meanwhile."""
        project, machine = question.project, question.machine

        def go_on() -> None:
            task.go_on()
            if self._trains():
                raise _Trains

        with suppress(_Trains):
            go_on()
            self._forecast.measure(project, machine, self._held(project, root), go_on, again=question.again)
            return self.estimate(project, machine)
        return None

    def _learn(self) -> None:
        run = self._newest()
        if run is None:
            return
        with suppress(LayerscopeError):  # its log cannot be read
            stands = (run.id, logged_steps(run.steps_file))
            if stands != self._learned:
                self._learned = stands
                self._forecast.learn(run)

    def _held(self, project: Project, root: Path | None) -> int:
        """Bytes of its images, where they are in memory."""
        with suppress(DataError):
            return image_bytes(project, self._store.budget) if self._store.kept(project.data, root) else 0
        return 0
