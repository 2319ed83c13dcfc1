"""Parent curve: the curve of the run that the shown one was forked from, drawn under it from the fork on and before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from engine.project.project import called
from engine.service.answers import KnownParent
from engine.service.questions import FindParent
from gui.state.run.run import Run
from gui.state.run.run_folder import folder_of
from gui.window.display.runs.references import References
from gui.window.groups import Engine, Panels, Shared


class ParentCurve(QObject):
    """Looks who the parent is when a run begins or is shown, and has it drawn among the references."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, references: References) -> None:
        super().__init__()
        self._run, self._engine, self._chart, self._references = shared.run, engine, panels.chart, references
        shared.run.began.connect(self._look)
        shared.run.replaced.connect(self._on_replaced)

    def _on_replaced(self) -> None:
        """One that prepares has no folder yet, and may still come to nothing."""
        self._references.draw_parent(None)
        if (run := self._run.current) is not None and run.phase != "preparing":
            self._look(run)

    def _look(self, run: Run) -> None:
        folder = folder_of(run, self._engine.service)
        self._engine.jobs.ask(FindParent(folder), partial(self._found, run.id), lambda _: None)

    def _found(self, run: str, known: KnownParent | None) -> None:
        current = self._run.current
        if known is None or current is None or current.id != run:
            return
        self._run.know_parent(run, known)
        self._chart.begin_behind(run, known.parent.behind)
        if known.folder is not None:
            self._references.draw_parent((known.folder, called(known.parent.title or known.parent.id)))
