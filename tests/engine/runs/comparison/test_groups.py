"""Runs that differ in their seed alone."""

from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from engine.events import RateChanged
from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.data.own_images import FolderImages
from engine.project.project import with_facts
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.budgets import Epochs
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import groups as of_recipes
from engine.runs.comparison.groups import same_but_seed, without_luck
from engine.runs.comparison.made import Made
from engine.runs.family.parent import Parent
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")
FIRST = LENET.network.nodes[0].id


def groups(runs):
    return of_recipes([without_luck(run) for run in runs])


def alike(first, other):
    return same_but_seed(Made(first), Made(other))


def seeded(seed, project=LENET):
    return changed(project, training=changed(project.training, seed=seed))


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_with_another_seed_is_of_its_group(name):
    recipe = read_recipe(name)
    assert alike(recipe, seeded(12345, recipe))


def test_names_notes_and_ids_do_not_count():
    numbers = count()
    network = Network(renewed(LENET.network.nodes, lambda: f"nx{next(numbers):04}"))
    named = network.change_node({network.nodes[0].id}, name="Edges", note="They find edges.")
    assert alike(LENET, changed(LENET, title="Third try", notes="With luck?", network=named))


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
    assert not alike(LENET, other)


def test_groups_stand_in_the_order_of_their_first():
    other = changed(LENET, training=changed(LENET.training, batch=16))
    projects = [seeded(3), other, seeded(4), seeded(1, other), read_recipe("mlp-1")]
    assert groups([Made(project) for project in projects]) == [[0, 2], [1, 3], [4]]
    assert groups([]) == []


def test_runs_of_other_images_in_the_same_place_are_no_seeds_of_each_other():
    read = [with_facts(seeded(seed), structs.replace(LENET.facts, checksum=name)) for seed, name in enumerate("aba")]
    assert groups([Made(project) for project in read]) == [[0, 2], [1]]


@given(st.lists(st.tuples(st.sampled_from(("", "a", "b")), st.sampled_from(("/photos", "/moved"))), max_size=7))
def test_groups_are_of_runs_each_two_of_which_are_alike_in_whatever_order_they_come(images):
    """Read images are known wherever they lie; of others their place is, unless different ones were read there."""
    runs = [without_luck(Made(photos(seed, *one))) for seed, one in enumerate(images)]
    found = of_recipes(runs)
    assert sorted(place for group in found for place in group) == list(range(len(runs)))
    assert all(runs[one].alike(runs[other]) for group in found for one, other in combinations(group, 2))
    backwards = [[len(runs) - 1 - place for place in group] for group in of_recipes(runs[::-1])]
    assert sorted(map(sorted, backwards)) == found
    for one, other in combinations(found, 2):
        read = [[runs[place] for place in group if runs[place].images.checksum] for group in (one, other)]
        assert not all(read) or not read[0][0].alike(read[1][0])


def photos(seed, checksum, path):
    source = FolderImages(path=path, classes=("cat", "dog"), train_images=80, test_images=20)
    project = seeded(seed, changed(LENET, data=changed(LENET.data, source=source)))
    return with_facts(project, structs.replace(project.facts, checksum=checksum)) if checksum else project


def test_seeds_whose_images_were_moved_between_them_are_one_group():
    moved = [Made(photos(0, "a", "/photos")), Made(photos(1, "a", "/moved"))]
    assert groups(moved) == [[0, 1]]
    assert run_difference(*moved).sentence == "Seed 0 → 1"


def test_a_run_whose_images_nobody_read_goes_with_those_of_the_same_settings():
    one, lost, other = (Made(photos(seed, read, "/photos")) for seed, read in enumerate(("a", "", "b")))
    assert groups([one, lost]) == [[0, 1]]
    assert groups([one, lost, other]) == [[0], [1], [2]]


def test_a_rate_that_was_changed_by_hand_is_no_luck():
    assert groups([Made(LENET), Made(seeded(3), None, (RateChanged("", 0.0, 3, 0.1, 0.2),)), Made(seeded(4))]) == [
        [0, 2],
        [1],
    ]


def test_a_fork_is_alone_with_forks_of_the_same_point():
    other, later = Parent("/runs/other", 20), Parent("/runs/one", 30)
    at = [None, Parent("/runs/one", 20), Parent("/copied/one", 20, title="One"), other, later]
    runs = [Made(seeded(seed), parent) for seed, parent in enumerate(at)]
    assert groups(runs) == [[0], [1, 2], [3], [4]]
