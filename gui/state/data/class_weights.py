"""Class weights: what “balanced” comes to on the document's images, asked for as long as the recipe wants it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.project.project import Project
from engine.service.questions import WeighClasses
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.workspace import Workspace

UNKNOWN = "The weights can be told once the images are here."


class ClassWeights(QObject):
    """`sentence` says them; empty where all classes count alike, or nobody knows yet."""

    changed = Signal()

    def __init__(self, document: Document, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__()
        self._document, self._workspace, self._jobs = document, workspace, jobs
        self._asked: WeighClasses | None = None
        self.sentence = ""
        document.changed.connect(self._on_change)
        document.counted.connect(self.look)
        workspace.engine_ready_changed.connect(self.look)

    def _on_change(self, old: Project, new: Project) -> None:
        if (old.data, old.training.class_weights) != (new.data, new.training.class_weights):
            self.look()

    def look(self) -> None:
        """They may be others, or the images may be here by now."""
        project = self._document.project
        wanted = project.training.class_weights == "balanced"
        question = WeighClasses(project.data, self._document.run) if wanted else None
        if question is None or not self._workspace.engine_ready:
            self._jobs.drop(WeighClasses)
            self._put(None, "")
        elif question != self._asked or self.sentence == UNKNOWN:
            self._put(question, "")
            self._jobs.ask(question, partial(self._put, question), lambda _: self._put(question, UNKNOWN))

    def _put(self, asked: WeighClasses | None, sentence: str) -> None:
        self._asked, self.sentence = asked, sentence
        self.changed.emit()
