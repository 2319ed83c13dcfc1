"""Mixing words: what part of the batches own drawings are, in words, as few of them are then seen very often."""

from __future__ import annotations

from math import isclose

from engine.figures import counted, rounded_percent
from engine.project.training.training_settings import TrainingSettings


def mixed(training: TrainingSettings) -> str:
    """How much they are, such as "16 of the 32 images in each batch"; empty where none are trained with."""
    mixing, batch = training.drawings, training.batch
    if mixing is None:
        return ""
    if batch == 1:
        return f"{rounded_percent(mixing.share)} of the images trained with"
    wanted = _of_a_batch(training)
    about = "" if wanted.is_integer() else "about "
    return f"{about}{round(wanted):,} of the {batch:,} images in each batch"


def mixed_in_words(training: TrainingSettings, kept: int | None = None) -> str:
    """A sentence; `kept` says how many there are to train with, where that is known."""
    part = mixed(training)
    if not part:
        return ""
    one = training.batch > 1 and round(_of_a_batch(training)) == 1
    are = f"is {_whose_one(kept)}" if one else f"are {_whose(training, kept)}"
    return f"{part[:1].upper()}{part[1:]} {are}. The training loss is of these, too."


def _of_a_batch(training: TrainingSettings) -> float:
    """How many of a batch of several images, in the mean; whole where it misses that by rounding alone."""
    share = training.drawings.share if training.drawings else 0.0
    wanted = min(training.batch - 1.0, max(1.0, share * training.batch))
    return float(round(wanted)) if isclose(wanted, round(wanted)) else wanted


def _whose_one(kept: int | None) -> str:
    if kept is None:
        return "one of your own drawings, be they few or many"
    if kept == 0:
        return "to be an own drawing, of which you kept none yet"
    return "one and the same drawing of yours" if kept == 1 else f"one of your {counted(kept, 'own drawing')}"


def _whose(training: TrainingSettings, kept: int | None) -> str:
    if kept is None:
        return "own drawings, be they few or many"
    if kept == 0:
        return "to be own drawings, of which you kept none yet"
    if kept == 1:
        return "one and the same drawing of yours"
    seen_again = training.batch > 1 and _of_a_batch(training) > kept
    return f"your {counted(kept, 'own drawing')}{', again and again' if seen_again else ''}"
