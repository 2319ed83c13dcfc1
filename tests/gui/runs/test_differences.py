"""What tells runs apart, for the columns and for their names."""

from msgspec import structs

from engine.runs.collection.recipe import Recipe
from gui.runs.differences import differing, short_names
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
