"""References: the chart draws those runs that were chosen on the Runs page beside the shown one, and its parent."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer

from engine.errors import LayerscopeError, RunGone
from engine.events import RateChanged
from engine.project.project import Project
from engine.service.answers import NEXT, ComparedCurves, ReferenceRun, RunSummary, StoredCurves
from engine.service.questions import CompareCurves
from gui.chart.beside.runs import Standing
from gui.runs.differences import short_names
from gui.state.run.run_folder import folder_of
from gui.window.display.runs.curves_on_disk import stored_beside
from gui.window.groups import Engine, Panels, Shared
from gui.window.pages import Pages

First: TypeAlias = tuple[Project | None, tuple[RateChanged, ...], Path | None, bool]
PARENT = f"{NEXT}parent"
NONE: First = (None, (), None, False)

LOOK_MS = 2000  # from one look at what other processes wrote to the next


class References(QObject):
    """The page says which; their curves are read, and looked at again while the chart is in sight."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages) -> None:
        super().__init__()
        self._shared, self._engine, self._chart, self._page = shared, engine, panels.chart, pages.runs
        self._ticked: Sequence[RunSummary] = ()
        self._parent: tuple[Path, str] | None = None  # of the shown run: its folder, and what it is called
        self._runs: tuple[Path, ...] = ()  # those that are drawn, or being read: folders
        self._names: dict[Path, str] = {}
        self._drawn: dict[Path, tuple[StoredCurves, Standing]] = {}
        self._first: First = NONE  # what the others were told from last
        self._waiting: deque[ReferenceRun] = deque()
        self._portions = QTimer(panels.chart, singleShot=True, interval=0)
        self._portions.timeout.connect(self._draw_next)
        self._watch = QTimer(panels.chart, interval=LOOK_MS)
        self._watch.timeout.connect(self._look_again)
        self._page.compared.connect(self._compare)
        self._page.together_changed.connect(self._name)
        self._page.chart_asked.connect(lambda: self._chart.set_folded(False))
        self._chart.dismissed.connect(lambda run: self._dismiss(Path(run)))
        shared.run.changed.connect(self._look_at_first)

    def draw_parent(self, parent: tuple[Path, str] | None) -> None:
        """The folder of the run that the shown one was forked from, and what it is called; None: of no fork."""
        if parent != self._parent:
            self._parent = parent
            self._arrange()

    def _compare(self, runs: Sequence[RunSummary]) -> None:
        self._ticked = runs
        self._arrange()

    def _dismiss(self, folder: Path) -> None:
        if self._parent is not None and self._parent[0] == folder:
            self.draw_parent(None)
        self._page.leave_out(folder)

    def _arrange(self) -> None:
        """What is drawn follows the ticks; the parent comes first, unless it is ticked itself."""
        before, self._names = self._runs, {}
        parents = (self._parent[0],) if self._parent is not None else ()
        if self._parent is not None:
            self._names[self._parent[0]] = f"{self._parent[1]}{PARENT}"
        self._runs = tuple(dict.fromkeys((*parents, *(run.folder for run in self._ticked))))
        self._name()
        for gone in set(before).difference(self._runs):
            self._drawn.pop(gone, None)
            self._chart.remove_reference(str(gone))
        self._read()

    def _name(self) -> None:
        """As on the Compare page: by what tells them apart, and the shown one too."""
        runs = self._page.together
        self._names |= {run.folder: name for run, name in zip(runs, short_names(runs), strict=True)}
        if self._parent is not None and self._parent[0] in {run.folder for run in self._ticked}:
            self._names[self._parent[0]] += PARENT
        for folder in self._runs:
            self._chart.rename(str(folder), self._names[folder])
        self._call_first()

    def _call_first(self) -> None:
        """The shown one, while there are others."""
        run, folder = self._chart.run, self._reference()[2]
        name = self._names.get(folder, "") if self._ticked and folder is not None else ""
        if run is not None and run.called != name:
            run.called = name
            self._chart.redraw()

    def _look_at_first(self) -> None:
        """The run that the others are told from may be another, or have been told something else."""
        self._call_first()
        if self._runs and self._reference() != self._first:
            self._read()

    def _look_again(self) -> None:
        """What other processes wrote meanwhile."""
        seen = self._chart.isVisible() and not self._chart.window().isMinimized()
        if seen and not self._engine.jobs.busy(CompareCurves):
            self._read()

    def _reference(self) -> First:
        """What the shown run was told, how its rate was changed by hand, where it is kept, and by what it is tried."""
        run = self._shared.run.current
        if run is None:
            return NONE
        folder = folder_of(run, self._engine.service)
        return run.project, run.rate_changes, folder, bool(run.cross_entropy_alone)

    def _read(self) -> None:
        self._first = self._reference()
        if not self._runs:
            self._watch.stop()
            self._engine.jobs.drop(CompareCurves)
            return
        self._watch.start()
        self._engine.jobs.ask(CompareCurves(self._runs, *self._first), self._show)

    def _show(self, compared: ComparedCurves) -> None:
        self._waiting = deque(filter(self._is_news, compared.runs))
        self._draw_next()
        for folder, error in compared.refused:
            self._leave_out(folder, error)

    def _is_news(self, run: ReferenceRun) -> bool:
        """Whether it is drawn otherwise than it is by now."""
        folder = run.curves.folder
        return folder in self._runs and self._drawn.get(folder) != (run.curves, _standing(run))

    def _draw_next(self) -> None:
        """One after the other between events: twenty at once would be felt."""
        if not self._waiting:
            return
        run = self._waiting.popleft()
        if self._is_news(run):
            folder, standing = run.curves.folder, _standing(run)
            self._drawn[folder] = (run.curves, standing)
            self._chart.add_reference(stored_beside(run.curves, self._names[folder]), standing)
        if self._waiting:
            self._portions.start()

    def _leave_out(self, folder: Path, error: LayerscopeError) -> None:
        """One that went to the trash is no news, but the list may have it still."""
        self._dismiss(folder)
        if isinstance(error, RunGone):
            self._page.refresh_asked.emit()
        else:
            self._shared.messages.error(error)


def _standing(run: ReferenceRun) -> Standing:
    images = run.other_images, run.other_validation
    unread = run.curves.points.unread
    return Standing(run.difference, run.group, *images, run.other_loss, run.other_evaluated_loss, unread)
