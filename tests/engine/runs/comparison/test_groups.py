"""Runs that differ in their seed alone."""

from itertools import count

import pytest

from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.budgets import Epochs
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
    assert groups([(project, None) for project in projects]) == [[0, 2], [1, 3], [4]]
    assert groups([]) == []


def test_forks_belong_together_where_they_began_with_the_same_weights():
    begun, other, moved = Parent("/a/one", 8, "One"), Parent("/a/one", 16, "One"), Parent("/b/one", 8, "One")
    runs = [(seeded(1, LENET), parent) for parent in (None, begun, other, moved, None)]
    assert groups(runs) == [[0, 4], [1, 3], [2]]


def test_with_what_a_fork_begins_is_the_first_difference():
    begun = Parent("/a/one", 1600, "One")
    told = run_difference(LENET, seeded(LENET.training.seed, LENET), (None, begun)).sentence
    assert told == "Begins from “One” at step 1,600"
    assert run_difference(LENET, LENET, (begun, None)).sentence == "Begins with new weights"
    assert not run_difference(LENET, LENET, (begun, begun))
