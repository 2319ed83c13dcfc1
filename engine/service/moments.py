"""Moments: the thread for questions of the moment. The newest question on a channel wins; nothing long runs here.

What is asked is done in the order in which it was asked, so each question sees what those before it changed. One that
waits is replaced by a newer one on its channel and is never answered. All state that the questions share (the shown
model) belongs to this thread, so it needs no lock.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeAlias, TypeVar

from engine.errors import Stopped
from engine.events import Reply, Sink

T = TypeVar("T")
Job = Callable[[], Any]
Call: TypeAlias = tuple["Future[Any]", Job]


class Aside(Exception):
    """Raised by a job that cannot be done yet and has seen to it that it is asked again: no reply is sent for it."""


class Ended(Exception):
    """The thread has ended: nothing more can be asked of it."""


class Moments:
    """Runs jobs one after the other and sends each result, or its error, to the sink as a Reply.

    `sink` must not raise.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._ids = itertools.count(1)
        self._waiting: dict[str | Future[Any], tuple[int, Job] | Call] = {}  # by channel, or by its call
        self._newest: dict[str, int] = {}
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
            if not self._ended and self._renew(channel, request):
                self._waiting[channel] = (request, job)
                self._changed.notify()

    def supersede(self, channel: str, request: int) -> None:
        """What was asked on a channel before `request` is of no interest any more: no reply will be sent for it."""
        with self._changed:
            self._renew(channel, request)

    def is_newest(self, channel: str, request: int) -> bool:
        """Whether nothing newer was asked on a channel."""
        with self._changed:
            return request >= self._newest.get(channel, 0)

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Runs a job on this thread, after all that was asked before; fails with Ended where the thread ends first."""
        future: Future[T] = Future()
        with self._changed:
            if not self._ended:
                self._waiting[future] = (future, job)
                self._changed.notify()
                return future
        future.set_exception(Ended())
        return future

    def call(self, job: Callable[[], T]) -> T:
        """The same, from another thread, which waits for it. Raises its error."""
        return self.submit(job).result()

    def end(self) -> None:
        """Drops what waits; the thread ends after its present job."""
        with self._changed:
            self._ended = True
            calls = [key for key in self._waiting if isinstance(key, Future)]
            self._waiting.clear()
            self._changed.notify()
        for future in calls:
            future.set_exception(Ended())

    def join(self, timeout: float) -> bool:
        """Waits for the end; False when the last job outlasts the time."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _renew(self, channel: str, request: int) -> bool:
        """Drops what waits on a channel unless it is newer than `request`, and says whether it is not."""
        if request < self._newest.get(channel, 0):
            return False
        self._newest[channel] = request
        self._waiting.pop(channel, None)
        return True

    def _run(self) -> None:
        while (job := self._next()) is not None:
            job()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not (self._waiting or self._ended):
                self._changed.wait()
            if self._ended:
                return None
            key = next(iter(self._waiting))
            first, job = self._waiting.pop(key)
        if isinstance(first, Future):
            return lambda: _fulfil(first, job)
        return lambda: self._answer(str(key), first, job)

    def _answer(self, channel: str, request: int, job: Job) -> None:
        begun, result, failure = time.thread_time(), None, None
        try:
            result = job()
        except (Aside, Stopped):
            return
        except Exception as error:  # noqa: BLE001  # whoever asked shows it; the thread must go on
            failure = error
        if self.is_newest(channel, request):
            self._sink(Reply(request, result, failure, time.thread_time() - begun))


def _fulfil(future: Future[Any], job: Job) -> None:
    try:
        future.set_result(job())
    except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits
        future.set_exception(error)
