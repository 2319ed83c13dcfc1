"""The limit in minutes of a run: its steps and evaluations count, over all its legs; pauses and preparation do not."""

from __future__ import annotations

import numpy as np

from engine.project.training.budgets import Budget
from engine.runs.logs import Records

MINUTE = 60.0  # seconds


class TimeLimit:
    """`add` counts steps, `evaluations` are the seconds of those so far."""

    def __init__(self, budget: Budget, before: Records) -> None:
        """`before` are the records of all steps that were done."""
        self._limit = budget.minutes * MINUTE or float("inf")
        self._steps = seconds_of(before)
        self.evaluations = 0.0

    def add(self, records: Records) -> None:
        """Further steps."""
        self._steps += seconds_of(records)

    @property
    def is_over(self) -> bool:
        """Whether it has taken as long as it may."""
        return self._steps + self.evaluations >= self._limit


def seconds_of(records: Records) -> float:
    """What these steps took."""
    return float(records["seconds"].sum(dtype=np.float64))
