"""Moments: the thread for questions of the moment. The newest question on a channel wins; nothing long runs here.

A question that waits is replaced by a newer one on its channel and is never answered. All state that the questions
share (the shown model) belongs to this thread, so it needs no lock.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from engine.events import Reply, Sink

T = TypeVar("T")
Job = Callable[[], Any]


class Aside(Exception):
    """Raised by a job that cannot be done yet and has seen to it that it is asked again: no reply is sent for it."""


class Ended(Exception):
    """The thread has ended: nothing more can be asked of it."""


class Moments:
    """Runs jobs one after the other and sends each result, or its error, to the sink as a Reply."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._ids = itertools.count(1)
        self._waiting: dict[str, tuple[int, Job]] = {}
        self._newest: dict[str, int] = {}
        self._calls: list[tuple[Future[Any], Job]] = []
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def reserve(self) -> int:
        """An id for a question, unique among all threads that answer."""
        return next(self._ids)

    def ask(self, channel: str, job: Job, request: int) -> None:
        """Queues a job in place of one that waits on the same channel; one that is older than the newest is dropped."""
        with self._changed:
            if request >= self._newest.get(channel, 0):
                self._newest[channel] = request
                self._waiting.pop(channel, None)
                self._waiting[channel] = (request, job)
                self._changed.notify()

    def call(self, job: Callable[[], T]) -> T:
        """Runs a job on this thread, before the questions, and waits for it; from another thread. Raises its error."""
        future: Future[T] = Future()
        with self._changed:
            if self._ended:
                raise Ended
            self._calls.append((future, job))
            self._changed.notify()
        return future.result()

    def close(self, timeout: float) -> bool:
        """Drops what waits and ends the thread; False when its last job outlasts the time."""
        with self._changed:
            self._ended = True
            self._waiting.clear()
            calls, self._calls = self._calls, []
            self._changed.notify()
        for future, _ in calls:
            future.set_exception(Ended())
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            job()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not (self._waiting or self._calls or self._ended):
                self._changed.wait()
            if self._ended:
                return None
            if self._calls:
                future, call = self._calls.pop(0)
                return lambda: _fulfil(future, call)
            request, job = self._waiting.pop(next(iter(self._waiting)))
            return lambda: self._answer(request, job)

    def _answer(self, request: int, job: Job) -> None:
        try:
            reply = Reply(request, job())
        except Aside:
            return
        except Exception as error:  # noqa: BLE001  # whoever asked shows it; the thread must go on
            reply = Reply(request, error=error)
        self._sink(reply)


def _fulfil(future: Future[Any], job: Job) -> None:
    try:
        future.set_result(job())
    except Exception as error:  # noqa: BLE001  # it belongs to whoever waits
        future.set_exception(error)
