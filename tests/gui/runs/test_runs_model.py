"""The table of thousands of runs: always what was read last, sorted as chosen, at few strokes, everything in place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from engine.service.answers import RunSummary
from gui.runs.column_choice import KEYS
from gui.runs.columns import COLUMNS
from gui.runs.runs_model import RunsModel
from gui.runs.runs_table import RunsTable

DATE = KEYS.index("began")
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def run(number, **fields):
    name = f"2026-11-{number // 60 + 1:02}_1745{number % 60:02}_lenet-5_k3f"
    values = {"title": "LeNet", "step": number % 7, "accuracy": 0.5, "state": "finished"}
    return RunSummary(Path("/runs") / name, name, **{**values, **fields})


changes = st.fixed_dictionaries(
    {"step": st.integers(0, 3), "title": st.sampled_from("aBc"), "accuracy": st.sampled_from([None, 0.1, 0.9])}
)
lists = st.dictionaries(st.integers(0, 40), changes).map(lambda made: [run(n, **fields) for n, fields in made.items()])


def shown(model):
    return [model.run(row) for row in range(model.rowCount())]


def in_order(runs, column=DATE, order=DOWN):
    newest = sorted(runs, key=lambda one: one.name, reverse=True)
    return sorted(newest, key=COLUMNS[column].order, reverse=order == DOWN)


def signals(model):
    said = []
    for name in ("rowsInserted", "rowsRemoved", "dataChanged", "layoutChanged", "modelReset"):
        getattr(model, name).connect(lambda *_, name=name: said.append(name))
    return said


@given(lists, lists, st.sampled_from(range(len(COLUMNS))), st.sampled_from([UP, DOWN]))
def test_after_any_two_lists_the_table_is_the_second_in_the_chosen_order(first, second, column, order):
    model = RunsModel()
    tester = QAbstractItemModelTester(model, FATAL)
    said = signals(model)
    model.sort(column, order)
    for runs in (first, second):
        said.clear()
        model.show_runs(runs)
        assert shown(model) == in_order(runs, column, order)
        assert len(said) <= 6
        assert "modelReset" not in said
    assert tester.model() is model


@given(lists, lists, st.data())
def test_after_any_two_lists_the_selected_run_is_the_same_where_it_is_still_there(qapp, first, second, data):
    table = RunsTable()
    table.show_runs(first)
    if first:
        chosen = data.draw(st.sampled_from(shown(table.runs)))
        table.selectRow(shown(table.runs).index(chosen))
    table.show_runs(second)
    assert bool(table.selected) == bool(second)
    if first and chosen.folder in {one.folder for one in second}:
        assert table.chosen[0].folder == chosen.folder
        assert table.currentIndex().row() == table.selectionModel().selectedRows()[0].row()


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_every_column_sorts_both_ways_and_stays_so_after_a_refresh(qtbot, column):
    runs = [
        run(n, title=f"T{n % 5}", accuracy=None if n % 6 == 0 else n / 50, images_per_second=n % 4) for n in range(50)
    ]
    table = RunsTable()
    qtbot.addWidget(table)
    for order in (UP, DOWN):
        table.show_runs(runs)
        table.sortByColumn(column, order)
        assert shown(table.runs) == in_order(runs, column, order)
        table.show_runs([*runs, run(77)])
        assert shown(table.runs) == in_order([*runs, run(77)], column, order)


def test_a_new_run_and_a_changed_one_are_two_signals(qtbot):
    model = RunsModel()
    runs = [run(number) for number in range(500)]
    model.show_runs(runs)
    said = signals(model)
    model.show_runs([*runs[:300], run(300, step=99), *runs[301:], run(600)])
    assert said == ["dataChanged", "rowsInserted"]
    said.clear()
    model.show_runs([*runs[:300], run(300, step=99), *runs[301:], run(600)])
    assert said == []


def test_runs_that_come_and_go_all_over_the_list_are_a_handful_of_signals(qtbot):
    model = RunsModel()
    model.show_runs([run(number) for number in range(0, 900, 2)])
    said = signals(model)
    model.show_runs([run(number) for number in range(0, 900, 3)])
    assert said == ["layoutChanged", "rowsRemoved", "rowsInserted", "layoutChanged"]


@pytest.fixture
def table(qtbot):
    widget = RunsTable()
    qtbot.addWidget(widget)
    widget.resize(620, 300)
    widget.show_runs([run(number) for number in range(500)])
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def first_in_sight(table):
    return table.runs.run(table.rowAt(0)), table.rowViewportPosition(table.rowAt(0))


def test_what_is_in_sight_stays_where_it_is(table):
    table.verticalScrollBar().setValue(3333)
    before = first_in_sight(table)
    table.show_runs([run(number) for number in range(600) if number % 50])
    assert first_in_sight(table) == before
    assert table.verticalScrollBar().value() != 3333


def test_at_the_top_the_newest_come_into_sight(table):
    table.show_runs([run(number) for number in range(600)])
    assert table.verticalScrollBar().value() == 0
    assert first_in_sight(table)[0] == run(599)


def test_a_selected_run_that_is_gone_leaves_its_place_to_its_neighbour(table):
    table.selectRow(3)
    assert table.selected == run(496)
    table.show_runs([run(number) for number in range(500) if number not in (496, 100, 200)])
    assert table.selected == run(495)
    table.show_runs([])
    assert table.selected is None
