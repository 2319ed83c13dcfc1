"""Every schedule gives torch's own rates, to the last bit, at any position."""

import warnings
from itertools import product

import pytest
import torch
from torch.optim import lr_scheduler

from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.rates import rate, slowed, total_steps
from engine.project.training.rate.schedules import (
    Constant,
    Cosine,
    Exponential,
    MultiStep,
    OneCycle,
    SlowStart,
    StepDecay,
)
from engine.project.training.training_settings import TrainingSettings

TORCH = {
    "steps": (StepDecay(every=3, factor=0.7), lambda o, n: lr_scheduler.StepLR(o, 3, 0.7)),
    "milestones": (MultiStep((4, 9, 40), 0.3), lambda o, n: lr_scheduler.MultiStepLR(o, [4, 9, 40], 0.3)),
    "exponential": (Exponential(0.97), lambda o, n: lr_scheduler.ExponentialLR(o, 0.97)),
    "cosine": (Cosine(), lr_scheduler.CosineAnnealingLR),
    "cosine to a least rate": (Cosine(0.001), lambda o, n: lr_scheduler.CosineAnnealingLR(o, n, 0.001)),
}


def of_torch(make, start, count):
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no optimiser step before the scheduler's
        scheduler = make(optimiser, count)
        found = []
        for _ in range(count):
            found.append(optimiser.param_groups[0]["lr"])
            scheduler.step()
    return found


@pytest.mark.parametrize("name", TORCH)
@pytest.mark.parametrize("start", [0.1, 0.0123])
def test_by_step_equals_torch(name, start):
    schedule, make = TORCH[name]
    training = TrainingSettings(Sgd(start), type(schedule)(**{**_fields(schedule), "unit": "step"}), budget=Steps(700))
    assert [rate(training, step, 9, 700) for step in range(700)] == of_torch(make, start, 700)


@pytest.mark.parametrize("name", TORCH)
def test_by_epoch_equals_torch_on_every_step_of_the_epoch(name):
    schedule, make = TORCH[name]
    training = TrainingSettings(Adam(), schedule, budget=Epochs(50))
    total = total_steps(training, 7)
    expected = [value for value in of_torch(make, 0.001, 50) for _ in range(7)]
    assert [rate(training, step, 7, total) for step in range(total)] == expected


def _fields(schedule):
    return {name: getattr(schedule, name) for name in schedule.__struct_fields__}


def test_the_rate_depends_on_the_position_alone():
    training = TrainingSettings(Sgd(0.1), Cosine(unit="step"), budget=Steps(100))
    forward = [rate(training, step, 10, 100) for step in range(100)]
    assert [rate(training, step, 10, 100) for step in reversed(range(100))] == forward[::-1]


def test_a_budget_in_steps_that_ends_within_an_epoch_counts_the_begun_epoch():
    training = TrainingSettings(Sgd(0.1), Cosine(), budget=Steps(95))
    assert rate(training, 94, 10, 95) == of_torch(lr_scheduler.CosineAnnealingLR, 0.1, 10)[9]


@pytest.mark.parametrize(("rising", "total"), [(0.3, 700), (0.3, 2), (0.0, 40), (0.9, 40), (0.5, 41), (0.01, 60)])
def test_one_cycle_equals_torch(rising, total):
    def make(optimiser, count):
        return lr_scheduler.OneCycleLR(optimiser, 0.1, count, pct_start=rising, cycle_momentum=False)

    training = TrainingSettings(Sgd(0.1), OneCycle(rising), budget=Steps(total))
    assert [rate(training, step, 9, total) for step in range(total)] == of_torch(make, 0.1, total)


def test_one_cycle_has_a_rate_for_the_shortest_training_and_past_the_end():
    shortest = TrainingSettings(Sgd(0.1), OneCycle(0.25), budget=Steps(4))
    assert rate(shortest, 0, 9, 4) == 0.1
    for rising, total in product((0.0, 0.25, 1.0), (1, 2, 3, 4, 50)):
        training = TrainingSettings(Sgd(0.1), OneCycle(rising), budget=Steps(total))
        rates = [rate(training, step, 9, total) for step in range(total + 5)]
        assert all(0 < one <= 0.1 for one in rates)
        assert set(rates[total:]) == {rates[total - 1]}


def test_a_constant_rate_stays():
    assert {rate(TrainingSettings(Sgd(0.05), Constant()), step, 10, 60) for step in range(60)} == {0.05}


def test_slow_start_multiplies_until_it_has_ended():
    training = TrainingSettings(Sgd(0.1), slow_start=SlowStart(0.1))
    assert slowed(training, 0.1, ended=False) == 0.1 * 0.1
    assert slowed(training, 0.1, ended=True) == 0.1
    assert slowed(TrainingSettings(), 0.1, ended=False) == 0.1
