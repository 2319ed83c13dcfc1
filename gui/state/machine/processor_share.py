"""The window's share of the processor: how much slower the live views go, to leave it to training."""

from __future__ import annotations

import time
from collections.abc import Callable

SHARE = 0.04  # of wall time that the window's thread may take; half of it is Python, the rest Qt's painting
EVERY_S = 1.0
SLOWEST = 4.0

Clock = Callable[[], float]


class ProcessorShare:
    """Measures the thread it is looked at from, painting too; `factor` follows once a second, from 1 to SLOWEST."""

    def __init__(self, clock: Clock = time.perf_counter, worked: Clock = time.thread_time) -> None:
        self.factor = 1.0
        self._clock, self._worked = clock, worked
        self._last = clock(), worked()

    def look(self) -> None:
        """To be called often."""
        (begin, before), (now, spent) = self._last, (self._clock(), self._worked())
        if now - begin < EVERY_S:
            return
        share = (spent - before) / (now - begin)
        self.factor = min(SLOWEST, max(1.0, self.factor * (0.7 + 0.3 * share / SHARE)))
        self._last = now, spent
