"""Plateau: the training loss has come no further for a while, at a rate that nothing will lower."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine import figures
from engine.coaching.remark import Remark
from engine.coaching.remedies import third_of_the_rate
from engine.coaching.seen import Seen, Tried
from engine.project.training.schedules import Constant

SHARE = 3  # the last third of the steps is looked at,
FEWEST, EPOCHS = 500, 1  # with so many steps and epochs at least
FALL = 0.04  # of the loss: what its second half is below the first is surely less
BETTER = 0.02  # of the loss on other images: so much below it is better
LEARNED = 0.97  # of the training images answered rightly: then there is nothing left to learn
NEARLY = 0.95  # of the loss of guessing: what is above it has not begun to learn


@dataclass(frozen=True)
class Standstill:
    """The training loss since a step."""

    loss: float
    since: int


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


def standstill(seen: Seen, most: float = FALL, share: int = SHARE, fewest: int = FEWEST) -> Standstill | None:
    """Where its loss fell by less than that in the last 1 / `share` of the training, beyond what chance moves it."""
    count = seen.steps // share
    if count < max(fewest, EPOCHS * seen.per_epoch) or not seen.at_full_rate(count):
        return None
    first, second = np.array_split(seen.losses[-count:], 2)
    fall, error = float(first.mean() - second.mean()), float(np.hypot(_error(first), _error(second)))
    learned = float(seen.accuracies[-count:].mean()) >= LEARNED
    if learned or second.mean() > NEARLY * seen.guessing or fall + 2 * error > most * first.mean():
        return None
    return Standstill(float(second.mean()), seen.steps - count)


def _error(losses: np.ndarray) -> float:
    return float(losses.std() / np.sqrt(len(losses)))


def _becomes_better(tried: Tried, since: int) -> bool:
    """Whether its best figures are of the newer half of what was tried since then."""
    middle = since + (tried.steps[-1] - since) / 2 if len(tried) else 0
    new = tried.steps > middle
    return bool(new.any() and not new.all() and tried.loss[new].min() < (1 - BETTER) * tried.loss[~new].min())
