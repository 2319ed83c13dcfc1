"""A learning rate far above the usual one is advised against; none of the bundled projects has one."""

import pytest

from engine.project.recipes import NAMES, read_recipe
from engine.project.training.optimisers import Adam, AdamW, Sgd
from engine.project.training.rate.learning_rate import lower_rate, training_advice, usual_rate, with_rate
from engine.project.training.training_settings import TrainingSettings


@pytest.mark.parametrize("optimiser", [Sgd(rate=10), Adam(rate=10), AdamW(rate=0.2)])
def test_a_rate_far_above_the_usual_one_is_advised_against(optimiser):
    (advice,) = training_advice(TrainingSettings(optimiser=optimiser))
    assert advice.where.field == "training.optimiser.rate"
    assert f"A learning rate of {optimiser.rate:g} " in advice.text
    assert f"{usual_rate(optimiser):g} is usual for {optimiser.title}" in advice.text


@pytest.mark.parametrize("optimiser", [Sgd(), Sgd(rate=0.5), Adam(), Adam(rate=0.01), AdamW()])
def test_others_are_nobodys_business(optimiser):
    assert training_advice(TrainingSettings(optimiser=optimiser)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_no_bundled_project_is_advised_against(name):
    assert training_advice(read_recipe(name).training) == ()


def test_what_to_try_is_the_usual_rate_and_then_a_tenth():
    assert lower_rate(Sgd(rate=10)) == 0.01
    assert lower_rate(Sgd(rate=0.01)) == 0.001
    assert lower_rate(Adam(rate=0.0003)) == 0.00003


def test_an_edit_changes_the_rate_alone():
    project = read_recipe("lenet5-sample")
    edited = with_rate(project, 0.5)
    assert edited.training.optimiser.rate == 0.5
    assert with_rate(edited, project.training.optimiser.rate) == project
