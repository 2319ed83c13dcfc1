"""Runs put together where their seeds alone differ."""

from engine.project.recipes import read_recipe
from engine.runs.comparison.made import Made
from engine.runs.comparison.seed_groups import UNTESTED, Member, seed_groups
from engine.runs.family.parent import Parent
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")


def run(seed, accuracy, *, name="", parent=None):
    return Member(Made(changed(LENET, training=changed(LENET.training, seed=seed)), parent), accuracy, name)


def test_runs_that_are_each_alone_are_no_groups():
    assert seed_groups([run(0, 0.9)]) == ()
    assert seed_groups([run(0, 0.9), run(0, 0.95, parent=Parent("/runs/one", 20))]) == ()


def test_a_seed_that_was_trained_twice_counts_once_with_its_newest_run():
    (group,) = seed_groups([run(1, 0.8, name="2026-02"), run(2, 0.9, name="2026-03"), run(1, 0.1, name="2026-01")])
    assert group.places == (0, 1, 2)
    assert (group.spread.runs, group.spread.least, group.spread.most) == (2, 0.8, 0.9)


def test_of_runs_that_were_not_tested_it_is_said():
    (group,) = seed_groups([run(1, None), run(2, None)])
    assert (group.spread, group.remark) == (None, UNTESTED)


def test_a_group_says_in_which_recipe_it_differs_and_how_it_stands():
    other = changed(LENET, training=changed(LENET.training, batch=16))
    faster = [Member(Made(changed(other, training=changed(other.training, seed=seed))), 0.9, "") for seed in (7, 8)]
    first, second = seed_groups([run(1, 0.8), run(2, 0.81), *faster])
    assert (first.recipe, first.verdict) == ("", "")
    assert second.recipe.startswith("Batch size ")
    assert "Seed" not in second.recipe
    assert second.verdict.startswith("2 against 2 seeds: 9.50 points more right")
