"""The best step of the shown run on its validation images, as the engine finds it: where the weights of it are kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.service.questions import FindBest
from engine.service.service import Service
from gui.state.jobs import Jobs
from gui.state.run.run import RunState
from gui.state.run.run_folder import folder_of


class BestStep(QObject):
    """Looked up when a run is shown, and when one has ended.

    changed()   it is another, or none: `step`
    """

    changed = Signal()

    def __init__(self, run: RunState, service: Service, jobs: Jobs) -> None:
        super().__init__()
        self._run, self._service, self._jobs = run, service, jobs
        self._of: tuple[object, ...] = ()
        self.step: int | None = None
        run.changed.connect(self._look)

    def _look(self) -> None:
        """While it trains, and of a run that keeps none, nobody asks."""
        run = self._run.current
        keeps = run is not None and not run.training and run.project.training.keep_best is not None
        of = (run.id, run.folder, run.phase, run.step) if run is not None and keeps else ()
        if of == self._of:
            return
        self._of = of
        self._jobs.drop(FindBest)
        self._put(None)
        if run is not None and of:
            self._jobs.ask(FindBest(folder_of(run, self._service)), self._put, lambda _: self._put(None))

    def _put(self, step: int | None) -> None:
        if step != self.step:
            self.step = step
            self.changed.emit()
