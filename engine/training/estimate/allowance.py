"""Allowance: how many seconds a limit in minutes still leaves to a run, as its own events tell."""

from __future__ import annotations

import math

from engine.events import Evaluated, Event, Resumed, StepsDone
from engine.project.training.budgets import Budget


class Allowance:
    """Adds up what counts: steps and evaluations, those before a run was taken up again too."""

    def __init__(self) -> None:
        self._taken = 0.0

    def hear(self, event: Event) -> None:
        """Takes one over; most count for nothing."""
        match event:
            case Resumed(seconds=seconds):
                self._taken = seconds
            case StepsDone(seconds=seconds) | Evaluated(seconds=seconds):
                self._taken += seconds

    def left(self, budget: Budget) -> float:
        """Infinite without a limit."""
        return max(0.0, 60 * budget.minutes - self._taken) if budget.minutes else math.inf
