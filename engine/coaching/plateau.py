"""Plateau: the training loss has come no further for a while, at a rate that nothing will lower."""

from __future__ import annotations

from engine import figures
from engine.coaching.levelling import standstill
from engine.coaching.remark import Remark
from engine.coaching.remedies import third_of_the_rate
from engine.coaching.seen import Seen, Tried
from engine.project.training.rate.schedules import Constant

BETTER = 0.02  # of the loss on other images: so much below it is better


def plateau(seen: Seen) -> Remark | None:
    """Where no better figure came of the evaluations either."""
    found = standstill(seen)
    if found is None or not isinstance(seen.project.training.schedule, Constant):
        return None
    if any(_becomes_better(tried.finite, found.since) for tried in (seen.validation, seen.test)):
        return None
    epochs = (seen.steps - found.since) / seen.per_epoch
    words = f"Training loss stays at {figures.loss(found.loss)} for {figures.counted(round(epochs), 'epoch')}."
    return Remark("plateau", "Plateau.", words, (third_of_the_rate(seen),))


def _becomes_better(tried: Tried, since: int) -> bool:
    """Whether its best figures are of the newer half of what was tried since then."""
    middle = since + (tried.steps[-1] - since) / 2 if len(tried) else 0
    new = tried.steps > middle
    return bool(new.any() and not new.all() and tried.loss[new].min() < (1 - BETTER) * tried.loss[~new].min())
