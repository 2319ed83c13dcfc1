"""Long run: once steps have shown it, how long a training will take, where that is half an hour or more."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.training.estimate.estimate import in_all, is_long

SECONDS = 5.0  # of steps that tell, at least
STEPS = 3


class LongRun:
    """Counts from the first steps that it hears of, which still find out how to compute; says it once at most."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._clock = total, clock
        self._first: tuple[int, float] | None = None
        self._told = False

    def foreseen(self, seconds: float) -> str:
        """What is to be said where its length is known before the first step; of a short one the steps tell."""
        self._told = is_long(seconds)
        return f"{in_all(seconds)}." if self._told else ""

    def told(self, step: int) -> str:
        """What is to be said after this step; mostly nothing."""
        if self._told:
            return ""
        now = self._clock()
        first, begun = self._first = self._first or (step, now)
        if now - begun < SECONDS or step - first < STEPS:
            return ""
        self._told = True
        left = (self._total - step) * (now - begun) / (step - first)
        return f"{in_all(left)}." if is_long(left) else ""
