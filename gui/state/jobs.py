"""Jobs: questions to the service and what to do with the answers; the newest question on a channel wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from engine.events import Reply
from engine.service.questions import AnyQuestion, Question
from engine.service.service import Service

Answer = TypeVar("Answer")
Failed = Callable[[Exception], None]


class Jobs(QObject):
    """Keeps for each channel the one question whose answer still counts; older answers are dropped by id."""

    failed = Signal(object)  # an exception nobody asked to handle

    def __init__(self, service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._waiting: dict[int, tuple[Callable[[Any], None], Failed | None]] = {}
        self._newest: dict[str, int] = {}

    def ask(self, question: Question[Answer], then: Callable[[Answer], None], failed: Failed | None = None) -> None:
        """Asks; `then` gets the answer, `failed` an error in words."""
        request = self._service.ask(question)  # type: ignore[arg-type]  # every Question is one of the table
        if not question.in_order:
            self._forget(question.channel)
        self._newest[question.channel] = request
        self._waiting[request] = (then, failed)

    def busy(self, kind: type[AnyQuestion]) -> bool:
        """True while the newest question on this one's channel is unanswered."""
        return self._newest.get(kind.channel) in self._waiting

    def drop(self, *kinds: type[AnyQuestion]) -> None:
        """What was asked on these channels is of no interest any more: long work is given up, no answer comes."""
        for kind in kinds:
            self._forget(kind.channel)
            self._service.cancel(kind.channel)

    def take(self, reply: Reply) -> None:
        """Hands an answer to whoever asked; an answer to a question that is no longer of interest is dropped."""
        if reply.request not in self._waiting:
            return
        then, failed = self._waiting.pop(reply.request)
        if reply.error is None:
            then(reply.result)
        elif failed is not None:
            failed(reply.error)
        else:
            self.failed.emit(reply.error)

    def _forget(self, channel: str) -> None:
        stale = self._newest.pop(channel, None)
        if stale is not None:
            self._waiting.pop(stale, None)
