"""Mixing words: what part of the batches own drawings are, in words, as few of them are then seen very often."""

from __future__ import annotations

from engine.figures import counted
from engine.project.training.training_settings import TrainingSettings


def mixed(training: TrainingSettings) -> str:
    """How much they are, such as "16 of the 32 images in each batch"; empty where none are trained with."""
    mixing, batch = training.drawings, training.batch
    if mixing is None:
        return ""
    if batch == 1:
        return f"{mixing.share:.0%} of the batches of one image"
    wanted = min(batch - 1.0, max(1.0, mixing.share * batch))
    about = "" if wanted.is_integer() else "about "
    return f"{about}{round(wanted):,} of the {batch:,} images in each batch"


def mixed_in_words(training: TrainingSettings, kept: int | None = None) -> str:
    """A sentence; `kept` says how many there are to train with, where that is known."""
    part = mixed(training)
    if not part:
        return ""
    return f"{part[:1].upper()}{part[1:]} are {_whose(training, kept)}. The training loss is of these, too."


def _whose(training: TrainingSettings, kept: int | None) -> str:
    if kept is None:
        return "own drawings, be they few or many"
    if kept == 0:
        return "to be own drawings, of which you kept none yet"
    if kept == 1:
        return "one and the same drawing of yours"
    seen_again = training.drawings is not None and training.drawings.share * training.batch > kept
    return f"your {counted(kept, 'own drawing')}{', again and again' if seen_again else ''}"
