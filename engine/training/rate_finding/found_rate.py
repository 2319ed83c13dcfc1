"""Found rate: what came of a search for a learning rate, as plain values without torch."""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine import figures
from engine.events import RatesTried

Ended: TypeAlias = Literal["ran away", "no number", "all tried", "out of time"]

FIGURES = 2  # significant digits of a rate: the curve knows no more


class FoundRate(RatesTried, frozen=True, eq=False):
    """The whole sweep, why it ended, and the rate that it suggests; None where the loss fell clearly at none.

    The loss falls fastest there: over the logarithm of the rate its smoothed curve is steepest, where it comes to
    values that it had at no lower one (Smith 2017, Cyclical Learning Rates; as fastai's learning rate finder).
    """

    ended: Ended = "all tried"
    suggestion: float | None = None

    @property
    def sentence(self) -> str:
        """What came of it."""
        if self.suggestion is None:
            return f"No clear slope: the loss fell clearly at none of these rates, so none is suggested. {self._end}"
        return f"The loss falls fastest at a rate of {figures.plain(self.suggestion, FIGURES)}. {self._end}"

    @property
    def _end(self) -> str:
        last = figures.plain(float(self.rates[-1]), FIGURES) if len(self.rates) else ""
        match self.ended:
            case "ran away":
                return f"At {last} training runs away."
            case "no number":
                return f"Beyond {last} it is no longer a number." if last else "It is no number from the first step on."
            case "all tried":
                return f"Even at {last}, the highest that was tried, it does not run away."
            case "out of time":
                return f"The steps take so long that it was ended at {last}; higher rates were not tried."
