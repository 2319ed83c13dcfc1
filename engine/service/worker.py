"""Worker: one thread for questions between training steps; the newest question on a channel wins.

A question that waits is replaced by a newer one on its channel and is never answered. All state that the questions
share belongs to this thread, so it needs no lock.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

from engine.events import Reply, Sink

Job = Callable[[], Any]


class Worker:
    """Runs jobs one after the other and sends each result, or its error, to the sink as a Reply."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._ids = itertools.count(1)
        self._waiting: dict[str, tuple[int, Job]] = {}
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def reserve(self) -> int:
        """An id for a job that will be asked for later, from another thread perhaps."""
        return next(self._ids)

    def ask(self, channel: str | None, job: Job, request: int | None = None) -> int:
        """Queues a job, in place of one that waits on the same channel; None is a channel of its own. Gives its id."""
        with self._changed:
            request = request or self.reserve()
            name = channel or f"#{request}"
            self._waiting.pop(name, None)
            self._waiting[name] = (request, job)
            self._changed.notify()
        return request

    def close(self, timeout: float) -> bool:
        """Drops what waits and ends the thread; False when its last job outlasts the time."""
        with self._changed:
            self._ended = True
            self._waiting.clear()
            self._changed.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (taken := self._next()) is not None:
            request, job = taken
            try:
                reply = Reply(request, job())
            except Exception as error:  # noqa: BLE001  # whoever asked shows it; the thread must go on
                reply = Reply(request, error=error)
            self._sink(reply)

    def _next(self) -> tuple[int, Job] | None:
        with self._changed:
            while not self._waiting and not self._ended:
                self._changed.wait()
            if self._ended:
                return None
            return self._waiting.pop(next(iter(self._waiting)))
