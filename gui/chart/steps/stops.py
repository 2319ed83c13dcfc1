"""Stops: at which steps of the shown run one can stand, and where these stand on the chart. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.appearance.numerals import numeral


@dataclass(frozen=True)
class Stops:
    """Steps, rising, the newest last; none without a run. `at` is the one that is looked at.

    `is_back`: that is an earlier one than the newest. `epoch` is how many steps one takes.
    """

    steps: tuple[int, ...] = ()
    at: int = 0
    is_back: bool = False
    plays: bool = False
    epoch: int = 0

    @property
    def can_move(self) -> bool:
        """Whether there is another one to stand at."""
        return len(self.steps) > 1

    @property
    def place(self) -> int:
        """Which of them one stands at: the last that is not after it, counted from 0; the newest unless one is back."""
        if not self.is_back:
            return max(0, len(self.steps) - 1)
        return max((index for index, step in enumerate(self.steps) if step <= self.at), default=0)

    def words(self, step: int) -> str:
        """A step with its epoch: "step 500, end of epoch 2", "step 20, in epoch 1"."""
        if not step:
            return "step 0, before its training"
        if not self.epoch:
            return f"step {numeral(step)}"
        epochs, rest = divmod(step, self.epoch)
        where = f"in epoch {numeral(epochs + 1)}" if rest else f"end of epoch {numeral(epochs)}"
        return f"step {numeral(step)}, {where}"

    @property
    def sentence(self) -> str:
        """Where one stands, for whoever does not see it."""
        if not self.can_move:
            return "No earlier step is kept." if self.steps else "There is no run yet."
        where, of = self.words(self.at), f"{numeral(self.place + 1)} of {numeral(len(self.steps))} that can be shown"
        return f"Shown is {where}: {of}." if self.is_back else f"Shown is the newest, {where}: {of}."


def nearest(places: Sequence[float], place: float) -> int:
    """Which of some places, rising, is nearest to one; of two as near the later."""
    return min(range(len(places)), key=lambda index: (abs(places[index] - place), -index))
