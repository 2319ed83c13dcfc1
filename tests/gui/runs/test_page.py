"""The Runs page: rows that stay what they are, opening by click and key, and what stands there before the first run."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QScrollArea

from engine.service.answers import RunSummary
from gui.runs.columns import COLUMNS, began, sentence
from gui.runs.page import RunsPage
from gui.runs.runs_model import RunsModel


def summary(number, **fields):
    name = f"2026-11-{number:02d}_1745{number:02d}_lenet-5_k3f"
    values = {"title": f"LeNet {number}", "step": 100 * number, "accuracy": 0.9 + number / 1000, "state": "finished"}
    return RunSummary(Path("/runs") / name, name, **{**values, **fields})


@pytest.fixture
def page(qtbot):
    area, widget = QScrollArea(), RunsPage()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    area.resize(620, 460)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield widget
    area.close()


def titles(page):
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@given(st.lists(st.lists(st.integers(1, 9), unique=True), max_size=5))
def test_the_rows_are_those_of_the_newest_list(lists):
    model = RunsModel()
    changes = []
    model.modelReset.connect(lambda: changes.append("reset"))
    for numbers in lists:
        model.show_runs([summary(number) for number in numbers])
        assert {model.run(row).title for row in range(model.rowCount())} == {f"LeNet {number}" for number in numbers}
    assert changes == []


def test_only_what_changed_is_said(qtbot):
    model = RunsModel()
    model.show_runs([summary(1), summary(2)])
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show_runs([summary(1), summary(2, state="failed")])
    assert changed == [(0, 0)]
    model.show_runs([summary(1), summary(2, state="failed")])
    assert changed == [(0, 0)]


def test_the_newest_run_stands_first_and_any_column_sorts(page):
    page.show_runs([summary(2), summary(9, step=7), summary(5)])
    assert titles(page) == ["LeNet 9", "LeNet 5", "LeNet 2"]
    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert titles(page) == ["LeNet 9", "LeNet 2", "LeNet 5"]


def test_the_selected_run_stays_selected_when_others_come_and_go(page):
    page.show_runs([summary(1), summary(2), summary(3)])
    page.table.selectRow(1)
    page.show_runs([summary(4), summary(2, step=9), summary(1)])
    assert page.table.selected == summary(2, step=9)


def test_a_double_click_opens_a_run(qtbot, page):
    page.show_runs([summary(1), summary(2)])
    at = page.table.visualRect(page.table.model().index(1, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(page.run_chosen) as heard:
        qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [summary(1).folder]


def test_enter_opens_a_run(qtbot, page):
    page.show_runs([summary(1), summary(2)])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.run_chosen) as heard:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.args == [summary(1).folder]


def test_the_buttons(qtbot, page, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.show_runs([summary(1)])
    with qtbot.waitSignal(page.run_chosen):
        qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.open_folder, Qt.MouseButton.LeftButton)
    assert opened == [str(summary(1).folder)]
    with qtbot.waitSignal(page.refresh_asked):
        qtbot.mouseClick(page.refresh, Qt.MouseButton.LeftButton)


def test_before_the_first_run_a_sentence_and_its_action(qtbot, page):
    assert page.train.isVisible()
    assert not page.open.isVisible()
    with qtbot.waitSignal(page.train_asked):
        qtbot.mouseClick(page.train, Qt.MouseButton.LeftButton)
    page.show_runs([summary(1)])
    assert not page.train.isVisible()
    page.show_runs([])
    assert page.train.isVisible()
    assert page.table.selected is None


def test_figures_read_well():
    model = RunsModel()
    model.show_runs([summary(3, step=12_345, images_per_second=6720.4), summary(4, accuracy=None, state="failed")])
    texts = [[model.index(row, column).data() for column in range(len(COLUMNS))] for row in range(2)]
    assert texts[1] == ["LeNet 3", "2026-11-03 17:45", "12,345", "90.30 %", "finished", "6,720"]
    assert texts[0] == ["LeNet 4", "2026-11-04 17:45", "400", "–", "failed", "–"]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Run"
    assert model.index(5, 0) == QModelIndex()


def test_a_folder_of_another_name_has_no_date():
    odd = RunSummary(Path("/runs/mine"), "mine", "Mine", 0, None, "not finished")
    assert began(odd) is None
    assert sentence(odd) == "Mine, not finished at step 0"


def test_screen_readers_hear_a_whole_run(page):
    page.show_runs([summary(3)])
    heard = page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "LeNet 3, 2026-11-03 17:45, finished at step 300, 90.30 % of the test images right"


@pytest.mark.parametrize(("width", "columns"), [(620, 6), (384, 3)])
def test_a_narrow_table_leaves_columns_out(qtbot, page, width, columns):
    page.show_runs([summary(1)])
    page.parentWidget().parentWidget().resize(width, 400)
    table = page.table
    qtbot.waitUntil(lambda: sum(not table.isColumnHidden(column) for column in range(len(COLUMNS))) == columns)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.rowAt(QPoint(5, 5).y()) == 0
