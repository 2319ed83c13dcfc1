"""Seen: what is known of a run for whoever judges its curves."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.coaching.standing_still import Still
from engine.project.project import Project, epoch_steps
from engine.project.training.optimisers import Optimiser, Sgd
from engine.project.training.verdict import guessing_loss

Figures = NDArray[np.float64]
TOP = 0.5  # of the planned rate: a rate below it warms up, or has come down
FALLEN = 0.6  # of the rate before: a schedule has lowered it


def _none() -> Figures:
    return np.zeros(0)


@dataclass(frozen=True, eq=False)
class Tried:
    """Evaluations on one split, in order of step: steps, losses and accuracies (evaluations,); NaN is no number."""

    steps: Figures = field(default_factory=_none)
    loss: Figures = field(default_factory=_none)
    accuracy: Figures = field(default_factory=_none)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def finite(self) -> Tried:
        """Those whose loss is a number."""
        good = np.isfinite(self.loss)
        return Tried(self.steps[good], self.loss[good], self.accuracy[good])


@dataclass(frozen=True, eq=False)
class Seen:
    """A run so far. Losses, accuracies (of each batch, fractions) and rates are (steps,), those of all steps.

    By `factor` the rates of the schedule are multiplied since somebody changed them by hand, last after `changed_at`.
    """

    project: Project
    losses: Figures
    accuracies: Figures
    rates: Figures
    validation: Tried = field(default_factory=Tried)
    test: Tried = field(default_factory=Tried)
    still: tuple[Still, ...] = ()
    ended: bool = False
    factor: float = 1.0
    changed_at: int | None = None

    @property
    def steps(self) -> int:
        """That were taken."""
        return len(self.losses)

    @cached_property
    def per_epoch(self) -> int:
        """Steps of an epoch."""
        return epoch_steps(self.project)

    def epoch_at(self, step: float) -> int:
        """The epoch that a step belongs to, counted from 1."""
        return max(1, int(-(-step // self.per_epoch)))

    @property
    def classes(self) -> int:
        """Among which the network chooses."""
        return max(2, len(self.project.facts.classes))

    @property
    def guessing(self) -> float:
        """The training loss of whoever gives every class the same probability."""
        return guessing_loss(self.classes, self.project.training.loss)

    @cached_property
    def least(self) -> float:
        """The training loss of whoever is right about everything: label smoothing leaves cross-entropy some."""
        training = self.project.training
        if not training.label_smoothing or training.loss != "cross-entropy":
            return 0.0
        other = training.label_smoothing / self.classes
        own = 1 - training.label_smoothing + other
        return -own * math.log(own) - (self.classes - 1) * other * math.log(other)

    def towards_guessing(self, share: float) -> float:
        """The loss at this share of the way up from the least there can be, 0, to that of guessing, 1."""
        return self.least + share * (self.guessing - self.least)

    @property
    def optimiser(self) -> Optimiser:
        """That it is trained with."""
        return self.project.training.optimiser

    @property
    def rate(self) -> float:
        """That its schedule begins with or rises to, as it was changed by hand."""
        return self.factor * self.optimiser.rate

    @property
    def lately_changed(self) -> bool:
        """Whether most of its steps were taken at a rate other than by hand it has now: it is too early to judge it."""
        return self.changed_at is not None and self.steps - self.changed_at < self.steps / 2

    @cached_property
    def pace(self) -> float:
        """How many times the usual rate its newest step had, momentum counted in."""
        usual = type(self.optimiser)()
        rate = float(self.rates[-1]) if len(self.rates) else self.rate
        return _gathered(self.optimiser, rate) / _gathered(usual, usual.rate)

    def at_full_rate(self, steps: int) -> bool:
        """Whether the newest steps were taken near the planned rate, which no schedule changed meanwhile."""
        last = self.rates[-steps:]
        return bool(len(last) and last.min() >= FALLEN * last.max() and last.min() >= TOP * self.rate)


def _gathered(optimiser: Optimiser, rate: float) -> float:
    """A rate with what momentum makes of it."""
    return rate / (1 - optimiser.momentum) if isinstance(optimiser, Sgd) else rate
