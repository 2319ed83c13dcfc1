"""Learning rates as a function of the position in the run, equal to torch's schedulers to the last bit.

torch computes a rate from the one before it, so rounding gathers along the run. The same recurrence is followed here;
the last value is remembered, which makes a run of calls cheap, but the answer depends on the arguments alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import ceil, cos, lcm, pi
from typing import assert_never

from engine.project.training.budgets import Epochs, Steps
from engine.project.training.rate.schedules import (
    Changing,
    Constant,
    Cosine,
    Exponential,
    MultiStep,
    OneCycle,
    OnPlateau,
    StepDecay,
    WarmUp,
)
from engine.project.training.training_settings import TrainingSettings


def total_steps(training: TrainingSettings, steps_per_epoch: int) -> int:
    """Steps of the whole budget."""
    match training.budget:
        case Epochs(epochs=epochs):
            return epochs * steps_per_epoch
        case Steps(steps=steps):
            return steps
        case budget:
            assert_never(budget)


def evaluations(training: TrainingSettings, steps_per_epoch: int, steps: int) -> int:
    """How many there are along so many steps: after each epoch, and those within epochs."""
    after, every = steps // steps_per_epoch, training.evaluate_every
    return after + (steps // every - steps // lcm(every, steps_per_epoch) if every else 0)


def rate(training: TrainingSettings, step: int, steps_per_epoch: int, total: int) -> float:
    """The learning rate of one step, counted from 0, of `total`; slow start is left out."""
    return _scheduled(training, step, steps_per_epoch, total) * warmed(training.warm_up, step, steps_per_epoch)


def warmed(warm_up: WarmUp | None, step: int, steps_per_epoch: int) -> float:
    """What the rate of a step is multiplied by while it warms up.

    Source: torch.optim.lr_scheduler.LinearLR, its closed form, with `begins_at` as its start factor and one as its end.
    """
    length = warm_up_steps(warm_up, steps_per_epoch)
    if warm_up is None or step >= length:
        return 1.0
    return warm_up.begins_at + (1.0 - warm_up.begins_at) * step / length


def warm_up_steps(warm_up: WarmUp | None, steps_per_epoch: int) -> int:
    """How many steps it takes; 0 without any."""
    if warm_up is None:
        return 0
    return warm_up.length * (steps_per_epoch if warm_up.unit == "epoch" else 1)


def _scheduled(training: TrainingSettings, step: int, steps_per_epoch: int, total: int) -> float:
    schedule = training.schedule
    if isinstance(schedule, Constant | OnPlateau):
        return training.optimiser.rate
    if isinstance(schedule, OneCycle):
        return one_cycle(schedule, training.optimiser.rate, step, total)
    by_epoch = schedule.unit == "epoch"
    length = ceil(total / steps_per_epoch) if by_epoch else total
    return _rates(schedule, training.optimiser.rate, max(1, length))(step // steps_per_epoch if by_epoch else step)


def one_cycle(schedule: OneCycle, peak: float, step: int, total: int) -> float:
    """Source: torch.optim.lr_scheduler.OneCycleLR.get_lr; past the budget as at its end."""
    first = peak / schedule.divisor
    top, end = schedule.rising * total - 1, total - 1
    step = min(step, end)
    if step <= top:
        return _between(first, peak, step / top if top else 1.0)
    return _between(peak, first / schedule.end_divisor, (step - top) / (end - top) if end > top else 1.0)


def _between(start: float, end: float, share: float) -> float:
    """Half a cosine."""
    return end + (start - end) / 2 * (cos(pi * share) + 1)


def slowed(training: TrainingSettings, rate: float, *, ended: bool) -> float:
    """The rate under slow start: multiplied by its factor until it has ended."""
    return rate if ended or training.slow_start is None else rate * training.slow_start.factor


class _Recurrence:
    """Values of a recurrence by their number, going on from the one asked for last."""

    def __init__(self, start: float, following: Callable[[float, int], float]) -> None:
        self._start = start
        self._following = following
        self._last = (0, start)

    def __call__(self, number: int) -> float:
        known, value = self._last
        if number < known:
            known, value = 0, self._start
        for count in range(known + 1, number + 1):
            value = self._following(value, count)
        self._last = (number, value)  # one assignment, so that threads may share it
        return value


@lru_cache(maxsize=64)
def _rates(schedule: Changing, start: float, length: int) -> _Recurrence:
    match schedule:
        case StepDecay():
            return _Recurrence(start, _step_decay(schedule))
        case MultiStep():
            return _Recurrence(start, _multi_step(schedule))
        case Exponential(factor=factor):
            return _Recurrence(start, lambda value, _: value * factor)
        case Cosine():
            return _Recurrence(start, _cosine(start, schedule.least_rate, length))
        case _:
            assert_never(schedule)


def _step_decay(schedule: StepDecay) -> Callable[[float, int], float]:
    """Source: torch.optim.lr_scheduler.StepLR.get_lr."""
    return lambda value, count: value if count % schedule.every else value * schedule.factor


def _multi_step(schedule: MultiStep) -> Callable[[float, int], float]:
    """Source: torch.optim.lr_scheduler.MultiStepLR.get_lr."""
    falls = set(schedule.milestones)
    return lambda value, count: value * schedule.factor if count in falls else value


def _cosine(start: float, least: float, length: int) -> Callable[[float, int], float]:
    """Source: torch.optim.lr_scheduler.CosineAnnealingLR.get_lr, the recurrence with T_max = `length`."""

    def following(value: float, count: int) -> float:
        if (count - 1 - length) % (2 * length) == 0:  # rising again, past the budget
            return value + (start - least) * (1 - cos(pi / length)) / 2
        share = (1 + cos(pi * count / length)) / (1 + cos(pi * (count - 1) / length))
        return share * (value - least) + least

    return following
