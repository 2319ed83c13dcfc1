"""The rate of every step of a run that trains on, however often."""

import pytest

from engine.project.project import Project
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.legs import Anew, GoOn, Hold, first_leg, next_leg, rates
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.rates import rate
from engine.project.training.rate.schedules import Constant, Cosine, MultiStep, StepDecay
from engine.project.training.training_settings import TrainingSettings

EACH = 10  # steps an epoch


def told(schedule, epochs, first=0.1, budget=Epochs):
    return Project(training=TrainingSettings(optimiser=Sgd(first), schedule=schedule, budget=budget(epochs)))


def legs_of(schedule, *budgets, extend="auto", budget=Epochs):
    legs = (first_leg(told(schedule, budgets[0], budget=budget), EACH),)
    for more in budgets[1:]:
        legs = (*legs, next_leg(legs, told(schedule, more, budget=budget), EACH, extend))
    return legs


def all_rates(legs):
    at = rates(legs, EACH)
    return [at(step) for step in range(max(leg.total for leg in legs))]


@pytest.mark.parametrize(
    "schedule",
    [Constant(), StepDecay(2), StepDecay(7, unit="step"), MultiStep((1, 5)), MultiStep((3, 44), unit="step")],
)
def test_constant_steps_and_milestones_go_on_by_absolute_step(schedule):
    whole = told(schedule, 6).training
    assert all_rates(legs_of(schedule, 2, 4, 6)) == [rate(whole, step, EACH, 60) for step in range(60)]


def test_a_cosine_holds_its_last_rate():
    legs = legs_of(Cosine(), 3, 5)
    short = told(Cosine(), 3).training
    planned = [rate(short, step, EACH, 30) for step in range(30)]
    assert legs[1].rule == Hold(planned[-1])
    assert all_rates(legs) == [*planned, *[planned[-1]] * 20]


@pytest.mark.parametrize("unit", ["step", "epoch"])
def test_a_cosine_that_has_come_down_to_nothing_runs_anew_from_a_tenth(unit):
    legs = legs_of(Cosine(unit=unit), 40, 60)
    found = all_rates(legs)
    tenth = told(Cosine(unit=unit), 20, first=0.01).training
    assert legs[1].rule == Anew(pytest.approx(0.01))
    assert found[400:] == pytest.approx([rate(tenth, step, EACH, 200) for step in range(200)])


def test_the_bound_is_of_the_first_rate_also_in_later_legs():
    legs = legs_of(Cosine(), 40, 80, 120)
    assert [type(leg.rule) for leg in legs] == [GoOn, Anew, Anew]
    held = legs_of(Cosine(), 3, 5, 7)
    assert held[2].rule == held[1].rule


def test_whoever_trains_on_may_choose():
    last = all_rates(legs_of(Cosine(), 3))[-1]
    assert legs_of(Cosine(), 3, 5, extend="hold")[1].rule == Hold(last)
    assert legs_of(Cosine(), 3, 5, extend="anew")[1].rule == Anew(pytest.approx(0.01))
    stretched = told(Cosine(), 5).training
    assert all_rates(legs_of(Cosine(), 3, 5, extend="stretch"))[30:] == [
        rate(stretched, step, EACH, 50) for step in range(30, 50)
    ]
    assert legs_of(StepDecay(2), 3, 5, extend="hold")[1].rule == Hold(pytest.approx(0.01))


def test_what_was_planned_is_done_first_also_when_it_was_cut_short_between():
    """Stopped in the middle, told to end early, then to train on: the first plan's rates come first."""
    legs = legs_of(Cosine(unit="step"), 100, 80, 120, budget=Steps)
    planned = all_rates(legs[:1])
    assert all_rates(legs)[:100] == planned
    assert all_rates(legs)[100:] == [planned[-1]] * 20 or legs[2].rule == Anew(pytest.approx(0.01))


def test_a_rate_of_its_own_is_kept_by_other_optimisers_too():
    settings = TrainingSettings(optimiser=Adam(0.001), schedule=Cosine(unit="step"), budget=Steps(100))
    legs = (first_leg(Project(training=settings), EACH),)
    longer = Project(training=TrainingSettings(optimiser=Adam(0.001), schedule=Cosine(unit="step"), budget=Steps(150)))
    legs = (*legs, next_leg(legs, longer, EACH))
    assert legs[1].rule == Anew(pytest.approx(0.0001))
