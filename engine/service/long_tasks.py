"""Long tasks: threads for questions that take longer than a moment, one a channel, so that none waits for another.

A channel's thread lives while there is something to do. It has each task done by a thread of its own, as what computes
lowers the priority of its thread for good, and a thread inherits that of whoever starts it. Where the newest question
wins, an older one is given up: its task is told to stop, and what it still says is dropped. The sink must not raise.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from engine.errors import Stopped
from engine.events import Event, Progress, Reply, Sink
from engine.service.moments import Aside, Ended


class Task:
    """One question being worked on: whether it is still wanted, and how far it is."""

    def __init__(self, request: int, job: Callable[[Task], Any], sink: Sink) -> None:
        self.request = request
        self._job = job
        self._sink = sink
        self._stopped = threading.Event()
        self._told = ""  # what was counted

    def stop(self) -> None:
        """Nobody waits for it any more."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._stopped.is_set()

    def go_on(self) -> None:
        """Raises Stopped when nobody waits any more."""
        if self.stopped:
            raise Stopped

    def tell(self, doing: str, done: int, total: int, unit: str = "images") -> None:
        """How far it is, of how many."""
        if not self.stopped:
            self._told = unit
            self._sink(Progress("", doing, done, total, unit))

    def say(self, event: Event) -> None:
        """Something of its own, as long as somebody waits."""
        if not self.stopped:
            self._sink(event)

    def run(self) -> None:
        """Works, and replies unless it was stopped."""
        result, failure, wanted, begun = None, None, True, time.thread_time()
        try:
            self.go_on()
            result = self._job(self)
        except (Stopped, Ended, Aside):
            wanted = False
        except Exception as error:  # noqa: BLE001  # whoever asked shows it
            failure = error
        if self._told:
            self._sink(Progress("", "", 0, 0, self._told))
        if wanted and not self.stopped:
            self._sink(Reply(self.request, result, failure, time.thread_time() - begun))


class LongTasks:
    """Works on long questions, each channel on a thread of its own."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._lock = threading.Lock()
        self._queues: dict[str, deque[Task]] = {}  # of each channel at work; the first is being worked on
        self._threads: dict[str, threading.Thread] = {}
        self._closed = False

    def ask(self, channel: str, job: Callable[[Task], Any], request: int, *, in_order: bool) -> None:
        """Begins a task, after those before it on its channel: they are given up unless all are wanted `in_order`."""
        task = Task(request, job, self._sink)
        with self._lock:
            if self._closed:
                return
            queue = self._queues.setdefault(channel, deque())
            if not in_order:
                _give_up(queue)
            queue.append(task)
            if channel not in self._threads:
                self._start(channel)

    def cancel(self, channel: str) -> None:
        """Gives up what is worked on, and what waits, on a channel."""
        with self._lock:
            _give_up(self._queues.get(channel, deque()))

    def busy(self, channel: str) -> bool:
        """Whether something works on a channel."""
        with self._lock:
            return channel in self._threads

    def wait(self, channel: str) -> None:
        """Until nothing works on a channel any more; from another thread."""
        with self._lock:
            thread = self._threads.get(channel)
        if thread is not None:
            thread.join()

    def end(self) -> None:
        """Gives everything up; nothing more can be asked."""
        with self._lock:
            self._closed = True
            for queue in self._queues.values():
                _give_up(queue)

    def join(self, seconds: Callable[[], float]) -> bool:
        """Waits for all threads, as long as `seconds()` says is left; False when some task outlasts that."""
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            thread.join(seconds())
        return not any(thread.is_alive() for thread in threads)

    def _start(self, channel: str) -> None:
        thread = threading.Thread(target=self._work, args=(channel,), name=f"engine: {channel}", daemon=True)
        thread.start()
        self._threads[channel] = thread

    def _work(self, channel: str) -> None:
        while (task := self._first(channel)) is not None:
            self._have_done(channel, task)
            with self._lock:
                self._queues[channel].popleft()

    def _have_done(self, channel: str, task: Task) -> None:
        thread = threading.Thread(target=task.run, name=f"engine: {channel} {task.request}", daemon=True)
        thread.start()
        thread.join()

    def _first(self, channel: str) -> Task | None:
        """The next task; None, and the thread is forgotten, where there is none."""
        with self._lock:
            if self._queues[channel]:
                return self._queues[channel][0]
            del self._queues[channel], self._threads[channel]
            return None


def _give_up(queue: deque[Task]) -> None:
    for task in queue:
        task.stop()
