"""Jobs: questions to the service and what to do with the answers; the newest question on a channel wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.events import Reply

Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


class Jobs(QObject):
    """Keeps for each channel the one question whose answer still counts; older answers are dropped by id."""

    failed = Signal(object)  # an exception nobody asked to handle

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, tuple[Then, Failed | None]] = {}
        self._newest: dict[str, int] = {}

    def ask(self, channel: str, call: Callable[[], int], then: Then, failed: Failed | None = None) -> None:
        """Asks by `call`, which gives the request's id; `then` gets the result, `failed` an error in words."""
        request = call()
        stale = self._newest.get(channel)
        if stale is not None:
            self._waiting.pop(stale, None)
        self._newest[channel] = request
        self._waiting[request] = (then, failed)

    def busy(self, channel: str) -> bool:
        """True while the newest question on the channel is unanswered."""
        return self._newest.get(channel) in self._waiting

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
