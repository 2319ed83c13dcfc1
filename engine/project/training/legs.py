"""Legs: a run that trains on keeps what it was first told, and is told more. Which rate each of its steps has follows.

Constant, step and milestone schedules go on by absolute step, one on a plateau from where it is. A cosine has come down
at its end: a longer budget holds its last rate, or, where that is below a hundredth of the first, runs it anew from a
tenth of the first. Whoever trains on may choose: hold, anew, or stretch the schedule over the whole, longer run.

All of it is multiplied by what was changed by hand (`by_hand`). What was right where the schedule had nearly come to an
end must not lift what begins anew: no further step has a rate above the highest that was told or given by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from engine.events import RateChanged, rate_factor
from engine.project.project import Project
from engine.project.training.rate.rates import rate, total_steps
from engine.project.training.rate.schedules import Following, OnPlateau
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import Document, changed, learned

Extend: TypeAlias = Literal["auto", "hold", "anew", "stretch"]
Rates: TypeAlias = Callable[[int], float]  # of a step, counted from 0 over the whole run

ANEW = 0.1  # of the first rate
FAINT = 0.01  # of the first rate: less would teach nothing any more


class GoOn(Document, frozen=True, tag_field="kind", tag="go-on"):
    """The schedule over all steps of the run, by absolute step, `scale` times as high."""

    scale: float = 1.0


class Hold(Document, frozen=True, tag_field="kind", tag="hold"):
    """One rate throughout."""

    rate: float


class Anew(Document, frozen=True, tag_field="kind", tag="anew"):
    """The schedule once more over the steps of the leg, from another first rate and without a warm-up."""

    rate: float


Rule: TypeAlias = GoOn | Hold | Anew


class Leg(Document, frozen=True):
    """One stretch of a run: the project as it was told then, and the rule for the rate from `first_step` to `total`."""

    project: Project
    first_step: int
    total: int
    rule: Rule = GoOn()


learned(Leg)


def first_leg(project: Project, steps_per_epoch: int) -> Leg:
    """The run as it was begun."""
    return Leg(project, 0, total_steps(project.training, steps_per_epoch))


def next_leg(
    legs: Sequence[Leg],
    project: Project,
    steps_per_epoch: int,
    extend: Extend = "auto",
    changes: Sequence[RateChanged] = (),
) -> Leg:
    """What follows after all steps that were planned before, for a project with another budget.

    `changes` are those of the rate by hand so far.
    """
    planned, total = max(leg.total for leg in legs), total_steps(project.training, steps_per_epoch)
    if total <= planned:  # what was planned covers it
        return Leg(project, total, total)
    last = rates(legs, steps_per_epoch)(planned - 1)
    return Leg(project, planned, total, _rule(project.training, last, extend, changes))


def _rule(training: TrainingSettings, last: float, extend: Extend, changes: Sequence[RateChanged]) -> Rule:
    """Its rates are multiplied by the factor of the changes."""
    if isinstance(training.schedule, OnPlateau):
        return GoOn()  # from wherever the figures have brought it
    factor = rate_factor(changes)
    highest = max((training.optimiser.rate, *(change.after for change in changes)))
    first = training.optimiser.rate if factor == 1.0 else highest / factor
    match extend:
        case "hold":
            return Hold(last)
        case "anew":
            return Anew(ANEW * first)
        case "stretch":
            return GoOn(min(1.0, first / training.optimiser.rate))
        case "auto":
            if not isinstance(training.schedule, Following):
                return GoOn()
            return Hold(last) if last >= FAINT * first else Anew(ANEW * first)


def rates(legs: Sequence[Leg], steps_per_epoch: int) -> Rates:
    """The learning rate of any step of a run with these legs; slow start is left out."""
    ends = [(leg.total, _rates(leg, steps_per_epoch)) for leg in legs]
    if len(ends) == 1:
        return ends[0][1]

    def at(step: int) -> float:
        return next((of_leg for total, of_leg in ends if step < total), ends[-1][1])(step)

    return at


def _rates(leg: Leg, steps_per_epoch: int) -> Rates:
    training = leg.project.training
    match leg.rule:
        case GoOn(scale=scale):
            return lambda step: scale * rate(training, step, steps_per_epoch, leg.total)
        case Hold(rate=held):
            return lambda _: held
        case Anew(rate=first):
            begun = leg.first_step
            anew = changed(training, optimiser=changed(training.optimiser, rate=first), warm_up=None)
            return lambda step: rate(anew, max(0, step - begun), steps_per_epoch, leg.total - begun)
