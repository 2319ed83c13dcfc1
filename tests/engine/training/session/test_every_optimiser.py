"""Every optimiser steps as torch's own, and goes on from what was kept of it.

Nothing here lists kinds: a new member of a union is tried as the others are.
"""

from typing import get_args

import pytest
import torch

from engine.project.training.optimiser_states import states
from engine.project.training.optimisers import Optimiser, Sgd
from engine.training.optimisers.optimiser import Stepper
from tests.engine.settings_of import named, varied

OPTIMISERS = get_args(Optimiser)


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
