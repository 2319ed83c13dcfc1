"""The columns of the Runs page: as many as have room, chosen, moved and remembered."""

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt

from engine.runs.collection.recipe import Recipe
from gui.runs.column_choice import KEYS, USUAL, known, order, widths, wished
from gui.runs.columns import COLUMNS, sentence
from gui.runs.page import RunsPage
from gui.state.settings import SettingsFile
from tests.gui.runs.summaries import shown_columns, titles
from tests.summaries import summary
from tests.widgets import scrolled


def test_the_newest_run_stands_first_and_any_column_sorts(page):
    page.show_runs([summary(2), summary(9, step=7), summary(5)])
    assert titles(page) == ["LeNet 9", "LeNet 5", "LeNet 2"]
    page.table.sortByColumn(KEYS.index("steps"), Qt.SortOrder.AscendingOrder)
    assert titles(page) == ["LeNet 9", "LeNet 2", "LeNet 5"]


@pytest.mark.parametrize("width", [1600, 900, 620, 384, 300])
def test_there_are_as_many_columns_as_have_room_and_never_a_scrollbar(qtbot, page, width):
    page.show_runs([summary(1)])
    page.parentWidget().parentWidget().resize(width, 400)
    table = page.table
    qtbot.waitUntil(lambda: table.viewport().width() <= width)
    shown = shown_columns(table)
    taken = sum(table.columnWidth(KEYS.index(key)) for key in shown)
    assert taken <= table.viewport().width() or shown == ["name"]
    assert table.horizontalScrollBar().maximum() == 0
    assert set(("name", "accuracy") if width > 300 else ("name",)) <= set(shown)
    assert table.rowAt(QPoint(5, 5).y()) == 0


def test_columns_are_chosen_moved_and_remembered(qtbot, page, settings):
    page.parentWidget().parentWidget().resize(1600, 400)
    page.show_runs([summary(1)])
    menu = page.table.column_menu()
    by_title = {action.text(): action for action in menu.actions()}
    assert not by_title["Run"].isEnabled()
    by_title["Batch"].trigger()
    by_title["Data"].trigger()
    assert "batch" in shown_columns(page.table)
    assert "data" not in shown_columns(page.table)
    page.table.horizontalHeader().moveSection(page.table.horizontalHeader().visualIndex(KEYS.index("accuracy")), 0)
    page.table.sortByColumn(KEYS.index("loss"), Qt.SortOrder.AscendingOrder)
    assert settings.value.runs_columns[:2] == ("accuracy", "name")
    again = RunsPage(SettingsFile(settings.path))
    qtbot.addWidget(again)
    again.resize(1600, 400)
    again.show()
    assert shown_columns(again.table)[:2] == ["accuracy", "name"]
    assert again.table.horizontalHeader().sortIndicatorSection() == KEYS.index("loss")
    page.table.column_menu().actions()[-1].trigger()
    assert settings.value.runs_columns == ()


def choose(page, title):
    next(action for action in page.table.column_menu().actions() if action.text() == title).trigger()


def test_a_column_that_is_asked_for_gets_the_room_of_less_important_ones(qtbot, page, settings):
    page.show_runs([summary(1)])
    before = shown_columns(page.table)
    assert not {"size", "note"} & set(before)
    choose(page, "Disk")
    assert {"name", "accuracy", "size"} <= set(shown_columns(page.table))
    choose(page, "Note")
    assert {"name", "size", "note"} <= set(shown_columns(page.table))
    again = RunsPage(SettingsFile(settings.path))
    with scrolled(qtbot, again, 620, 460):
        again.show_runs([summary(1)])
        assert shown_columns(again.table) == shown_columns(page.table)
    choose(page, "Note")
    assert "note" not in shown_columns(page.table)
    choose(page, "Usual columns")
    assert shown_columns(page.table) == before


def test_the_menu_of_columns_marks_those_in_sight_and_stands_under_more_too(page):
    page.show_runs([summary(1)])
    marked = [action.text() for action in page.table.column_menu().actions() if action.isChecked()]
    in_sight = shown_columns(page.table)
    assert marked == [column.title for column in COLUMNS if column.key in in_sight]
    page.more.menu().aboutToShow.emit()
    columns = next(action.menu() for action in page.more.menu().actions() if action.text() == "Columns")
    assert "Disk" in [action.text() for action in columns.actions()]


def test_columns_in_which_runs_differ_get_the_room_first(page):
    recipe = Recipe("Fashion-MNIST", "2 conv · 1 linear", "conv 8 · linear 10", 20_490, "Adam 0.001", 0.001, 64, 0)
    page.parentWidget().parentWidget().resize(608, 500)
    for fields in ({"optimiser": "SGD 0.1", "rate": 0.1}, {"seed": 7}, {"parameters": 7}):
        runs = [
            summary(1, title="A small CNN on Fashion-MNIST", recipe=recipe),
            summary(2, title="A small CNN on Fashion-MNIST", recipe=structs.replace(recipe, **fields), state="stopped"),
        ]
        page.show_runs([])
        page.show_runs(runs)
        assert {"name", "accuracy", "began", "state", next(iter(fields))} <= set(shown_columns(page.table))


def test_columns_stay_what_they_are_while_a_person_looks(page):
    recipe = Recipe("Fashion-MNIST", "2 conv · 1 linear", "conv 8 · linear 10", 20_490, "Adam 0.001", 0.001, 64, 0)
    page.parentWidget().parentWidget().resize(608, 500)
    page.show_runs([summary(1, recipe=recipe), summary(2, recipe=recipe, state="stopped")])
    before = shown_columns(page.table)
    assert "seed" not in before
    page.show_runs([summary(1, recipe=recipe), summary(2, recipe=structs.replace(recipe, seed=7))])
    assert shown_columns(page.table) == before
    page.table.hide()
    page.table.show()
    assert "seed" in shown_columns(page.table)


def test_kept_columns_that_are_not_known_are_passed_over():
    assert known(("name", "later", "loss")) == ("name", "loss")
    assert known(("loss",)) == ("name", "loss")
    assert known(()) == known(("later",)) == USUAL


def test_columns_without_room_stay_behind_the_one_before_them():
    assert order(("loss", "name"), ("name", "data", "loss")) == ("loss", "name", "data")


def test_room_that_is_left_goes_to_words_that_are_cut_off():
    needed = {"name": 100, "optimiser": 100, "accuracy": 50}
    given = widths(tuple(needed), needed, 400, {"name": 80, "optimiser": 240})
    assert given["optimiser"] >= 240
    assert widths(tuple(needed), needed, 300, {"name": 80, "optimiser": 240}) == {**needed, "optimiser": 150}


def test_words_in_which_runs_differ_are_whole_before_lesser_columns_come():
    needed = {"name": 100, "optimiser": 100, "data": 50, "accuracy": 50}
    whole = {"name": 180, "optimiser": 170, "data": 90}
    assert wished(needed, whole, ("name", "optimiser")) == needed | {"optimiser": 170}
    assert wished(needed, {"optimiser": 900}, ("optimiser",))["optimiser"] == 200


def test_an_accuracy_that_counts_what_was_learned_has_a_sign_and_says_why():
    leak = "It learned from 1 of these images, which is counted."
    column = next(one for one in COLUMNS if one.key == "accuracy")
    plain = structs.replace(summary(1), accuracy=0.9725)
    run = structs.replace(plain, leak=leak)
    assert (column.text(plain), column.text(run)) == ("97.25 %", "97.25 %*")
    assert column.tip(run) == f"97.25 % of the test images right. {leak}"
    assert sentence(run).endswith(leak)
