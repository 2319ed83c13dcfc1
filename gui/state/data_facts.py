"""Data facts: how many images the document's data set has here, looked up whenever that may be otherwise."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.project.facts import Facts, difference
from engine.project.project import Project
from engine.project.sources import AnySource
from engine.service.questions import CountImages
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.workspace import Workspace


class DataFacts(QObject):
    """Tells the document what is true of its data, and a person, once, where that is not as published."""

    def __init__(self, document: Document, workspace: Workspace, jobs: Jobs, messages: MessageQueue) -> None:
        super().__init__()
        self._document, self._workspace, self._jobs, self._messages = document, workspace, jobs, messages
        self._said: set[str] = set()
        document.changed.connect(self._on_change)
        document.replaced.connect(self.look)
        workspace.engine_ready_changed.connect(self.look)

    def look(self) -> None:
        """The files may be others now."""
        source = self._document.project.data.source
        if self._workspace.engine_ready:
            question = CountImages(source, self._document.run)
            self._jobs.ask(question, lambda facts: self._found(source, facts), lambda error: self._lost(source, error))

    def _on_change(self, old: Project, new: Project) -> None:
        if old.data.source != new.data.source:
            self.look()

    def _found(self, source: AnySource, facts: Facts) -> None:
        self._document.know_facts(source, facts)
        sentence = difference(source.name, source.published, facts)
        if sentence and sentence not in self._said:
            self._said.add(sentence)
            self._messages.say(sentence)

    def _lost(self, source: AnySource, error: Exception) -> None:
        """Files that are missing are said where images are wanted."""
        self._document.know_facts(source, None)
        if not isinstance(error, LayerscopeError):
            self._jobs.failed.emit(error)
