"""Diverged: the loss ran away, and is still a number."""

from __future__ import annotations

from engine import figures
from engine.coaching.remark import Remark
from engine.coaching.remedies import usual_or_tenth
from engine.coaching.seen import Seen
from engine.project.training.verdict import diverged_at

FEWEST = 40  # steps


def diverged(seen: Seen) -> Remark | None:
    """Where the newest losses are far above guessing."""
    if seen.steps < FEWEST:
        return None
    loss = diverged_at(seen.losses.astype("float32"), seen.guessing)
    if loss is None:
        return None
    words = f"Loss {figures.loss(loss)}, guessing has {figures.loss(seen.guessing)}."
    return Remark("diverged", "It runs away.", words, (usual_or_tenth(seen),))
