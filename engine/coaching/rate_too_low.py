"""Rate too low: the loss falls evenly but slowly, at a rate below the usual one."""

from __future__ import annotations

from engine import figures
from engine.coaching.remark import Remark
from engine.coaching.remedies import rate_at_least
from engine.coaching.seen import Seen
from engine.coaching.spread import stretches
from engine.project.training.rate.learning_rate import usual_rate

FEWEST, MOST = 300, 3000  # steps after which it can be told: an epoch, but no fewer and no more than these
LOW = 1 / 3  # of the usual rate
FAR = 0.5  # of the way down from guessing is still to go
EVENLY = 0.15  # of the whole fall came in the last quarter
SIGMAS = 4.0


def rate_too_low(seen: Seen) -> Remark | None:
    """Where a greater rate would surely be quicker: a network at its usual pace may have other reasons."""
    enough = min(max(FEWEST, seen.per_epoch), MOST)
    if seen.steps < enough or not seen.pace < LOW or not seen.at_full_rate(seen.steps // 4):
        return None
    found = stretches(seen.losses, 8)
    begin, end = float(found.means[0]), float(found.means[-1])
    fall, last = begin - end, float(found.means[-3] - end)
    certain = fall > SIGMAS * (found.errors[0] + found.errors[-1])
    if not certain or last < EVENLY * fall or end < seen.towards_guessing(FAR):
        return None
    words = f"Loss {figures.loss(begin)} → {figures.loss(end)} in {seen.steps:,} steps."
    return Remark("rate too low", "Learning rate too low.", words, (rate_at_least(usual_rate(seen.optimiser)),))
