"""Levelling: a training loss that comes no further."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.coaching.seen import Seen

SHARE = 3  # the last third of the steps is looked at,
FEWEST, EPOCHS = 500, 1  # with so many steps and epochs at least
FALL = 0.04  # of the loss above the least there can be: what its second half is below the first is surely less
LEARNED = 0.97  # of the training images answered rightly: then there is nothing left to learn
NEARLY = 0.95  # of the loss of guessing: what is above it has not begun to learn


@dataclass(frozen=True)
class Standstill:
    """The training loss since a step."""

    loss: float
    since: int


def standstill(seen: Seen, most: float = FALL, share: int = SHARE, fewest: int = FEWEST) -> Standstill | None:
    """Where its loss fell by less than that in the last 1 / `share` of the training, beyond what chance moves it."""
    count = seen.steps // share
    if count < max(fewest, EPOCHS * seen.per_epoch) or not seen.at_full_rate(count):
        return None
    first, second = np.array_split(seen.losses[-count:], 2)
    fall, error = float(first.mean() - second.mean()), float(np.hypot(_error(first), _error(second)))
    learned = float(seen.accuracies[-count:].mean()) >= LEARNED
    falls = fall + 2 * error > most * (first.mean() - seen.least)
    if learned or falls or second.mean() > seen.towards_guessing(NEARLY):
        return None
    return Standstill(float(second.mean()), seen.steps - count)


def _error(losses: np.ndarray) -> float:
    return float(losses.std() / np.sqrt(len(losses)))
