"""Compared runs: those that were chosen on the Runs page are drawn in the chart beside the shown one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.service.answers import RunSummary, RunView
from engine.service.questions import ReadCurves
from gui.runs.differences import names
from gui.window.display.curves_on_disk import curves_on_disk
from gui.window.groups import Engine, Panels, Shared
from gui.window.pages import Pages


class ComparedRuns(QObject):
    """The page says which; their curves are read, and read again when they have grown."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages) -> None:
        super().__init__()
        self._shared, self._engine, self._chart, self._page = shared, engine, panels.chart, pages.runs
        self._runs: dict[str, RunSummary] = {}  # those that are drawn, or being read
        self._names: dict[str, str] = {}
        self._page.compared.connect(self._compare)
        self._page.chart_asked.connect(lambda: self._chart.set_folded(False))
        self._chart.dismissed.connect(self._page.leave_out)

    def _compare(self, runs: Sequence[RunSummary]) -> None:
        before, self._runs = self._runs, {run.name: run for run in runs}
        self._names = dict(zip(self._runs, names(runs), strict=True))
        for gone in before.keys() - self._runs.keys():
            self._chart.remove_reference(gone)
        for name, run in self._runs.items():
            self._chart.rename(name, self._names[name])
            if name not in before or before[name].step != run.step:
                self._read(run)

    def _read(self, run: RunSummary) -> None:
        def draw(view: RunView) -> None:
            if run.name in self._runs:
                self._chart.add_reference(curves_on_disk(view, self._names[run.name]))

        def failed(error: Exception) -> None:
            self._page.leave_out(run.name)
            if isinstance(error, LayerscopeError) and run.folder.is_dir():  # one that went to the trash is no news
                self._shared.messages.error(error)

        self._engine.jobs.ask(ReadCurves(run.folder), draw, failed)
