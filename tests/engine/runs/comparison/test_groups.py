"""Runs that differ in their seed alone."""

from itertools import count

import pytest

from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.budgets import Epochs
from engine.runs.comparison.beyond import NOTHING, Beyond, beyond
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import groups, same_but_seed
from engine.runs.family.parent import Parent
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")
FIRST = LENET.network.nodes[0].id


def seeded(seed, project=LENET):
    return changed(project, training=changed(project.training, seed=seed))


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_with_another_seed_is_of_its_group(name):
    recipe = read_recipe(name)
    assert same_but_seed(recipe, seeded(12345, recipe))


def test_names_notes_and_ids_do_not_count():
    numbers = count()
    network = Network(renewed(LENET.network.nodes, lambda: f"nx{next(numbers):04}"))
    named = network.change_node({network.nodes[0].id}, name="Edges", note="They find edges.")
    assert same_but_seed(LENET, changed(LENET, title="Third try", notes="With luck?", network=named))


@pytest.mark.parametrize(
    "other",
    [
        changed(LENET, training=changed(LENET.training, batch=16)),
        changed(LENET, training=changed(LENET.training, budget=Epochs(1))),
        changed(LENET, data=changed(LENET.data, split_seed=9)),
        changed(LENET, network=LENET.network.change({FIRST}, filters=7)),
        changed(LENET, network=LENET.network.change_node({FIRST}, trainable=False)),
    ],
)
def test_whatever_else_differs_makes_another_group(other):
    assert not same_but_seed(LENET, other)


def test_groups_stand_in_the_order_of_their_first():
    other = changed(LENET, training=changed(LENET.training, batch=16))
    projects = [seeded(3), other, seeded(4), seeded(1, other), read_recipe("mlp-1")]
    assert groups(projects) == [[0, 2], [1, 3], [4]]
    assert groups([]) == []


def test_a_rate_that_was_changed_by_hand_is_no_luck():
    assert groups([LENET, seeded(3), seeded(4)], [NOTHING, Beyond("rate by hand"), NOTHING]) == [[0, 2], [1]]


def from_run(run, step):
    return beyond("", Parent(run, step, "One"))


def test_forks_belong_together_where_they_began_with_the_same_weights():
    apart = [NOTHING, from_run("/a/one", 8), from_run("/a/one", 16), from_run("/b/one", 8), NOTHING]
    assert groups([seeded(1)] * 5, apart) == [[0, 4], [1, 3], [2]]


def test_with_what_a_fork_begins_is_the_first_difference():
    begun = from_run("/a/one", 1600)
    assert run_difference(LENET, LENET, (NOTHING, begun)).sentence == "Begins from “One” at step 1,600"
    assert run_difference(LENET, LENET, (begun, NOTHING)).sentence == "Begins with new weights"
    assert not run_difference(LENET, LENET, (begun, begun))
