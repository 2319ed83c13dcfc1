"""The learning rate: what is usual for an optimiser, what is said of one far above it, and edits of it."""

from __future__ import annotations

from dataclasses import dataclass

from engine import figures
from engine.errors import Place
from engine.project.project import Project
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Adam, Optimiser
from engine.project.training.rate.schedules import Constant
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed

FAR = 100.0  # times the usual one: recipes with batch normalisation and a schedule begin at ten times
FIELD = Place(field="training.optimiser.rate", words="Training, Learning rate")


@dataclass(frozen=True)
class TrainingAdvice:
    """Something allowed but seldom meant among the training settings: at which field, and a sentence."""

    where: Place
    text: str


def training_advice(training: TrainingSettings) -> tuple[TrainingAdvice, ...]:
    """What is worth saying before anything is trained."""
    optimiser = training.optimiser
    if optimiser.rate <= FAR * usual_rate(optimiser):
        return ()
    usual = f"{figures.setting(usual_rate(optimiser))} is usual for {optimiser.title}"
    return (
        TrainingAdvice(FIELD, f"A learning rate of {figures.setting(optimiser.rate)} seldom learns anything: {usual}."),
    )


def usual_rate(optimiser: Optimiser) -> float:
    """The rate that an optimiser is made with."""
    return type(optimiser)().rate


def lower_rate(optimiser: Optimiser, rate: float | None = None) -> float:
    """What to try where a rate was too high, its own or this one: the usual one, or a tenth where that is no less."""
    usual, high = usual_rate(optimiser), optimiser.rate if rate is None else rate
    return usual if high > usual else float(f"{high / 10:.2g}")


def refuse_rate(rate: float) -> None:
    """Raises InputError, in words, for what can be nobody's learning rate."""
    changed(Adam(), rate=rate)


def with_rate(project: Project, rate: float) -> Project:
    """The project with another learning rate."""
    training = project.training
    return changed(project, training=changed(training, optimiser=changed(training.optimiser, rate=rate)))


def without_rates(training: TrainingSettings) -> TrainingSettings:
    """The training without what sets its rates and its length, or only watches: what a search for a rate tries."""
    return changed(
        training,
        optimiser=changed(training.optimiser, rate=usual_rate(training.optimiser)),
        schedule=Constant(),
        budget=Epochs(),
        warm_up=None,
        slow_start=None,
        early_stopping=None,
        keep_best=None,
        average=None,
    )
