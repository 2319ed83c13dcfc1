"""Last run: of a project that is shown untrained, the newest run that trained it, as there may be one from before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.project.project import Project
from engine.service.answers import RunSummary
from engine.service.questions import FindLastRun
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.run.run import RunState
from gui.state.settings import Settings, SettingsFile
from gui.state.workspace import Workspace


class LastRun(QObject):
    """Looks for it once the engine is there, and whenever another project is opened."""

    changed = Signal()

    def __init__(
        self, document: Document, workspace: Workspace, run: RunState, settings: SettingsFile, jobs: Jobs
    ) -> None:
        super().__init__()
        self._document, self._workspace, self._run, self._jobs = document, workspace, run, jobs
        self._of: Project | None = None
        self._found: RunSummary | None = None
        workspace.engine_ready_changed.connect(self.look)
        document.replaced.connect(self.look)
        settings.changed.connect(self._on_settings)

    def look(self) -> None:
        """Others may be kept by now."""
        if self._workspace.engine_ready and self._run.current is None:
            project = self._document.project
            self._jobs.ask(FindLastRun(project), partial(self._put, project), lambda _: self._put(project, None))

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.runs_folder != new.runs_folder:
            self.look()

    @property
    def found(self) -> RunSummary | None:
        """Where no run is shown, and the network and its data are as they were when it was looked for."""
        now, of = self._document.project, self._of
        if self._run.current is not None or of is None or (now.network, now.data) != (of.network, of.data):
            return None
        return self._found

    def _put(self, of: Project, found: RunSummary | None) -> None:
        self._of, self._found = of, found
        self.changed.emit()
