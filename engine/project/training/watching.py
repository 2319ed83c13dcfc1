"""Watching: what a training makes of the figures of its epochs: a lower rate, an early end, its best step. No torch.

Nothing is chosen on the test images: the figures are those on the validation images. Where none are kept back, a rate
falls by those of the training, and the others are off.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite, nan
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import Meta, structs

from engine.typed.document import Document

WatchedFigure: TypeAlias = Literal["loss", "accuracy"]
Figure = Annotated[
    WatchedFigure,
    Meta(
        title="Watches",
        description="A figure on the validation images, after each epoch.",
        extra_json_schema={"names": {"loss": "Loss", "accuracy": "Accuracy"}},
    ),
]
EPSILON = 1e-8  # torch's: a rate that would fall by no more stays


class EarlyStopping(Document, frozen=True):
    """The run ends when a figure on the validation images has not become better for some epochs (Prechelt 1998)."""

    title: ClassVar[str] = "Early stopping"
    figure: Figure = "loss"
    patience: Annotated[
        int, Meta(ge=1, le=1_000_000, title="Patience", description="Epochs without a better figure that end the run.")
    ] = 10


class KeepBest(Document, frozen=True):
    """The weights after the epoch with the best figure on the validation images are kept beside the last."""

    title: ClassVar[str] = "Keep the best"
    figure: Figure = "accuracy"


class Plateau(msgspec.Struct, frozen=True):
    """What torch.optim.lr_scheduler.ReduceLROnPlateau remembers, and the rate that it has come down to."""

    rate: float
    best: float | None = None
    bad_epochs: int = 0
    cooldown: int = 0  # epochs left of it


class Waited(msgspec.Struct, frozen=True):
    """The best figure so far, and the epochs since."""

    best: float | None = None
    epochs: int = 0


class Best(msgspec.Struct, frozen=True):
    """The first step with the best figure so far."""

    step: int
    figure: float


class Watched(msgspec.Struct, frozen=True):
    """What was made of the figures of so many epochs; a checkpoint holds it."""

    epoch: int = 0
    plateau: Plateau | None = None
    waited: Waited = Waited()
    best: Best | None = None


class EpochFigures(NamedTuple):
    """Those of an epoch; what is no number is NaN."""

    loss: float
    accuracy: float

    @classmethod
    def read(cls, loss: float | None, accuracy: float | None) -> EpochFigures:
        """As an event has them, where what is no number is None."""
        return cls(*(nan if figure is None else figure for figure in (loss, accuracy)))

    def of(self, figure: WatchedFigure) -> float:
        """The one that is watched."""
        return self.loss if figure == "loss" else self.accuracy


def better(figure: WatchedFigure, new: float, best: float | None, threshold: float = 0.0) -> bool:
    """Whether a figure is better than the best before it, by a share of that at least; what is no number never is."""
    if best is None:
        return isfinite(new)
    return new < best * (1 - threshold) if figure == "loss" else new > best * (1 + threshold)


def waited(settings: EarlyStopping, before: Waited, figures: EpochFigures) -> Waited:
    """After one more epoch."""
    new = figures.of(settings.figure)
    if better(settings.figure, new, before.best):
        return Waited(new)
    return structs.replace(before, epochs=before.epochs + 1)


def best(settings: KeepBest, before: Best | None, step: int, figures: EpochFigures) -> Best | None:
    """After an epoch that ended at a step."""
    new = figures.of(settings.figure)
    return Best(step, new) if better(settings.figure, new, before.figure if before else None) else before


def best_step(settings: KeepBest | None, tried: Iterable[tuple[int, float | None, float | None]]) -> int | None:
    """The best of steps, rising, with loss and accuracy on the validation images; None where none is to be kept."""
    if settings is None:
        return None
    found: Best | None = None
    for step, loss, accuracy in tried:
        found = best(settings, found, step, EpochFigures.read(loss, accuracy))
    return found.step if found else None
