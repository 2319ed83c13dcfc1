"""In short: what of a training's settings differs from the usual ones, in a few words, for lists of runs."""

from __future__ import annotations

from collections.abc import Iterator

from engine import figures
from engine.project.training.optimisers import Optimiser
from engine.project.training.rate.schedules import Constant
from engine.project.training.training_settings import TrainingSettings
from engine.typed.fields import called, label


def differs(training: TrainingSettings) -> str:
    """As "cosine, warm-up, smoothing 0.1, averaged"; empty where all is as usual.

    Optimiser, batch, seed and budget stand beside it in lists, and of how often it is evaluated nothing is learned.
    """
    return ", ".join((*_optimiser(training.optimiser), *_rates(training), *_ends(training), *_learns(training)))


def in_short(training: TrainingSettings) -> str:
    """The optimiser, its rate, and what differs, as "SGD 0.1 · cosine, warm-up"."""
    return " · ".join(part for part in (optimiser_in_short(training.optimiser), differs(training)) if part)


def optimiser_in_short(optimiser: Optimiser) -> str:
    """With its rate, as "Adam 0.001"."""
    return f"{optimiser.title} {figures.setting(optimiser.rate)}"


def _optimiser(optimiser: Optimiser) -> Iterator[str]:
    """What else than its rate was set."""
    kind = type(optimiser)
    for name in kind.__struct_fields__:
        value = getattr(optimiser, name)
        if name != "rate" and value != getattr(kind(), name):
            said = label(kind, name).lower()
            yield f"no {said}" if value is False else said if value is True else f"{said} {figures.setting(value)}"


def _rates(training: TrainingSettings) -> Iterator[str]:
    if not isinstance(training.schedule, Constant):
        yield training.schedule.title.lower()
    if training.warm_up:
        yield "warm-up"
    if training.slow_start:
        yield "slow start"


def _ends(training: TrainingSettings) -> Iterator[str]:
    if training.early_stopping:
        yield "early stopping"
    if training.keep_best:
        yield "best kept"
    if training.average:
        yield "averaged"


def _learns(training: TrainingSettings) -> Iterator[str]:
    usual = TrainingSettings()
    if training.clipping:
        yield f"clipped at {figures.setting(training.clipping.norm)}"
    if training.loss != usual.loss:
        yield _named(training, "loss").lower()
    if training.class_weights != usual.class_weights:
        yield f"{_named(training, 'class_weights').lower()} classes"
    if training.drawings:
        yield f"{100 * training.drawings.share:.0f} % own drawings"
    if training.label_smoothing:
        yield f"smoothing {figures.setting(training.label_smoothing)}"
    if training.initialisation != usual.initialisation:
        yield _named(training, "initialisation")
    if training.zero_last_norm:
        yield "zero last norm"
    if training.precision != usual.precision:
        yield training.precision
    if not training.deterministic:
        yield "not deterministic"


def _named(training: TrainingSettings, field: str) -> str:
    return str(called(TrainingSettings, field, getattr(training, field)))
