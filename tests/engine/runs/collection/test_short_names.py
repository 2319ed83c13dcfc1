"""Short names: no two alike, what tells runs apart first, and figures that say nothing only where nothing else does."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec import json, structs

from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Sgd
from engine.runs.collection.recipe import recipe_of
from engine.runs.collection.run_list import BY_HAND
from engine.runs.collection.short_names import group_name, short_names
from engine.typed.document import changed
from tests.summaries import forked, summary

LENET = read_recipe("lenet5-sample")


def recipe(project=LENET, **training):
    """As the list of runs reads it."""
    told = changed(project.training, **training)
    return recipe_of(*(json.encode(part) for part in (project.network, project.data, told)))


def made(number, title="LeNet", project=LENET, **training):
    return summary(number, title=title, recipe=recipe(project, **training))


def stacked(number, layer, **settings):
    network = LENET.network.change({LENET.network.nodes[layer].id}, **settings)
    return made(number, project=changed(LENET, network=network))


def test_titles_that_differ_are_enough():
    assert short_names([made(1)]) == ("LeNet",)
    assert short_names([made(1), made(2, "Mine", seed=3)]) == ("LeNet", "Mine")


def test_what_tells_them_apart_alone_where_all_have_one_title():
    assert short_names([made(1, seed=5), made(2, seed=6)]) == ("seed 5", "seed 6")
    assert short_names([made(1), made(2, optimiser=Sgd(rate=0.034))]) == ("Adam 0.001", "SGD 0.034")
    assert short_names([made(1, batch=1), made(2, batch=2)]) == ("batch 1", "batch 2")
    assert short_names([made(1, budget=Epochs(1)), made(2, budget=Epochs(2))]) == ("1 epoch", "2 epochs")
    assert short_names([made(1), forked(2, made(1).folder, title="LeNet", recipe=recipe())])[1] == "fork at step 8"


def test_a_title_that_others_have_too_comes_last():
    names = short_names([made(1, seed=5), made(2, seed=6), made(3, "Mine")])
    assert names == ("seed 5 · LeNet", "seed 6 · LeNet", "Mine")


def test_a_layer_says_what_is_other_in_it_and_not_how_many_parameters_that_makes():
    assert short_names([stacked(1, 0, filters=3), made(2)]) == ("conv1 3 filters", "conv1 6 filters")
    assert short_names([stacked(1, 0, kernel=(3, 3)), made(2)]) == ("conv1 kernel size 3", "conv1 kernel size 5")


def test_what_differs_only_inside_a_block_is_named():
    blocks = read_recipe("resnet-20-cifar10")
    inner = next(node for node in blocks.network if node not in blocks.network.nodes and "filters" in dir(node.op))
    other = changed(blocks, network=blocks.network.change({inner.id}, kernel=(5, 5)))
    names = short_names([made(1, project=blocks), made(2, project=other)])
    assert [name.split(" ", 1)[1] for name in names] == ["kernel size 3", "kernel size 5"]


def test_stacks_of_other_layers():
    other = changed(LENET, network=read_recipe("mlp-1").network)
    assert short_names([made(1), made(2, project=other)]) == ("2 conv, 3 linear", "2 linear")


def test_what_was_set_besides():
    by_hand = summary(2, title="LeNet", recipe=structs.replace(recipe(), settings=BY_HAND))
    assert short_names([made(1), by_hand]) == ("Adam 0.001", "rate by hand")


def test_a_seed_is_no_name_of_another_recipe():
    names = short_names([made(1, seed=1), made(2, seed=2), made(3, seed=3, optimiser=Sgd(rate=0.1))])
    assert names == ("seed 1 · Adam 0.001", "seed 2 · Adam 0.001", "seed 3 · SGD 0.1")


def test_what_a_run_has_alone_comes_first_in_its_name():
    wide, usual, other = stacked(1, 0, filters=3), made(2), made(3, optimiser=Sgd(rate=0.1))
    assert short_names([wide, usual, other]) == (
        "conv1 3 filters · Adam 0.001",
        "Adam 0.001 · conv1 6 filters",
        "SGD 0.1 · conv1 6 filters",
    )


def test_a_copy_of_the_same_folder_elsewhere_is_told_by_where_it_lies():
    one, there = made(1), made(2)
    twin = structs.replace(one, folder=Path("/copies") / one.name)
    names = short_names([one, twin, there])
    assert len(set(names)) == 3
    assert names[0].endswith("/runs")
    assert names[1].endswith("/copies")


def test_a_group_is_called_by_the_words_that_its_runs_share():
    runs = [made(1, "seed study", seed=1), made(2, "seed study", seed=1), made(3, "seed study", seed=2)]
    names = short_names([*runs, made(4, "seed study", optimiser=Sgd(rate=0.1)), made(5, "Mine")])
    assert group_name(names[:3]) == "Adam 0.001 · seed study"
    assert group_name([f"{names[0]} · parent", *names[1:3]]) == "Adam 0.001 · seed study"
    assert group_name(["seed 1", "seed 2"]) == group_name([]) == ""


def test_parameters_and_moments_only_where_nothing_else_tells():
    unknown = [summary(n, title="LeNet", recipe=structs.replace(recipe(), layers=(), parameters=n)) for n in (1, 2)]
    assert short_names(unknown) == ("1 parameters", "2 parameters")
    told_alike = short_names([made(1, seed=1), made(2, seed=1), made(3, seed=2)])
    assert told_alike == ("seed 1 · 2026-11-01_174501", "seed 1 · 2026-11-02_174502", "seed 2")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.sampled_from([16, 32])), min_size=1, max_size=8))
def test_no_two_are_alike(told):
    names = short_names([made(n, title, seed=seed, batch=batch) for n, (title, seed, batch) in enumerate(told, 1)])
    assert len(set(names)) == len(told)
    assert all(names)


def test_a_run_that_is_no_fork_has_its_title_beside_its_forks():
    parent = made(1)
    assert short_names([parent, forked(2, parent.folder, title=parent.title, recipe=parent.recipe)])[0] == parent.title
