"""Parent curve: the curve of the run that the shown one was forked from, drawn under it from the fork on and before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from engine.project.project import called
from engine.service.answers import ParentCurves
from engine.service.questions import FindParent
from gui.state.run.run import Run
from gui.window.display.curves_on_disk import stored_beside
from gui.window.groups import Engine, Panels, Shared
from gui.window.pages import Pages


class ParentCurve(QObject):
    """Looks who the parent is when a run begins or is shown; a click in the legend takes its curve away."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages) -> None:
        super().__init__()
        self._run, self._engine, self._chart, self._page = shared.run, engine, panels.chart, pages.runs
        self._drawn = ""  # the id of the parent that is drawn
        shared.run.began.connect(self._look)
        shared.run.replaced.connect(self._on_replaced)
        panels.chart.dismissed.connect(self._on_dismissed)

    def _on_replaced(self) -> None:
        """One that prepares has no folder yet, and may still come to nothing."""
        self._take_away()
        if (run := self._run.current) is not None and run.phase != "preparing":
            self._look(run)

    def _look(self, run: Run) -> None:
        folder = run.folder or self._engine.service.folder(run.id)
        self._engine.jobs.ask(FindParent(folder), partial(self._found, run.id), lambda _: None)

    def _found(self, run: str, parent: ParentCurves | None) -> None:
        current = self._run.current
        if parent is None or current is None or current.id != run:
            return
        self._run.know_parent(run, parent.known)
        self._chart.begin_behind(run, parent.known.parent.behind)
        self._take_away()
        if parent.curves is not None and parent.curves.folder.name not in self._page.beside:
            self._drawn = parent.curves.folder.name
            title = called(parent.curves.project.title)
            self._chart.add_reference(stored_beside(parent.curves, f"{title} (parent)"))

    def _take_away(self) -> None:
        if self._drawn and self._drawn not in self._page.beside:
            self._chart.remove_reference(self._drawn)
        self._drawn = ""

    def _on_dismissed(self, run: str) -> None:
        if run == self._drawn:
            self._chart.remove_reference(run)
