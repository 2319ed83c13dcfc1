"""Rates to draw: the learning rate over a whole run, as a schedule gives it, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from engine.events import RateChanged, rate_factor
from engine.project.project import Project, epoch_steps
from engine.project.training.budgets import Budget, Epochs, Steps
from engine.project.training.legs import Leg
from engine.project.training.legs import rates as legs_rates
from engine.project.training.rate.by_hand import factor_at
from engine.project.training.rate.rates import rate, total_steps, warm_up_steps, warmed
from engine.project.training.rate.schedules import (
    Constant,
    Cosine,
    Exponential,
    MultiStep,
    OneCycle,
    OnPlateau,
    Schedule,
    StepDecay,
)
from engine.project.training.training_settings import TrainingSettings
from engine.project.training.watching_words import falls
from engine.typed.document import changed
from gui.appearance.numerals import counted, in_figures, plain
from gui.appearance.numerals import rate as rate_words

POINTS = 480
LEAST_FACTOR = 1e-300
MOST_UNITS = 20_000  # epochs or steps that are worked out one by one; longer runs are drawn from a shorter likeness


@dataclass(frozen=True, eq=False)
class RateCurve:
    """Learning rates at `places` from 0 to 1 of a run of `steps` steps, `per_epoch` of them an epoch."""

    places: NDArray[np.float64]
    rates: NDArray[np.float64]
    steps: int
    per_epoch: int
    by_epoch: bool  # the budget is counted in epochs
    stepped: bool  # falls by factors, so that a logarithmic axis shows it best
    done: float = 0.0  # the place up to which it is as it went in a run

    @property
    def units(self) -> float:
        """Length of the run in what its budget is counted in."""
        return self.steps / self.per_epoch if self.by_epoch else self.steps

    @property
    def unit(self) -> str:
        """What its budget is counted in."""
        return "epoch" if self.by_epoch else "step"

    def at(self, place: float) -> float:
        """The rate at a place from 0 to 1."""
        return float(self.rates[int(np.searchsorted(self.places, place, side="right")) - 1])


def rate_curve(project: Project, points: int = POINTS) -> RateCurve:
    """The curve of a project's training on its data; slow start, which depends on the training error, is left out."""
    training = project.training
    per_epoch = epoch_steps(project)
    steps = total_steps(training, per_epoch)
    likeness = shortened(changed(training, warm_up=None), ceil(_units(training, steps, per_epoch) / MOST_UNITS))
    total = total_steps(likeness, per_epoch)
    steps_drawn = sorted({int(step) for step in np.linspace(0, total - 1, min(points, total))})
    rates = np.array(
        [
            rate(likeness, step, per_epoch, total) * warmed(training.warm_up, step * steps // total, per_epoch)
            for step in steps_drawn
        ]
    )
    by_epoch, stepped = _by_epoch(training.budget), _stepped(training.schedule)
    return RateCurve(np.array(steps_drawn) / total, rates, steps, per_epoch, by_epoch, stepped)


@dataclass(frozen=True, eq=False)
class Went:
    """The rates (steps,) that a run of this training has had so far, and where they were changed by hand."""

    rates: NDArray[np.float32]
    changes: tuple[RateChanged, ...] = ()


def as_it_went(planned: RateCurve, went: Went, training: TrainingSettings) -> RateCurve:
    """What was planned, with the rates as they really were, and in proportion to them for the steps to come."""
    done = len(went.rates)
    if not 0 < done <= planned.steps:
        return planned
    steps = np.minimum(np.rint(planned.places * planned.steps).astype(np.int64), planned.steps - 1)
    rates = planned.rates * _proportion(planned, went, training)
    past = steps < done
    rates[past] = went.rates[steps[past]]
    return replace(planned, rates=rates, done=done / planned.steps)


def _proportion(planned: RateCurve, went: Went, training: TrainingSettings) -> float:
    """Of the rates to come to those that were planned; on a plateau no plan knows how far it has come down."""
    if not isinstance(training.schedule, OnPlateau):
        return rate_factor(went.changes)
    last = went.changes[-1] if went.changes else None
    now = last.after if last is not None and last.step >= len(went.rates) else float(went.rates[-1])
    return now / planned.at(min(1.0, len(went.rates) / planned.steps))


def legs_curve(legs: Sequence[Leg], changes: Sequence[RateChanged] = (), points: int = POINTS) -> RateCurve:
    """The curve of a run that trains on: what it had so far, with what was changed by hand, and what follows."""
    project, total = legs[-1].project, legs[-1].total
    per_epoch = epoch_steps(project)
    at = legs_rates(legs, per_epoch)
    drawn = sorted({int(step) for step in np.linspace(0, total - 1, min(points, total))})
    values = np.array([at(step) * factor_at(changes, step) for step in drawn])
    by_epoch = _by_epoch(project.training.budget)
    return RateCurve(np.array(drawn) / total, values, total, per_epoch, by_epoch, _stepped(project.training.schedule))


def _by_epoch(budget: Budget) -> bool:
    match budget:
        case Epochs():
            return True
        case Steps():
            return False
        case _:
            assert_never(budget)


def _stepped(schedule: Schedule) -> bool:
    match schedule:
        case StepDecay() | MultiStep() | Exponential():
            return True
        case Constant() | Cosine() | OneCycle() | OnPlateau():
            return False
        case _:
            assert_never(schedule)


def _units(training: TrainingSettings, steps: int, per_epoch: int) -> float:
    """How often the schedule may change the rate."""
    schedule = training.schedule
    if isinstance(schedule, Constant | OnPlateau):
        return 1
    return steps / per_epoch if not isinstance(schedule, OneCycle) and schedule.unit == "epoch" else steps


def shortened(training: TrainingSettings, times: int) -> TrainingSettings:
    """A training of the same shape, `times` shorter: its curve looks the same."""
    if times <= 1:
        return training
    return changed(training, budget=_less(training.budget, times), schedule=_shortened(training.schedule, times))


def _less(budget: Budget, times: int) -> Budget:
    match budget:
        case Epochs(epochs=epochs):
            return changed(budget, epochs=max(1, epochs // times))
        case Steps(steps=steps):
            return changed(budget, steps=max(1, steps // times))
        case _:
            assert_never(budget)


def _shortened(schedule: Schedule, times: int) -> Schedule:
    match schedule:
        case StepDecay(every=every):
            return changed(schedule, every=max(1, every // times))
        case MultiStep(milestones=milestones):
            return changed(schedule, milestones=tuple(max(1, place // times) for place in milestones))
        case Exponential(factor=factor):
            return changed(schedule, factor=max(LEAST_FACTOR, factor**times))
        case Constant() | Cosine() | OneCycle() | OnPlateau():
            return schedule  # they follow the budget, or no step
        case _:
            assert_never(schedule)


def in_words(curve: RateCurve, training: TrainingSettings) -> str:
    """The curve in a sentence."""
    first, last, top = curve.rates[0], curve.rates[-1], curve.rates.max()
    end = rate_words(last) if last > top / 1000 else "almost 0"
    if curve.rates.min() == top:
        course = f"{rate_words(first)} throughout"
    elif top > max(first, last):
        course = f"From {rate_words(first)} up to {rate_words(top)}, then down to {end}"
    else:
        course = f"From {rate_words(first)} to {end}"
    return " ".join((f"{course}, over {counted(curve.steps, 'step')}.", *_besides(curve, training)))


def _besides(curve: RateCurve, training: TrainingSettings) -> Iterator[str]:
    """How gently it begins, and what the curve cannot know, in sentences."""
    if warm := warm_up_steps(training.warm_up, curve.per_epoch):
        yield f"It warms up over {counted(warm, 'step')}."
    if slow := training.slow_start:
        first, bound = rate_words(curve.rates[0] * slow.factor), f"{plain(100 * slow.until_error)} %"
        yield f"At first {first}, until the training error is below {bound}."
    if isinstance(training.schedule, OnPlateau):
        yield in_figures(falls(training.schedule))
