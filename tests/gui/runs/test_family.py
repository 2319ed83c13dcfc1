"""The family of a run: its line, its siblings, its forks; whatever files say of parents, it comes to an end."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from engine.service.answers import Parent
from gui.runs.family import MOST_ANCESTORS, MOST_OF_ONE, Families
from gui.runs.family_tree import ALONE, SELECT, FamilyTree
from tests.gui.runs.summaries import summary


def forked(number, parent, step=8, **fields):
    """A run that was forked from another one."""
    return summary(number, parent=Parent(str(parent), step, "Gone one"), **fields)


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


def shown(tree):
    """The words of all rows in sight, from the top."""
    found, item = [], tree.topLevelItem(0)
    while item is not None:
        found.append(item.text(0))
        item = tree.itemBelow(item)
    return found


def test_it_is_there_as_soon_as_any_run_is_a_fork(qtbot):
    tree = FamilyTree()
    qtbot.addWidget(tree)
    tree.show_runs([summary(1)])
    assert tree.isHidden()
    first = summary(1)
    tree.show_runs([first, forked(2, first.folder), summary(3)])
    assert not tree.isHidden()
    assert shown(tree) == [SELECT]
    tree.show_chosen([summary(3)])
    assert shown(tree) == [ALONE]
    tree.show_chosen([first])
    assert shown(tree) == ["LeNet 1", "LeNet 2"]


def test_enter_opens_a_relative_also_one_that_is_not_listed(qtbot):
    tree = FamilyTree()
    qtbot.addWidget(tree)
    fork = forked(2, "/gone/run")
    tree.show_runs([fork])
    tree.show_chosen([fork])
    assert shown(tree) == ["Gone one (not listed)", "LeNet 2"]
    tree.show()
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    with qtbot.waitSignal(tree.opened) as heard:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert heard.args == [Path("/gone/run")]


def test_a_new_list_of_the_same_leads_nobody_away(qtbot):
    tree, first = FamilyTree(), summary(1)
    qtbot.addWidget(tree)
    fork = forked(2, first.folder)
    tree.show_runs([first, fork])
    tree.show_chosen([fork])
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    at = tree.currentItem()
    tree.show_runs([first, fork])
    assert tree.currentItem() is at
    tree.show_runs([first, forked(2, first.folder, state="failed", accuracy=0.5)])
    tree.show_chosen([forked(2, first.folder, state="failed", accuracy=0.5)])
    assert tree.topLevelItem(0).child(0).text(2) == "50.00 %"


def test_the_page_shows_the_family_of_the_selected_run(qtbot, page):
    first = summary(1)
    page.show_runs([first, forked(2, first.folder)])
    page.table.selectRow(0)
    assert [text.split(" · ")[0] for text in shown(page.family)] == ["LeNet 1", "LeNet 2"]
