"""The family of a run: its line, its siblings, its forks; whatever files say of parents, it comes to an end."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.runs.family.families import MOST_ANCESTORS, MOST_OF_ONE, Families
from tests.summaries import forked, summary


def told(rows):
    return [(row.depth, row.title, row.step) for row in rows]


def test_ancestors_siblings_and_forks():
    first = summary(1)
    second, beside = forked(2, first.folder, 4), forked(3, first.folder, 16)
    child, nephew = forked(4, second.folder, 2), forked(5, beside.folder)
    runs = [nephew, child, beside, second, first]
    rows = Families(runs).of(second)
    assert told(rows) == [(0, "LeNet 1", None), (1, "LeNet 3", 16), (1, "LeNet 2", 4), (2, "LeNet 4", 2)]
    assert told(Families(runs).of(child))[:2] == [(0, "LeNet 1", None), (1, "LeNet 2", 4)]


def test_a_run_alone_has_none():
    families = Families([summary(1), forked(2, "/elsewhere")])
    assert families
    assert families.of(summary(1)) == ()
    assert not Families([summary(1)])


def test_a_parent_that_is_gone_is_called_as_it_was():
    (gone, fork) = Families([forked(2, "/gone/run")]).of(forked(2, "/gone/run"))
    assert (gone.title, gone.run, gone.folder) == ("Gone one", None, Path("/gone/run"))
    assert fork.run is not None


def test_runs_that_were_moved_together_find_each_other():
    first = summary(1)
    fork = forked(2, f"/before/{first.folder.name}")
    assert told(Families([first, fork]).of(fork)) == [(0, "LeNet 1", None), (1, "LeNet 2", 8)]


def test_of_thousands_some_are_shown_and_the_chosen_in_any_case():
    first = summary(1)
    forks = [forked(number, first.folder) for number in range(2, 1002)]
    rows = Families([first, *forks]).of(forks[-1])
    assert len(rows) == MOST_OF_ONE + 2
    assert rows[-1].more == len(forks) - MOST_OF_ONE
    assert any(row.folder == forks[-1].folder for row in rows)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_whatever_the_files_say_it_ends(parents):
    """The n-th run has this parent: perhaps itself, one of a circle, or one that is not there."""
    runs = [forked(number, summary(parent).folder) for number, parent in enumerate(parents)]
    families = Families(runs)
    for run in runs:
        rows = families.of(run)
        assert sum(row.folder == run.folder for row in rows) == 1
        assert len({row.folder for row in rows}) == len(rows) <= 2 * MOST_OF_ONE + MOST_ANCESTORS + 2
        assert all(after.depth <= before.depth + 1 for before, after in pairwise(rows))
