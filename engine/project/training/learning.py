"""Learning from own drawings: a short training that goes on from a run, half on these and half on its own images."""

from __future__ import annotations

from engine.project.project import Project, epoch_steps
from engine.project.training.budgets import Steps
from engine.project.training.legs import ANEW, FAINT
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.rates import rate, total_steps
from engine.project.training.rate.schedules import Constant
from engine.project.training.training_settings import LAST_SEED, TrainingSettings
from engine.typed.document import changed

STEPS = 20  # at most
MIXED = MixedDrawings(newest=1)


def learning(project: Project, step: int) -> Project:
    """What a run of the project is told that goes on from a step with own drawings; the newest is in each batch.

    The rate is a tenth of its first, as the first would let it forget far more and teach hardly better, or less where
    it had come down further. Another seed gives it other training images each time. What epochs decide is left out, as
    there are none.
    """
    training = project.training
    without = {"warm_up": None, "slow_start": None, "early_stopping": None, "keep_best": None, "average": None}
    optimiser = changed(training.optimiser, rate=_rate(training, step, epoch_steps(project)))
    mixed = {"drawings": MIXED, "budget": Steps(STEPS), "evaluate_every": 0}
    seed = (training.seed + 1) % (LAST_SEED + 1)
    told = changed(training, optimiser=optimiser, schedule=Constant(), seed=seed, **mixed, **without)
    return changed(project, training=told)


def is_lesson(training: TrainingSettings) -> bool:
    """Whether it is such a short training, which is about the newest of the drawings."""
    return (training.drawings, training.budget) == (MIXED, Steps(STEPS))


def _rate(training: TrainingSettings, step: int, steps_per_epoch: int) -> float:
    first, total = training.optimiser.rate, total_steps(training, steps_per_epoch)
    if is_lesson(training):  # it learned so before
        return first
    reached = rate(training, min(step, total) - 1 if step else 0, steps_per_epoch, total)
    return reached if FAINT * first <= reached < ANEW * first else ANEW * first
