"""The next run: what a press on Train would begin, and on what; whoever foresees something of it looks here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.project.project import Project, problems
from engine.service.service import Machine
from gui.state.document import Document
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace


class NextRun(QObject):
    """Of the document as it is, with the settings as they are."""

    changed = Signal()  # any of it, or the engine that would train it is ready
    training_changed = Signal()  # a run was begun, or none trains any more

    def __init__(
        self,
        document: Document,
        workspace: Workspace,
        run: RunState,
        settings: SettingsFile,
        control: RunControl,
    ) -> None:
        super().__init__()
        self.document, self.workspace, self.settings = document, workspace, settings
        self._run, self._control = run, control
        self._trained = run.training  # when it was looked at last
        document.changed.connect(lambda *_: self.changed.emit())
        settings.changed.connect(lambda *_: self.changed.emit())
        workspace.engine_ready_changed.connect(self.changed)
        run.changed.connect(self._on_run)

    @property
    def project(self) -> Project:
        """What would be trained."""
        return self.document.project

    @property
    def machine(self) -> Machine:
        """What on, as far as a person has chosen."""
        return self._control.machine

    @property
    def training(self) -> bool:
        """Whether a run trains meanwhile."""
        return self._run.training

    @property
    def can_train(self) -> bool:
        """Whether there is a network without a problem; a field that is being filled in counts with its last value."""
        return bool(self.project.network.nodes) and not (self.document.analysis.problems or problems(self.project))

    def _on_run(self) -> None:
        if self._trained != self._run.training:
            self._trained = self._run.training
            self.training_changed.emit()
