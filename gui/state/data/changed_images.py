"""Changed images: whether other images lie there than a person's own ones that were brought in, looked up whenever that
may be otherwise.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.project.data.own_images import OwnImages
from engine.project.data.sources import as_read
from engine.project.project import Project
from engine.service.questions import NoticeChange
from gui.state.conditions import Condition, Conditions
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.run.run import RunState
from gui.state.workspace import Workspace

HINT = "The Data page says what to do."


class ChangedImages(QObject):
    """Says so as long as it holds.

    changed()   it is otherwise than before
    """

    changed = Signal()

    def __init__(
        self, document: Document, workspace: Workspace, run: RunState, jobs: Jobs, conditions: Conditions
    ) -> None:
        super().__init__()
        self._document, self._workspace, self._run = document, workspace, run
        self._jobs, self._conditions = jobs, conditions
        self.found = False
        self._is_due = False  # somebody came back while a run trained
        document.changed.connect(self._on_change)
        document.replaced.connect(self.look)
        workspace.engine_ready_changed.connect(self.look)
        run.changed.connect(self._on_run)

    def come_back(self) -> None:
        """A person comes back to the window, perhaps from where the images lie; a run that trains is not disturbed."""
        self._is_due = self._run.training
        if not self._is_due:
            self.look()

    def look(self) -> None:
        """The files may be others now."""
        self._is_due = False
        source = self._document.project.data.source
        if not isinstance(source, OwnImages):
            self._jobs.drop(NoticeChange)
            self._take(found=False)
        elif self._workspace.engine_ready:
            self._jobs.ask(
                NoticeChange(source),
                lambda found: self._take(found=found),
                lambda _: self._take(found=False),  # what is gone is told by whoever wants it
            )

    def _on_change(self, old: Project, new: Project) -> None:
        """What is corrected, or called otherwise, is read from the same files."""
        if as_read(old.data.source) != as_read(new.data.source):
            self.look()

    def _on_run(self) -> None:
        if self._is_due and not self._run.training:
            self.look()

    def _take(self, *, found: bool) -> None:
        name = self._document.project.data.source.name
        said = Condition(f"The images of {name} were changed since they were brought in.", HINT)
        self._conditions.set("changed images", said if found else None)
        if found != self.found:
            self.found = found
            self.changed.emit()
