"""What tells runs apart, for the columns and for their names in the chart."""

from msgspec import structs

from engine.runs.collection.recipe import Recipe
from gui.runs.differences import differing, names, short_names
from tests.summaries import summary

RECIPE = Recipe("MNIST", "2 conv", "conv 6", 61_706, "Adam 0.001", 0.001, 64, 5)

TWO_AND_TWO = ((5, "Adam 0.001"), (5, "SGD 0.1"), (6, "Adam 0.001"), (6, "SGD 0.1"))


def made(number, title="LeNet", **recipe):
    return summary(number, title=title, recipe=structs.replace(RECIPE, **recipe))


def test_columns_in_which_they_differ():
    assert not {"stack", "data", "optimiser", "seed"} & differing([made(1), made(2)])
    assert {"optimiser"} <= differing([made(1), made(2, optimiser="SGD 0.1", rate=0.1)])
    assert differing([]) == differing([made(1)]) == frozenset()


def test_runs_of_one_title_are_named_by_what_differs():
    runs = [made(1), made(2, seed=6), made(3, "Mine")]
    assert names(runs) == ("LeNet · seed 5", "LeNet · seed 6", "Mine")
    assert names([made(1), made(2, optimiser="SGD 0.1", rate=0.1)]) == ("LeNet · Adam 0.001", "LeNet · SGD 0.1")


def test_where_it_takes_two_things_to_tell_them_apart_the_date_is_not_needed():
    runs = [made(number, seed=seed, optimiser=words) for number, (seed, words) in enumerate(TWO_AND_TWO, 1)]
    assert names(runs)[0] == "LeNet · Adam 0.001 · seed 5"
    assert short_names(runs) == tuple(name.removeprefix("LeNet · ") for name in names(runs))
    assert short_names([made(1), made(2, "Mine")]) == ("LeNet", "Mine")


def test_runs_that_were_told_the_same_are_named_by_their_date():
    first, second = names([made(1), made(2)])
    assert first != second
    assert first.startswith("LeNet · 1 Nov")


def test_runs_that_differ_in_other_settings_are_told_apart_by_them():
    runs = [made(1), made(2, settings="cosine")]
    assert {"optimiser"} <= differing(runs)
    assert names(runs) == ("LeNet · Adam 0.001", "LeNet · Adam 0.001 · cosine")
