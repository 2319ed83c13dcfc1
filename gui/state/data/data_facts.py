"""Data facts: how many images the document's data set has here, looked up whenever that may be otherwise."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import DataError, LayerscopeError
from engine.project.data.facts import Facts, difference
from engine.project.data.renaming import unnamed
from engine.project.data.sources import AnySource
from engine.project.project import Project
from engine.service.questions import CountImages
from gui.appearance.numerals import in_figures
from gui.state.conditions import Condition, Conditions
from gui.state.data.missing_data import what_is_wrong
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.workspace import Workspace

HINT = "The Data page says what to do."


class DataFacts(QObject):
    """Tells the document what is true of its data, and a person, once, where that is not as published."""

    def __init__(
        self, document: Document, workspace: Workspace, jobs: Jobs, messages: MessageQueue, conditions: Conditions
    ) -> None:
        super().__init__()
        self._document, self._workspace, self._jobs = document, workspace, jobs
        self._messages, self._conditions = messages, conditions
        self._said: set[str] = set()
        document.changed.connect(self._on_change)
        document.replaced.connect(self._on_replaced)
        workspace.engine_ready_changed.connect(self.look)

    def look(self) -> None:
        """The files may be others now."""
        source = self._document.project.data.source
        if self._workspace.engine_ready:
            question = CountImages(source, self._document.run)
            self._jobs.ask(question, lambda facts: self._found(source, facts), lambda error: self._lost(source, error))

    def _on_replaced(self) -> None:
        self._forget()
        self.look()

    def _on_change(self, old: Project, new: Project) -> None:
        if unnamed(old.data.source) != unnamed(new.data.source):
            self._forget()
            self.look()

    def _forget(self) -> None:
        """Nobody knows yet whether they are there."""
        self._conditions.set("images", None)

    def _found(self, source: AnySource, facts: Facts) -> None:
        self._document.know_facts(source, facts)
        self.are_there(source)
        sentence = difference(source.name, source.published, facts)
        if sentence and sentence not in self._said:
            self._said.add(sentence)
            self._messages.say(in_figures(sentence))

    def _lost(self, source: AnySource, error: Exception) -> None:
        self._document.know_facts(source, None)
        if isinstance(error, DataError):
            self.are_missing(error, source)
        elif isinstance(error, LayerscopeError):
            self._messages.error(error)

    def are_missing(self, error: DataError, source: AnySource) -> None:
        """The images of a data set cannot be read, as somebody found who wanted them."""
        if self.concerns(source):
            self._conditions.set("images", Condition(what_is_wrong(error, source), HINT))

    def are_there(self, source: AnySource) -> None:
        """They could be read."""
        if self.concerns(source):
            self._forget()

    def concerns(self, source: AnySource) -> bool:
        """Whether it is the document's data set: what is found out about another is no condition of this window."""
        return unnamed(source) == unnamed(self._document.project.data.source)
