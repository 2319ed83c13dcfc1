"""What a run is told that goes on with own drawings."""

import pytest

from engine.project.project import problems
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.budgets import Steps
from engine.project.training.learning import STEPS, learning
from engine.project.training.rate.rates import rate
from engine.project.training.rate.schedules import Constant, Cosine
from engine.typed.document import changed


def test_it_is_short_and_half_own_drawings():
    told = learning(read_recipe("lenet5-sample"), 250).training
    assert told.budget == Steps(STEPS)
    assert (told.drawings.share, told.drawings.newest) == (0.5, 1)
    assert told.optimiser.rate == 0.1 * read_recipe("lenet5-sample").training.optimiser.rate


@pytest.mark.parametrize(("steps", "share"), [(1, 0.1), (60, 0.1), (105, 0.04), (120, 0.1)])
def test_the_rate_is_a_tenth_or_less_where_that_was_reached_and_still_teaches(steps, share):
    project = read_recipe("lenet5-sample")
    training = changed(project.training, schedule=Cosine(0.0, "step"), budget=Steps(120))
    first = training.optimiser.rate
    told = learning(changed(project, training=training), steps).training
    assert told.optimiser.rate == pytest.approx(share * first, rel=0.1)
    assert isinstance(told.schedule, Constant)
    assert rate(told, 19, 250, 20) == told.optimiser.rate


def test_every_lesson_sees_other_training_images():
    once = learning(read_recipe("lenet5-sample"), 250)
    twice = learning(once, 20)
    assert once.training.seed != read_recipe("lenet5-sample").training.seed
    assert twice.training.seed != once.training.seed
    assert twice.training.optimiser == once.training.optimiser


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_can_learn_so(name):
    assert not problems(learning(read_recipe(name), 100))
