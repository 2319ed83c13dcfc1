"""Mean losses: one line for every so many steps of a training."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine import figures
from engine.events import StepsDone
from engine.runs.plain import plain


class MeanLosses:
    """Windows end at the multiples of `every`, counted over the whole run, so that runs can be laid side by side."""

    def __init__(self, every: int) -> None:
        self._every = every
        self._last = 0  # step of the window that has begun
        self._losses = np.zeros(0, np.float32)

    def of(self, event: StepsDone) -> Iterator[str]:
        """A line for each window that these steps end."""
        steps, losses = event.steps, event.loss
        ends = np.flatnonzero(steps % self._every == 0) + 1
        begin = 0
        for end in ends.tolist():
            self._take(int(steps[end - 1]), losses[begin:end])
            yield from self.rest()
            begin = end
        if begin < len(steps):
            self._take(int(steps[-1]), losses[begin:])

    def rest(self) -> Iterator[str]:
        """A line for the steps that no line has told of; nothing where there are none."""
        if count := len(self._losses):
            mean, self._losses = plain(float(self._losses.mean(dtype=np.float64))), self._losses[:0]
            only = "" if count == self._every else f" (only {figures.counted(count, 'step')})"
            yield f"Steps {self._last - count + 1:,} to {self._last:,}{only}: mean loss {figures.loss(mean)}"

    def _take(self, last: int, losses: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
        self._last, self._losses = last, np.concatenate((self._losses, losses))
