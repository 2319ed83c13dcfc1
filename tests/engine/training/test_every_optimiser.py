"""Every optimiser steps as torch's own, every schedule has a rate for every step, every budget comes to steps.

Nothing here lists kinds: a new member of a union is tried as the others are.
"""

import math
from typing import get_args

import pytest
import torch

from engine.project.schedules import rate, total_steps
from engine.project.training_settings import Budget, Constant, Epochs, Optimiser, Schedule, Sgd, TrainingSettings
from engine.training.optimisers import Stepper, states
from tests.engine.settings_of import named, varied

OPTIMISERS, SCHEDULES, BUDGETS = get_args(Optimiser), get_args(Schedule), get_args(Budget)
EPOCH = 7  # steps


def after_steps(stepper, weight, rates):
    for step in rates:
        stepper.zero_grad()
        weight.sin().sum().backward()
        stepper.step(step)
    return weight.detach().clone()


def weight():
    return torch.randn(6, 5, generator=torch.Generator().manual_seed(2), dtype=torch.float64).requires_grad_()


def of_torch(settings, parameter):
    """torch's optimiser of the same name with settings of the same names."""
    make = next(
        getattr(torch.optim, name) for name in dir(torch.optim) if name.lower() == type(settings).__name__.lower()
    )
    fields = {name: getattr(settings, name) for name in type(settings).__struct_fields__}
    betas = tuple(fields.pop(name) for name in ("beta1", "beta2") if name in fields)
    return make([parameter], lr=fields.pop("rate"), **fields, **({"betas": betas} if betas else {}))


def allowed(kind):
    return [one for one in varied(kind()) if not (isinstance(one, Sgd) and one.nesterov and one.momentum == 0)]


@pytest.mark.parametrize("kind", OPTIMISERS, ids=named)
class TestEveryOptimiser:
    def test_it_steps_as_torchs_own_of_that_name(self, kind):
        for settings in allowed(kind):
            mine, theirs = weight(), weight()
            found = after_steps(Stepper(settings, {"w": mine}), mine, [settings.rate] * 4)
            optimiser = of_torch(settings, theirs)
            for _ in range(4):
                optimiser.zero_grad()
                theirs.sin().sum().backward()
                optimiser.step()
            torch.testing.assert_close(found, theirs.detach(), msg=str(settings))

    def test_no_other_steps_alike(self, kind):
        ends = [after_steps(Stepper(one(0.01), {"w": at}), at, [0.01] * 3) for one in OPTIMISERS for at in [weight()]]
        mine = ends[OPTIMISERS.index(kind)]
        assert sum(torch.equal(mine, end) for end in ends) == 1

    def test_no_setting_is_without_effect(self, kind):
        plain, *others = allowed(kind)
        ends = [
            after_steps(Stepper(one, {"w": at}), at, [one.rate] * 4) for one in (plain, *others) for at in [weight()]
        ]
        assert not any(torch.equal(ends[0], end) for end in ends[1:])

    def test_it_keeps_as_many_numbers_as_it_says(self, kind):
        for settings in allowed(kind):
            at = weight()
            stepper = Stepper(settings, {"w": at})
            after_steps(stepper, at, [0.01])
            kept = [tensor for tensor in stepper.tensors().values() if tensor.shape == at.shape]
            assert len(kept) == states(settings), settings

    def test_it_goes_on_from_its_state(self, kind):
        one, other = weight(), weight()
        whole_run = after_steps(Stepper(kind(), {"w": one}), one, [0.01, 0.02, 0.03])
        first = Stepper(kind(), {"w": other})
        after_steps(first, other, [0.01, 0.02])
        second = Stepper(kind(), {"w": other})
        second.load({name: tensor.clone() for name, tensor in first.tensors().items()})
        assert torch.equal(after_steps(second, other, [0.03]), whole_run)


@pytest.mark.parametrize("kind", SCHEDULES, ids=named)
@pytest.mark.parametrize("length", BUDGETS, ids=named)
class TestEverySchedule:
    def test_every_step_has_a_rate_whatever_was_asked_before(self, kind, length):
        for schedule in varied(kind()):
            training = TrainingSettings(Sgd(0.1), schedule, budget=length())
            total = min(total_steps(training, EPOCH), 500)
            rates = [rate(training, step, EPOCH, total) for step in range(total)]
            assert all(math.isfinite(one) and one >= 0 for one in rates), schedule
            assert rates[0] == 0.1
            assert [rate(training, step, EPOCH, total) for step in (total - 1, 0, total // 2)] == [
                rates[-1],
                rates[0],
                rates[total // 2],
            ]

    def test_only_the_constant_one_stays(self, kind, length):
        training = TrainingSettings(Sgd(0.1), kind(), budget=Epochs(30))
        rates = {rate(training, step, EPOCH, 30 * EPOCH) for step in range(30 * EPOCH)}
        assert (len(rates) == 1) is (kind is Constant)


@pytest.mark.parametrize("kind", BUDGETS, ids=named)
def test_every_budget_comes_to_steps(kind):
    for budget in varied(kind()):
        assert total_steps(TrainingSettings(budget=budget), EPOCH) >= 1
