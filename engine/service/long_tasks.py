"""Long tasks: threads for questions that take longer than a moment, one a channel, so that none waits for another.

Each task has a thread of its own, as what computes lowers the priority of its thread for good. One thread that stands
from the beginning starts them all: to start one is to wait until it runs, which takes long while others compute, so
whoever asks must not, and a thread inherits the priority of whoever starts it. Where the newest question wins, an older
one is given up: its task is told to stop, and what it still says is dropped. The sink must not raise.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from engine.errors import Stopped
from engine.events import Event, Progress, Reply, Sink
from engine.service.moments import Aside, Ended

WAITS = "Waiting for memory…"


class Task:
    """One question being worked on: whether it is still wanted, and how far it is."""

    def __init__(self, request: int, job: Callable[[Task], Any], sink: Sink) -> None:
        self.request = request
        self._job = job
        self._sink = sink
        self._stopped = threading.Event()
        self._told = ""  # what was counted
        self._elsewhere = 0.0  # seconds of another thread
        self._held = ExitStack()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """What it has another thread do meanwhile counts as its own."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self._elsewhere += time.thread_time() - begun

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

    def wait_for_memory(self, unit: str) -> None:
        """It waits, and is told so where what counts `unit` is told. Raises Stopped when nobody waits for it."""
        self.go_on()
        if unit:
            self.tell(WAITS, 0, 0, unit)

    def say(self, event: Event) -> None:
        """Something of its own, as long as somebody waits."""
        if not self.stopped:
            self._sink(event)

    def hold(self, held: AbstractContextManager[object]) -> None:
        """Enters it until the task lets go or ends, in place of what it held before."""
        self.let_go()
        self._held.enter_context(held)

    def let_go(self) -> None:
        """Of what it holds: the rest goes on without."""
        self._held.close()

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
        self.let_go()
        if self._told:
            self._sink(Progress("", "", 0, 0, self._told))
        if wanted and not self.stopped:
            self._sink(Reply(self.request, result, failure, time.thread_time() - begun + self._elsewhere))


class LongTasks:
    """Works on long questions, each channel's one after the other. Ends after `end`, with its last task."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._changed = threading.Condition()
        self._queues: dict[str, deque[Task]] = {}  # of each channel at work; the first is being worked on
        self._due: deque[tuple[str, Task]] = deque()  # the first ones that no thread was started for yet
        self._closed = False
        self._starter = threading.Thread(target=self._start_all, name="engine: long", daemon=True)
        self._starter.start()

    def ask(self, channel: str, job: Callable[[Task], Any], request: int, *, in_order: bool) -> None:
        """Begins a task, after those before it on its channel: they are given up unless all are wanted `in_order`."""
        task = Task(request, job, self._sink)
        with self._changed:
            if self._closed:
                return
            queue = self._queues.setdefault(channel, deque())
            if not in_order:
                _give_up(queue)
            queue.append(task)
            if len(queue) == 1:
                self._due.append((channel, task))
                self._changed.notify_all()

    def cancel(self, channel: str) -> None:
        """Gives up what is worked on, and what waits, on a channel."""
        with self._changed:
            _give_up(self._queues.get(channel, deque()))

    def busy(self, channel: str) -> bool:
        """Whether something is worked on, or waits, on a channel."""
        with self._changed:
            return channel in self._queues

    def wait(self, channel: str) -> None:
        """Until nothing is worked on on a channel any more; from another thread."""
        with self._changed:
            self._changed.wait_for(lambda: channel not in self._queues)

    def end(self) -> None:
        """Gives everything up; nothing more can be asked."""
        with self._changed:
            self._closed = True
            for queue in self._queues.values():
                _give_up(queue)
            self._changed.notify_all()

    def join(self, seconds: Callable[[], float]) -> bool:
        """Waits, after `end`, as long as `seconds()` says is left; False when some task outlasts that."""
        self._starter.join(seconds())
        return not self._starter.is_alive()

    def _start_all(self) -> None:
        while (due := self._next_due()) is not None:
            channel, task = due
            name = f"engine: {channel} {task.request}"
            threading.Thread(target=self._work, args=(channel, task), name=name, daemon=True).start()

    def _next_due(self) -> tuple[str, Task] | None:
        """The next one to start a thread for; None once nothing is worked on any more and nothing can be asked."""
        with self._changed:
            self._changed.wait_for(lambda: self._due or (self._closed and not self._queues))
            return self._due.popleft() if self._due else None

    def _work(self, channel: str, task: Task) -> None:
        task.run()
        with self._changed:
            queue = self._queues[channel]
            queue.popleft()
            if queue:
                self._due.append((channel, queue[0]))
            else:
                del self._queues[channel]
            self._changed.notify_all()


def _give_up(queue: deque[Task]) -> None:
    for task in queue:
        task.stop()
