"""Every schedule has a rate for every step, every budget comes to steps.

Nothing here lists kinds: a new member of a union is tried as the others are.
"""

import math
from typing import get_args

import pytest

from engine.project.training.budgets import Budget, Epochs
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.rates import rate, total_steps
from engine.project.training.rate.schedules import Constant, OnPlateau, Schedule
from engine.project.training.training_settings import TrainingSettings
from tests.engine.settings_of import named, varied

SCHEDULES, BUDGETS = get_args(Schedule), get_args(Budget)
EPOCH = 7  # steps


@pytest.mark.parametrize("kind", SCHEDULES, ids=named)
@pytest.mark.parametrize("length", BUDGETS, ids=named)
class TestEverySchedule:
    def test_every_step_has_a_rate_whatever_was_asked_before(self, kind, length):
        for schedule in varied(kind()):
            training = TrainingSettings(Sgd(0.1), schedule, budget=length())
            total = min(total_steps(training, EPOCH), 500)
            rates = [rate(training, step, EPOCH, total) for step in range(total)]
            assert all(math.isfinite(one) and one >= 0 for one in rates), schedule
            assert min(abs(one - 0.1) for one in rates) < 0.01, schedule
            assert [rate(training, step, EPOCH, total) for step in (total - 1, 0, total // 2)] == [
                rates[-1],
                rates[0],
                rates[total // 2],
            ]

    def test_only_those_stay_that_no_step_changes(self, kind, length):
        training = TrainingSettings(Sgd(0.1), kind(), budget=Epochs(30))
        rates = {rate(training, step, EPOCH, 30 * EPOCH) for step in range(30 * EPOCH)}
        assert (len(rates) == 1) is (kind in (Constant, OnPlateau))


@pytest.mark.parametrize("kind", BUDGETS, ids=named)
def test_every_budget_comes_to_steps(kind):
    for budget in varied(kind()):
        assert total_steps(TrainingSettings(budget=budget), EPOCH) >= 1
