"""Earlier results: the evaluations that a run had had by the step that is looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.events import Evaluated
from engine.service.questions import FindEvaluations
from gui.state.run.run_folder import folder_of
from gui.window.groups import Engine, Shared


class EarlierResults(QObject):
    """Asks the engine for them while an earlier step is looked at, and somebody wants to know.

    Those before stay until they are there.

    changed()   they are others, or none are wanted any more
    """

    changed = Signal()

    def __init__(self, shared: Shared, engine: Engine) -> None:
        super().__init__()
        self._run, self._showing, self._engine = shared.run, engine.showing, engine
        self._found: tuple[Evaluated, ...] | None = None
        self._wanted = False
        self._at: tuple[str, int] | None = None  # the run and the step that they are of
        engine.showing.back_changed.connect(self.look)

    @property
    def evaluations(self) -> tuple[Evaluated, ...] | None:
        """The newest of each split up to that step; None where the run's newest are wanted."""
        return self._found

    def want(self, *, wanted: bool) -> None:
        """Whether somebody looks at them."""
        self._wanted = wanted
        self.look()

    def look(self) -> None:
        """For which step they are wanted now."""
        run, back = self._run.current, self._showing.back
        if run is None or back is None:
            self._at = None
            self._engine.jobs.drop(FindEvaluations)
            self._take(None)
        elif self._wanted and (run.id, back) != self._at:
            self._at = (run.id, back)
            question = FindEvaluations(folder_of(run, self._engine.service), back)
            self._engine.jobs.ask(question, self._take, partial(self._cannot_read, run.evaluations, back))

    def _cannot_read(self, known: tuple[Evaluated, ...], step: int, _: Exception) -> None:
        """Why is said where the step itself is read: what is known without its log stands."""
        self._take(tuple(event for event in known if event.step <= step))

    def _take(self, found: tuple[Evaluated, ...] | None) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()
