"""Warm-up multiplies what the schedule gives, as torch's LinearLR does beside another scheduler."""

import warnings

import pytest
import torch
from torch.optim import lr_scheduler

from engine.project.project import Project
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.legs import first_leg, next_leg, rates
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.rates import rate
from engine.project.training.rate.schedules import Constant, Cosine, Exponential, MultiStep, OneCycle, StepDecay, WarmUp
from engine.project.training.training_settings import TrainingSettings

STEPS = 60
OTHERS = {
    "exponential": (Exponential(0.9, "step"), lambda o: lr_scheduler.ExponentialLR(o, 0.9)),
    "steps": (StepDecay(7, 0.5, "step"), lambda o: lr_scheduler.StepLR(o, 7, 0.5)),
    "milestones": (MultiStep((3, 40), 0.1, "step"), lambda o: lr_scheduler.MultiStepLR(o, [3, 40], 0.1)),
    "cosine": (Cosine(0.0, "step"), lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS)),
}


def of_torch(begins_at, length, make_other=None):
    """The rates of LinearLR, and of another scheduler at the same time."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no optimiser step before the scheduler's
        schedulers = [make_other(optimiser)] if make_other else []
        schedulers.append(lr_scheduler.LinearLR(optimiser, begins_at, 1.0, length))
        chain = lr_scheduler.ChainedScheduler(schedulers)
        found = []
        for _ in range(STEPS):
            found.append(optimiser.param_groups[0]["lr"])
            chain.step()
    return found


def told(schedule, warm_up, budget=None):
    return TrainingSettings(Sgd(0.1), schedule, warm_up=warm_up, budget=budget or Steps(STEPS))


@pytest.mark.parametrize(("begins_at", "length"), [(0.01, 10), (1 / 3, 7), (0.5, 1), (0.1, 200)])
def test_with_a_constant_rate_it_is_torchs_own(begins_at, length):
    training = told(Constant(), WarmUp(length, "step", begins_at))
    assert [rate(training, step, 9, STEPS) for step in range(STEPS)] == pytest.approx(of_torch(begins_at, length))


@pytest.mark.parametrize("name", OTHERS)
def test_the_schedule_goes_on_below_as_torchs_chained_schedulers_do(name):
    schedule, make = OTHERS[name]
    found = [rate(told(schedule, WarmUp(12, "step", 0.1)), step, 9, STEPS) for step in range(STEPS)]
    assert found == pytest.approx(of_torch(0.1, 12, make))
    plain = [rate(told(schedule, None), step, 9, STEPS) for step in range(STEPS)]
    assert found[12:] == plain[12:]


def test_one_cycle_is_warmed_up_too():
    found, plain = (rate(told(OneCycle(), warm_up), 5, 9, STEPS) for warm_up in (WarmUp(10, "step", 0.2), None))
    assert found == pytest.approx(plain * 0.6)


def test_in_epochs_it_rises_at_every_step():
    training = told(Constant(), WarmUp(2, "epoch", 0.1), Epochs(5))
    found = [rate(training, step, 10, 50) for step in range(50)]
    assert (found[0], found[10], found[20]) == pytest.approx((0.01, 0.055, 0.1))
    assert found[:20] == sorted(set(found[:20]))
    assert set(found[20:]) == {0.1}


def test_a_run_that_trains_on_is_warm():
    def project(steps):
        return Project(training=told(Cosine(unit="step"), WarmUp(10, "step"), Steps(steps)))

    legs = (first_leg(project(40), 10),)
    at = rates((*legs, next_leg(legs, project(60), 10, "anew")), 10)
    assert at(40) == pytest.approx(0.01)
    stretched = rates((*legs, next_leg(legs, project(60), 10, "stretch")), 10)
    assert stretched(45) == rate(told(Cosine(unit="step"), None, Steps(60)), 45, 10, 60)
