"""OneAfterAnother: long work that a person asks for piece by piece; it goes on while they do other things."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.errors import LayerscopeError
from engine.service.question import Question
from gui.appearance.numerals import in_figures
from gui.state.bridge import Told
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue


class OneAfterAnother(QObject):
    """Base of what asks the engine for one piece after another, and keeps how far each is; whoever shows it looks here.

    A subclass says what is asked of the engine for a piece, what it is called, and what an answer means. Pieces are
    told apart by what they are.

    changed()              one began, went on, ended, or failed
    failed(piece, error)   it could not be done, and why
    """

    changed = Signal()
    failed = Signal(object, object)
    unit = ""  # what its progress counts
    beginning = ""  # what is said until the engine tells more
    cancel_tip = ""  # what becomes of one that is given up

    def __init__(self, jobs: Jobs, messages: MessageQueue) -> None:
        super().__init__()
        self._jobs, self._messages = jobs, messages
        self._wanted: list[Hashable] = []  # the first is being worked on
        self._told = self._begun
        self._failed: dict[Hashable, LayerscopeError] = {}

    # --- what a subclass says ---

    def question(self, piece: Any) -> Question[Any]:
        """What is asked of the engine."""
        raise NotImplementedError

    def said_of(self, piece: Any, far: str) -> str:
        """What goes on, where how far it is does not say it."""
        return far

    def name(self, piece: Any) -> str:
        """What people call it."""
        raise NotImplementedError

    def done(self, piece: Any, answer: Any) -> None:
        """It is there."""
        raise NotImplementedError

    # --- what a person does ---

    def begin(self, piece: Hashable) -> None:
        """Has it done, after those that were asked for before."""
        if piece in self._wanted:
            return
        self._failed.pop(piece, None)
        self._wanted.append(piece)
        if len(self._wanted) == 1:
            self._work()
        self.changed.emit()

    def cancel(self, piece: Hashable) -> None:
        """Gives it up."""
        if piece not in self._wanted:
            return
        if piece == self._wanted[0]:
            self._jobs.drop(type(self.question(piece)))  # type: ignore[arg-type]  # every Question is one of the table
            self._end(piece)
        else:
            self._wanted.remove(piece)
        self.changed.emit()

    # --- how it stands ---

    @property
    def line(self) -> str:
        """What goes on, for a line that stands far from it; empty while nothing does."""
        return "" if self.first is None else self.said_of(self.first, self._told.words)

    @property
    def first(self) -> Any:
        """What is being worked on; None while nothing is."""
        return self._wanted[0] if self._wanted else None

    @property
    def waiting(self) -> int:
        """How many come after it."""
        return max(0, len(self._wanted) - 1)

    def told(self, piece: Hashable) -> Told | None:
        """How far it is; None while nobody wants it."""
        if piece not in self._wanted:
            return None
        return self._told if piece == self.first else Told("", f"Waits for {self.name(self.first)}", self.unit)

    def failure(self, piece: Hashable) -> LayerscopeError | None:
        """Why it could not be done the last time."""
        return self._failed.get(piece)

    def note_progress(self, told: Told) -> None:
        """Takes over how far the first is."""
        if self._wanted and not told.run and told.unit == self.unit and told.words:
            self._told = told._replace(words=in_figures(told.words))
            self.changed.emit()

    # --- working ---

    @property
    def _begun(self) -> Told:
        return Told("", self.beginning, self.unit)

    def _work(self) -> None:
        piece, self._told = self.first, self._begun
        self._jobs.ask(
            self.question(piece),
            lambda answer: self._on_answer(piece, answer),
            lambda error: self._on_error(piece, error),
        )

    def _on_answer(self, piece: Hashable, answer: object) -> None:
        self._end(piece)
        self.done(piece, answer)
        self.changed.emit()

    def _on_error(self, piece: Hashable, error: Exception) -> None:
        self._end(piece)
        if isinstance(error, LayerscopeError):
            self._failed[piece] = error
            self._messages.error(error)
        self.failed.emit(piece, error)
        self.changed.emit()

    def _end(self, piece: Hashable) -> None:
        """The next one's turn."""
        self._wanted.remove(piece)
        if self._wanted:
            self._work()
