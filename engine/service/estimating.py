"""Estimating: what a training will take, by real steps that are tried while nothing trains."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.data.store import DataStore
from engine.errors import DataError
from engine.machine.devices import Machine
from engine.project.project import Project
from engine.service.long_tasks import Task
from engine.training.estimate.estimate import Estimate
from engine.training.estimate.forecast import Forecast
from engine.training.estimate.memory import image_bytes


class _Trains(Exception):
    """A run has begun."""


class Estimating:
    """One forecast for the whole process; `trains` says whether a run was begun and has not ended."""

    def __init__(self, store: DataStore, trains: Callable[[], bool]) -> None:
        self._store, self._trains = store, trains
        self._forecast = Forecast()

    def estimate(self, project: Project, machine: Machine) -> Estimate | None:
        """By what was measured so far."""
        return self._forecast.estimate(project, machine)

    def measure(self, project: Project, machine: Machine, root: Path | None, task: Task) -> Estimate | None:
        """After real steps; None where a run trains, or begins meanwhile."""

        def go_on() -> None:
            task.go_on()
            if self._trains():
                raise _Trains

        with suppress(_Trains):
            go_on()
            self._forecast.measure(project, machine, self._held(project, root), go_on)
            return self._forecast.estimate(project, machine)
        return None

    def _held(self, project: Project, root: Path | None) -> int:
        """Bytes of its images, where they are in memory."""
        with suppress(DataError):
            return image_bytes(project) if self._store.kept(project.data, root) else 0
        return 0
