"""What tells runs apart, for the columns and for their names."""

from msgspec import structs

from engine.runs.collection.recipe import Recipe
from gui.runs.differences import differing, names_beside, short_names
from tests.summaries import summary

RECIPE = Recipe("MNIST", "2 conv", "conv 6", 61_706, "Adam 0.001", 0.001, 64, 5)


def made(number, title="LeNet", **recipe):
    return summary(number, title=title, recipe=structs.replace(RECIPE, **recipe))


def test_columns_in_which_they_differ():
    assert not {"stack", "data", "optimiser", "seed"} & differing([made(1), made(2)])
    assert {"optimiser"} <= differing([made(1), made(2, optimiser="SGD 0.1", rate=0.1)])
    assert differing([]) == differing([made(1)]) == frozenset()


def test_figures_and_moments_are_written_as_in_the_list():
    assert short_names([made(1, batch=1), made(2, batch=2)]) == ("batch 1", "batch 2")
    first, second = short_names([made(1), made(2)])
    assert (first[:5], second[:5]) == ("1 Nov", "2 Nov")


def test_a_run_that_is_compared_keeps_its_name_everywhere():
    one, two, three = made(1, seed=1), made(2, seed=2), made(3, optimiser="SGD 0.1", rate=0.1, seed=1)
    together = (one, two, three)
    named = dict(zip((run.name for run in together), short_names(together), strict=True))
    assert names_beside((two, one), together) == (named[two.name], named[one.name])
    assert names_beside((one, two), ()) == names_beside((one, two), (one,)) == ("seed 1", "seed 2")


def test_one_that_is_not_compared_is_called_otherwise_than_those_that_are():
    compared = (made(1, seed=1), made(2, seed=2))
    names = names_beside((compared[0], made(3, optimiser="SGD 0.1", rate=0.1), made(4, seed=1, batch=16)), compared)
    assert names[0] == "seed 1"
    assert len(set(names)) == 3
