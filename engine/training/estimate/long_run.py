"""Long run: once steps have shown it, how long a training will take, where that is half an hour or more."""

from __future__ import annotations

import math

from engine.events import StepsDone
from engine.training.estimate.estimate import in_all, is_long

SECONDS = 5.0  # of steps that tell, at least
STEPS = 3


class LongRun:
    """Adds up what steps take by themselves: no pause, and no evaluation. Says it once at most.

    What it hears of first does not count, as the first steps still find out how to compute.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._steps, self._seconds = 0, 0.0
        self._begun = self._told = False

    def foreseen(self, seconds: float) -> str:
        """What is to be said where its length is known before the first step; of a short one the steps tell."""
        self._told = is_long(seconds)
        return f"{in_all(seconds)}." if self._told else ""

    def told(self, event: StepsDone, allowed: float = math.inf) -> str:
        """What is to be said after these steps; mostly nothing. A limit still leaves `allowed` seconds."""
        if self._told or not self._counted(event):
            return ""
        self._told = True
        left = min(allowed, (self._total - int(event.steps[-1])) * self._seconds / self._steps)
        return f"{in_all(left)}." if is_long(left) else ""

    def _counted(self, event: StepsDone) -> bool:
        """Whether the steps so far are enough to tell."""
        if self._begun:
            self._steps += len(event.steps)
            self._seconds += event.seconds
        self._begun = True
        return self._seconds >= SECONDS and self._steps >= STEPS
