"""Overfitting: what it learns of the training images makes it worse on others.

Nothing is chosen on the test images: where they alone show it, it is said, and the advice is to keep some of the
training images back for validation.
"""

from __future__ import annotations

import math

import numpy as np

from engine import figures
from engine.coaching.remark import Remark
from engine.coaching.remedies import DROPOUT, HOLD_BACK, STOP_EARLY, WEIGHT_DECAY, augmenting
from engine.coaching.seen import Seen, Tried
from engine.coaching.spread import sigma
from engine.project.data.splits import TITLES, EvaluatedSplit
from engine.project.project import images_in
from engine.project.training.verdict import Fix

LATER = 3  # evaluations after the best, all of them worse
RISEN = 0.05  # of the lowest loss: so far they lie above it,
SIGMAS = 3.0  # and above what chance moves it
FALLEN = 0.1  # of the training loss then: so far it fell meanwhile


def overfitting(seen: Seen) -> Remark | None:
    """By the validation images, or where there are none by the test images."""
    split: EvaluatedSplit = "validation" if len(seen.validation) else "test"
    tried = (seen.validation if split == "validation" else seen.test).finite
    best = int(tried.loss.argmin()) if len(tried) else 0
    if len(tried) - 1 - best < LATER or not _rises(tried, best):
        return None
    if _is_more_often_right(seen, tried, best, split):
        return None
    then, now = _trained_at(seen, tried.steps[best]), _trained_at(seen, tried.steps[-1])
    if not now < (1 - FALLEN) * then:
        return None
    end = float(tried.loss[-LATER:].mean())
    rose = f"{TITLES[split]} loss {figures.loss(float(tried.loss[best]))} → {figures.loss(end)}"
    words = f"{rose}. Training loss down to {figures.loss(now)}."
    lead = f"Overfitting since epoch {seen.epoch_at(tried.steps[best]):,}."
    return Remark("overfitting", lead, words, _fixes(seen, split))


def _rises(tried: Tried, best: int) -> bool:
    """All of the last lie above the lowest, by more than the figures move by themselves."""
    low, spread = float(tried.loss[best]), sigma(tried.loss[max(0, best - LATER) :])
    last = tried.loss[-LATER:]
    return bool(last.min() > low and last.mean() > low + max(RISEN * low, SIGMAS * spread))


def _is_more_often_right(seen: Seen, tried: Tried, best: int, split: EvaluatedSplit) -> bool:
    """Whether it answers more images rightly than at its lowest loss: then it is only too sure of itself."""
    then, now = float(tried.accuracy[best]), float(np.mean(tried.accuracy[-LATER:]))
    images = max(1, images_in(seen.project, split))
    return now > then + 2 * math.sqrt(max(0.0, then * (1 - then)) / images)


def _trained_at(seen: Seen, step: float) -> float:
    """The training loss over the epoch that ended with a step."""
    end = max(1, int(step))
    return float(seen.losses[max(0, end - seen.per_epoch) : end].mean())


def _fixes(seen: Seen, split: EvaluatedSplit) -> tuple[Fix, ...]:
    return (HOLD_BACK,) if split == "test" else (DROPOUT, augmenting(seen.project), WEIGHT_DECAY, STOP_EARLY)
