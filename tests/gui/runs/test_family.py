"""The family of the selected run as a tree, with the keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt

from engine.runs.family.families import Families
from engine.runs.family.typed_in import TypedFilter
from gui.runs.columns import COLUMNS
from gui.runs.family_tree import ALONE, SELECT, FamilyTree
from tests.summaries import forked, summary


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
    tree.show_families(Families([summary(1)]))
    assert tree.isHidden()
    first = summary(1)
    tree.show_families(Families([first, forked(2, first.folder), summary(3)]))
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
    tree.show_families(Families([fork]))
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
    tree.show_families(Families([first, fork]))
    tree.show_chosen([fork])
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    at = tree.currentItem()
    tree.show_families(Families([first, fork]))
    assert tree.currentItem() is at
    tree.show_families(Families([first, forked(2, first.folder, state="failed", accuracy=0.5)]))
    tree.show_chosen([forked(2, first.folder, state="failed", accuracy=0.5)])
    assert tree.topLevelItem(0).child(0).text(2) == "50.00 %"


def test_the_marked_row_is_the_selected_run_also_within_one_family(qtbot):
    tree, first = FamilyTree(), summary(1)
    qtbot.addWidget(tree)
    fork = forked(2, first.folder)
    tree.show_families(Families([first, fork]))
    for run in (fork, first, fork):
        tree.show_chosen([run])
        parent = tree.topLevelItem(0)
        assert [parent.font(0).bold(), parent.child(0).font(0).bold()] == [run is first, run is fork]
        assert tree.currentItem().font(0).bold()


def test_the_page_shows_the_family_of_the_selected_run(qtbot, page):
    first = summary(1)
    runs = [first, forked(2, first.folder)]
    page.show_runs(runs, Families(runs))
    page.table.selectRow(0)
    assert [text.split(" · ")[0] for text in shown(page.family)] == ["LeNet 1", "LeNet 2"]


def test_runs_that_are_compared_have_the_names_that_they_have_there(qtbot):
    tree, first = FamilyTree(), summary(1, title="LeNet")
    qtbot.addWidget(tree)
    fork, other = forked(2, first.folder, title="LeNet"), summary(3)
    tree.show_families(Families([first, fork, other]))
    tree.show_chosen([first])
    assert shown(tree)[1] == "fork at step 8"
    tree.call((fork, other))
    assert shown(tree)[1] == "LeNet"


def test_names_of_a_large_family_are_told_apart_too(qtbot):
    tree, first = FamilyTree(), summary(1, title="LeNet")
    qtbot.addWidget(tree)
    forks = [forked(number, first.folder, title="LeNet", step=number % 3 + 1) for number in range(2, 29)]
    tree.show_families(Families([first, *forks]))
    tree.show_chosen([first])
    assert len(set(shown(tree))) == 28


def test_a_fork_says_what_was_typed_in(qtbot):
    tree, first = FamilyTree(), summary(1)
    qtbot.addWidget(tree)
    fork = forked(2, first.folder, typed_in=(TypedFilter("n00001", 0, "Layer 1 (Convolution)", "0f"),))
    tree.show_families(Families([first, fork]))
    tree.show_chosen([fork])
    assert shown(tree) == ["LeNet 1", "LeNet 2 (filter 1 typed in)"]
    assert "filter 1 typed in" in tree.currentItem().data(0, Qt.ItemDataRole.AccessibleTextRole)
    columns = {column.key: column for column in COLUMNS}
    assert columns["parent"].text(fork) == "Gone one, step 8, filter 1 typed in"
    assert "It began with filter 1 of Layer 1 (Convolution) typed in by hand." in columns["name"].tip(fork)
