"""Lateness: how late a thread wakes that does next to nothing, as that of a window would beside a training."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

SLEEP = 0.004  # seconds


class Lateness:
    """Watches from `start` on, which the thread calls whose priority it is to have; `end` ends it.

    Only what comes between `begin` and `taken` counts.
    """

    def __init__(self) -> None:
        self._late: list[float] | None = None
        self._watches, self._over = threading.Event(), False
        self._thread = threading.Thread(target=self._watch, name="lateness", daemon=True)

    def start(self) -> None:
        """Makes the thread, which sleeps until something counts."""
        self._thread.start()

    def begin(self) -> None:
        """From now on it counts."""
        self._late = []
        self._watches.set()

    def taken(self) -> list[float]:
        """Seconds by which it woke too late since `begin`; it sleeps again."""
        self._watches.clear()
        late, self._late = self._late or [], None
        return late

    def end(self) -> None:
        """Ends the thread and waits for it."""
        self._over = True
        self._watches.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._over:
            self._watches.wait()
            begun = time.perf_counter()
            time.sleep(SLEEP)
            late = self._late
            if late is not None:
                late.append(time.perf_counter() - begun - SLEEP)


@contextmanager
def watching(*, wanted: bool) -> Iterator[Lateness | None]:
    """One that watches, where that is wanted; the caller's priority is that of its thread."""
    if not wanted:
        yield None
        return
    watch = Lateness()
    watch.start()
    try:
        yield watch
    finally:
        watch.end()


def p99(late: list[float]) -> float:
    """Seconds within which 99 of 100 wake; 0 where none has woken."""
    return float(np.percentile(late, 99)) if late else 0.0
