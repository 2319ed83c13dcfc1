"""The drawn learning rate is the one that trains, however long the run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.events import RateChanged
from engine.project.data.data_settings import steps_per_epoch
from engine.project.project import Project, training_images
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.rates import rate
from engine.project.training.rate.schedules import (
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
from engine.typed.document import changed
from gui.training.axis_ticks import decades, whole_ticks
from gui.training.rates_to_draw import Went, as_it_went, in_words, rate_curve

SCHEDULES = [
    Constant(),
    Exponential(0.99),
    OneCycle(),
    StepDecay(every=2),
    MultiStep(milestones=(1, 3)),
    Cosine(),
    Cosine(unit="step"),
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda one: one.title)
def test_every_point_is_the_rate_of_its_step(schedule):
    project = Project(training=TrainingSettings(schedule=schedule))
    curve = rate_curve(project)
    each = steps_per_epoch(training_images(project), project.training.batch)
    for place, drawn in zip(curve.places[::37], curve.rates[::37], strict=True):
        assert drawn == rate(project.training, round(place * 1500), each, 1500)


@pytest.mark.parametrize("unit", ["epoch", "step"])
@pytest.mark.parametrize("budget", [Epochs(epochs=1_000_000), Steps(steps=10**9)], ids=["epochs", "steps"])
def test_the_longest_runs_are_drawn_in_their_shape(budget, unit):
    curve = rate_curve(Project(training=TrainingSettings(schedule=Cosine(unit=unit), budget=budget)))
    assert curve.rates[0] == 0.001
    assert curve.at(0.5) == pytest.approx(0.0005, rel=0.02)
    assert (np.diff(curve.rates) <= 0).all()


def test_milestones_of_a_long_run_fall_where_they_should():
    schedule = MultiStep(milestones=(500_000_000,), unit="step")
    curve = rate_curve(Project(training=TrainingSettings(schedule=schedule, budget=Steps(steps=10**9))))
    assert curve.at(0.49) == 0.001
    assert curve.at(0.51) == pytest.approx(0.0001)


def test_a_single_step():
    curve = rate_curve(Project(training=TrainingSettings(budget=Steps(steps=1))))
    assert in_words(curve, TrainingSettings()) == "0.001 throughout, over 1 step."
    assert curve.at(1.0) == 0.001


def test_a_cosine_ends_almost_at_nothing():
    training = TrainingSettings(optimiser=Sgd(rate=0.1), schedule=Cosine(unit="step"))
    assert in_words(rate_curve(Project(training=training)), training) == "From 0.1 to almost 0, over 1,500 steps."


@given(st.floats(0.001, 1e9), st.integers(2, 8))
def test_ticks_are_few_and_within(length, most):
    ticks = whole_ticks(length, most)
    assert ticks[0] == 0
    assert len(ticks) <= most + 1
    assert ticks[-1] <= max(length, 0)


@given(st.floats(1e-12, 100), st.floats(1, 1e6))
def test_decades_reach_around(low, factor):
    marks = decades(low, low * factor * 4)
    assert marks[0] <= low * 1.0001
    assert marks[-1] >= low * factor * 4 * 0.9999
    assert 2 <= len(marks) <= 6


def test_one_cycle_is_told_with_its_height():
    training = TrainingSettings(optimiser=Sgd(rate=0.1), schedule=OneCycle(), budget=Steps(101))
    told = in_words(rate_curve(Project(training=training)), training)
    assert told == "From 0.004 up to 0.1, then down to almost 0, over 101 steps."


@pytest.mark.parametrize(("batch", "epochs"), [(32, 6), (1, 40)])  # the second is drawn from a shorter likeness
def test_warm_up_is_drawn_where_it_is_and_told(batch, epochs):
    training = TrainingSettings(
        schedule=Cosine(unit="step"), warm_up=WarmUp(2), batch=batch, budget=Epochs(epochs=epochs)
    )
    curve = rate_curve(Project(training=training))
    highest = curve.places[int(curve.rates.argmax())]
    assert highest == pytest.approx(2 / epochs, abs=0.01)
    assert curve.rates[0] == 0.00001
    assert in_words(curve, training).endswith(f"It warms up over {2 * curve.per_epoch:,} steps.")


def test_a_run_that_was_changed_by_hand_is_drawn_as_it_went_and_goes_on_in_proportion():
    training = changed(Project().training, schedule=Cosine(unit="step"), budget=Steps(100))
    planned = rate_curve(changed(Project(), training=training))
    rates = np.concatenate([planned.rates[:40], 3 * planned.rates[40:60]]).astype(np.float32)
    went = Went(rates, (RateChanged("run", 0.0, 40, 1.0, 3.0),))
    curve = as_it_went(planned, went, training)
    assert curve.done == 0.6
    assert curve.rates[:40] == pytest.approx(planned.rates[:40])
    assert curve.rates[40:] == pytest.approx(3 * planned.rates[40:])


def test_on_a_plateau_the_rates_to_come_are_the_last_one():
    training = changed(Project().training, schedule=OnPlateau(), budget=Steps(100))
    planned = rate_curve(changed(Project(), training=training))
    curve = as_it_went(planned, Went(np.full(50, 0.0001, np.float32)), training)
    assert curve.rates == pytest.approx(np.full(100, 0.0001))


def test_before_its_first_step_a_run_is_drawn_as_planned():
    planned = rate_curve(Project())
    assert as_it_went(planned, Went(np.zeros(0, np.float32)), Project().training) is planned


def test_a_tiny_rate_reads_as_it_is_typed():
    project = Project(training=TrainingSettings(optimiser=Sgd(rate=1e-6)))
    assert in_words(rate_curve(project), project.training).startswith("0.000001 throughout")
