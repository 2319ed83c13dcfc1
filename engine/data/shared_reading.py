"""Shared reading: a data set is read once, on a thread of its own, for all who want it, and as long as anybody does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from engine.data.readers.read_parts import Progress, Stop
from engine.errors import Stopped

T = TypeVar("T")
LOOK_SECONDS = 0.1  # between two looks whether it is still wanted
GRACE_SECONDS = 1.0  # that it goes on though nobody wants it: often the next who does comes at once


class SharedReading(Generic[T]):
    """One reading. Whoever wants it says `enter`, on any thread, and if it may, `wait`."""

    def __init__(self, read: Callable[[Progress, Stop], T]) -> None:
        self._read = read
        self._changed = threading.Condition()
        self._waiting = 0
        self._left_at = 0.0  # when the last who waited gave up
        self._at = (0, 0)  # images read, and in all
        self._result: T | None = None
        self._error: BaseException | None = None
        self._ended = self._given_up = self._over = False
        self._thread = threading.Thread(target=self._run, name="reading images", daemon=True)

    def enter(self) -> bool:
        """Joins those who want it, the first of whom begins it; False where it has ended, or was given up by all."""
        with self._changed:
            if self._ended or self._given_up:
                return False
            self._waiting += 1
            if self._thread.ident is None:
                self._thread.start()
            return True

    def wait(self, progress: Progress | None, stop: Stop | None) -> T:
        """What was read. `progress` is told on the caller's thread; raises Stopped once `stop()` says so, while the
        reading goes on for the others, and whatever the reading failed with.
        """
        try:
            self._until_ended(progress, stop)
        finally:
            with self._changed:
                self._waiting -= 1
                self._left_at = time.monotonic()
        if self._error is not None:
            raise self._error
        assert self._result is not None  # noqa: S101  # it ended without an error
        return self._result

    def _until_ended(self, progress: Progress | None, stop: Stop | None) -> None:
        told = (0, 0)
        while not self._ended:
            if stop is not None and stop():
                raise Stopped
            if progress is not None and self._at != told:
                told = self._at
                progress(*told)
            with self._changed:
                self._changed.wait_for(lambda: self._ended, LOOK_SECONDS)
        if progress is not None and self._at != told:
            progress(*self._at)

    @property
    def alive(self) -> bool:
        """Whether its thread lives."""
        return self._thread.is_alive()

    def end(self) -> None:
        """It is given up, whoever waits."""
        self._over = True

    def join(self, timeout: float) -> bool:
        """Waits for the thread of one that was entered; False when the time was not enough."""
        self._thread.join(timeout)
        return not self.alive

    # --- on its own thread ---

    def _run(self) -> None:
        try:
            self._result = self._read(self._tell, self._nobody_waits)
        except BaseException as error:  # noqa: BLE001  # it belongs to those who wait
            self._error = error
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _tell(self, done: int, total: int) -> None:
        self._at = (done, total)

    def _nobody_waits(self) -> bool:
        with self._changed:
            left = not self._waiting and time.monotonic() - self._left_at > GRACE_SECONDS
            self._given_up = left or self._over
            return self._given_up
