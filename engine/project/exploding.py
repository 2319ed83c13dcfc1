"""Exploding: a training whose loss ended far above where guessing is, so that what it made is of no use."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine import figures

TIMES = 3.0  # above both guessing and the first step: a run that learns badly stays near them
LAST = 100  # steps at most whose middle is the end, so that one bad batch says nothing


def exploded(losses: NDArray[np.float32], classes: int) -> float | None:
    """The loss (the middle of the last steps') that a training ended with, where it exploded; else None.

    `losses` are those of all steps, the first of which is of the network before it learned anything.
    """
    if len(losses) < 2:
        return None
    end = float(np.median(losses[-min(LAST, max(1, len(losses) // 4)) :]))
    return end if end > TIMES * max(math.log(classes), float(losses[0])) else None


def exploded_words(loss: float, classes: int) -> str:
    """The sentence for it, with what to do."""
    return (
        f"The loss exploded: it ended at {figures.loss(loss)}, where guessing has {math.log(classes):.1f}. "
        "Lower the learning rate and train afresh."
    )
