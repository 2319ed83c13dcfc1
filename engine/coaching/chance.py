"""Chance: whether what a network answers is as good as a guess."""

from __future__ import annotations

import math

from engine.coaching.seen import Seen
from engine.coaching.spread import falls
from engine.project.training.verdict import NEAR, SIGMAS


def only_guesses(seen: Seen, steps: int) -> bool:
    """Whether the newest steps were right by chance alone, at the loss of guessing, which does not come down."""
    loss, accuracy = float(seen.losses[-steps:].mean()), float(seen.accuracies[-steps:].mean())
    by_chance = loss >= seen.towards_guessing(NEAR) and accuracy <= _by_luck(seen, steps)
    return by_chance and not falls(seen.losses)


def _by_luck(seen: Seen, steps: int) -> float:
    """The share of right answers that chance alone may give; first weights may have twice as many, by their bias."""
    chance, images = 1 / seen.classes, steps * seen.project.training.batch
    return chance + max(chance, SIGMAS * math.sqrt(chance * (1 - chance) / images))
