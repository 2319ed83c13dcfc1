"""How often the chart is drawn while a run trains. No Qt."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SOON_MS = 100  # after something changed
LEAST_MS, MOST_MS = 500, 1000  # from one drawing to the next
SHARE = 0.01  # of a processor that drawing may take

Clock = Callable[[], float]


class DrawingPace:
    """Soon after something changed, but at most twice a second, less often where it would take more than its share.

    `worked` tells what the window's thread has worked, in seconds: how long it waits for a busy machine is no cost.
    """

    def __init__(self, clock: Clock = time.monotonic, worked: Clock = time.thread_time) -> None:
        self._clock, self._worked = clock, worked
        self._cost, self._ended = 0.0, -math.inf

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Measures what is done meanwhile."""
        begun = self._worked()
        yield
        self._cost, self._ended = self._worked() - begun, self._clock()

    def wait(self, painting: float) -> int:
        """Milliseconds until the next drawing; `painting` is what the last one took besides, in seconds."""
        between = min(max(LEAST_MS, round(1000 * (self._cost + painting) / SHARE)), MOST_MS)
        return max(SOON_MS, math.ceil(between - min(between, 1000 * (self._clock() - self._ended))))
