"""Jobs: questions to the service and what to do with the answers; the newest question on a channel wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from engine.errors import LayerscopeError
from engine.events import Reply
from engine.service.question import Question
from engine.service.questions import AnyQuestion
from engine.service.service import Service

Answer = TypeVar("Answer")
Failed = Callable[[Exception], None]


class _Asked(NamedTuple):
    question: Question[Any]
    then: Callable[[Any], None]
    failed: Failed | None


class Jobs(QObject):
    """Keeps for each channel the one question whose answer still counts; older answers are dropped by id."""

    failed = Signal(object)  # an exception that nobody foresaw, or nobody asked to handle
    answered = Signal(object, float)  # a question, and how many seconds of a processor its answer took

    def __init__(self, service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._waiting: dict[int, _Asked] = {}
        self._newest: dict[str, int] = {}
        self._broken: dict[str, str] = {}  # by channel, the unforeseen error that was last told of it
        self._took: dict[str, float] = {}  # by channel

    def ask(self, question: Question[Answer], then: Callable[[Answer], None], failed: Failed | None = None) -> None:
        """Asks; `then` gets the answer, `failed` the error that came in its place.

        `failed` puts right what waited for the answer. It may keep to itself what an error says in words; one without
        words, which nobody foresaw, is told by `Jobs.failed` whatever it does.
        """
        request = self._service.ask(question)  # type: ignore[arg-type]  # every Question is one of the table
        if not question.in_order:
            self._forget(question.channel)
        self._newest[question.channel] = request
        self._waiting[request] = _Asked(question, then, failed)

    def busy(self, kind: type[AnyQuestion]) -> bool:
        """True while the newest question on this one's channel is unanswered."""
        return self._newest.get(kind.channel) in self._waiting

    def took(self, kind: type[AnyQuestion]) -> float:
        """Seconds of a processor that the last answer on this one's channel took; 0 before there was one."""
        return self._took.get(kind.channel, 0.0)

    @property
    def idle(self) -> bool:
        """True while nobody waits for an answer."""
        return not self._waiting

    def drop(self, *kinds: type[AnyQuestion]) -> None:
        """What was asked on these channels is of no interest any more: long work is given up, no answer comes."""
        for kind in kinds:
            self._forget(kind.channel)
            self._service.cancel(kind.channel)

    def take(self, reply: Reply) -> None:
        """Hands an answer to whoever asked; an answer to a question that is no longer of interest is dropped."""
        if reply.request not in self._waiting:
            return
        asked = self._waiting.pop(reply.request)
        self._took[asked.question.channel] = reply.seconds
        self.answered.emit(asked.question, reply.seconds)
        if reply.error is None:
            self._broken.pop(asked.question.channel, None)
            asked.then(reply.result)
        else:
            self._fail(asked, reply.error)

    def _fail(self, asked: _Asked, error: Exception) -> None:
        if asked.failed is not None:
            asked.failed(error)
        if not isinstance(error, LayerscopeError):
            self._tell_unforeseen(asked.question, error)
        elif asked.failed is None:
            self.failed.emit(error)

    def _tell_unforeseen(self, question: Question[Any], error: Exception) -> None:
        """Questions of the moment are asked again and again: what breaks them is told once, until one is answered."""
        what = repr(error)
        if question.long or what not in self._broken.values():
            self.failed.emit(error)
        self._broken[question.channel] = what

    def _forget(self, channel: str) -> None:
        stale = self._newest.pop(channel, None)
        if stale is not None:
            self._waiting.pop(stale, None)
