"""Trying: something is found out by steps of a throwaway copy of the document's network, while nothing else trains."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from engine.errors import DataError, LayerscopeError
from engine.service.question import Question
from engine.service.questions import FindRate, MeasureTraining, Tune
from gui.state.bridge import Told
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.state.jobs import Jobs
from gui.state.next_run import NextRun

Tried: TypeAlias = type[FindRate] | type[Tune]
Found = TypeVar("Found")

BEGINNING = Told("", "Getting ready")
NOTHING = Told("", "")
GOES_ON: dict[Tried, str] = {
    FindRate: "Learning rates are being tried: wait for their end, or cancel it.",
    Tune: "“Make it fast” is trying something: wait for its end, or cancel it.",
}


class Trying(QObject, Generic[Found]):
    """Asks the engine, and keeps how far it is and why it failed; whoever is derived from it keeps what was found."""

    changed = Signal()
    over = Signal()  # nothing is tried any more, and what came of it is known

    question: ClassVar[Tried]
    unit: ClassVar[str]  # by which its progress is known

    def __init__(self, next_run: NextRun, jobs: Jobs) -> None:
        super().__init__()
        self._next, self._jobs = next_run, jobs
        self.told = NOTHING  # how far it is
        self.failure = ""  # why nothing was found
        next_run.document.drafts.changed.connect(self.changed)

    @property
    def obstacle(self) -> str:
        """Why nothing can be tried at this moment; empty where it can."""
        if self._next.training:
            return "A run has not ended yet: stop it first."
        if other := self._other:
            return other
        if own := self._own_obstacle:
            return own
        if not self._next.workspace.engine_ready:
            return "PyTorch is not loaded yet."
        if self._next.document.drafts.invalid or not self._next.can_train:
            return "The network cannot be trained yet."
        return ""

    @property
    def _other(self) -> str:
        """What else is being tried: neither would be right beside the other."""
        others = (
            words for question, words in GOES_ON.items() if question is not self.question and self._busy(question)
        )
        return next(others, "")

    @property
    def _own_obstacle(self) -> str:
        """What stands against this alone."""
        return ""

    @property
    def working(self) -> bool:
        """Whether something is being tried."""
        return self._busy(self.question)

    def _busy(self, question: Tried) -> bool:
        return self._jobs.busy(question)

    @property
    def words(self) -> str:
        """How far it is; empty while nothing is tried."""
        return self.told.words if self.working else ""

    def begin(self) -> None:
        """Tries, unless something stands against it."""
        self._next.document.drafts.settle()
        if not self.obstacle:
            self.failure, self.told = "", BEGINNING
            self._prepare()
            self._jobs.drop(MeasureTraining)
            question: Question[Any] = self.question(self._next.project, self._next.machine, self._next.document.run)
            self._jobs.ask(question, self._on_found, self._on_failure)
        self.changed.emit()

    @abstractmethod
    def _prepare(self) -> None:
        """It begins: what is known of an earlier trying is made ready for it."""

    @abstractmethod
    def _on_found(self, found: Found) -> None:
        """Keeps it."""

    @abstractmethod
    def _leave_nothing(self) -> None:
        """It failed: what was found before is of no use any more."""

    def note_progress(self, told: Told) -> None:
        """Takes over how far it is; of other things it is no business here."""
        if self.working and not told.run and told.unit == self.unit and told.words:
            self.told = told
            self.changed.emit()

    def _on_failure(self, error: Exception) -> None:
        """One that nobody foresaw is told wherever it arises."""
        self._leave_nothing()
        if isinstance(error, DataError):
            self.failure = what_is_wrong(error, self._next.project.data.source)
        elif isinstance(error, LayerscopeError):
            self.failure = in_words(error)
        self._end()

    def _end(self) -> None:
        self.changed.emit()
        self.over.emit()
