"""Run progress: how far the current run is, how fast, and how long it still takes, in words."""

from __future__ import annotations

import math
import statistics
from collections import deque
from typing import assert_never

from engine import events
from engine.figures import duration
from engine.project.project import epoch_steps
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.rate.rates import evaluations
from engine.service.answers import Allowance
from gui.appearance.numerals import numeral
from gui.state.run.run import Run, RunState

RECENT_STEPS = 200


class RunProgress:
    """Measures recent steps of the current run: their median duration gives speed and time left."""

    def __init__(self, run: RunState) -> None:
        self._run = run
        self._seconds: deque[float] = deque(maxlen=RECENT_STEPS)
        self._evaluation, self._allowance = 0.0, Allowance()
        run.resumed.connect(self._on_resumed)
        run.began.connect(lambda _: self._start())
        run.replaced.connect(self._start)
        run.steps.connect(self._on_steps)
        run.evaluated.connect(self._on_evaluated)

    @property
    def share(self) -> float | None:
        """From 0 to 1; None when nothing trains."""
        run = self._run.current
        return min(1.0, run.step / max(1, run.total)) if run is not None and run.training else None

    def line(self) -> str:
        """Time left, epoch and speed, in one line whose end may be cut; empty when nothing trains."""
        run = self._run.current
        if run is None or not run.training:
            return ""
        if run.phase == "paused":
            return f"paused at step {numeral(run.step)} of {numeral(run.total)}"
        if run.doing:
            return run.doing[:1].lower() + run.doing[1:]
        return " · ".join(part for part in (self._left(run), _where(run), self._speed(run)) if part)

    @property
    def left(self) -> str:
        """12 s left; empty while nothing trains, or nobody can tell."""
        run = self._run.current
        return self._left(run) if run is not None and run.phase == "running" else ""

    @property
    def allowed(self) -> float:
        """Seconds that a limit in minutes still leaves to the current run."""
        run = self._run.current
        return math.inf if run is None else self._allowance.left(run.project.training.budget)

    def _start(self) -> None:
        self._seconds.clear()
        self._evaluation, self._allowance = 0.0, Allowance()

    def _on_resumed(self, event: events.Resumed) -> None:
        self._allowance.hear(event)

    def _on_steps(self, event: events.StepsDone) -> None:
        run = self._run.current
        self._allowance.hear(event)
        if run is not None and event.images_per_second > 0:
            each = run.project.training.batch / event.images_per_second
            self._seconds.extend([each] * min(len(event.steps), RECENT_STEPS))

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self._evaluation = event.seconds
        self._allowance.hear(event)

    def _speed(self, run: Run) -> str:
        """Images per second, rounded to three figures."""
        if not self._seconds:
            return ""
        rate = run.project.training.batch / statistics.median(self._seconds)
        return f"{numeral(round(rate, -max(0, len(str(int(rate))) - 3)), ',.0f')} images/s"

    def _left(self, run: Run) -> str:
        if not self._seconds:
            return ""
        steps, training, each = run.total - run.step, run.project.training, epoch_steps(run.project)
        tried = evaluations(training, each, run.total) - evaluations(training, each, run.step) + (run.total % each > 0)
        needed = steps * statistics.median(self._seconds) + tried * self._evaluation
        return f"{duration(min(needed, self.allowed))} left"


def _where(run: Run) -> str:
    match run.project.training.budget:
        case Epochs(epochs=epochs):
            return f"epoch {min(epochs, run.step // epoch_steps(run.project) + 1)} of {epochs}"
        case Steps():
            return f"step {numeral(run.step)} of {numeral(run.total)}"
        case budget:
            assert_never(budget)
