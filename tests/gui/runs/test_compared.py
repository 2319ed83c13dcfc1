"""Which runs are drawn in the chart: by ticks, by selecting several, by menu and button; how they are taken away."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.runs.compared import MOST
from gui.runs.page import RunsPage
from gui.state.settings import SettingsFile
from tests.gui.runs.test_page import entry, summary
from tests.widgets import scrolled

ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def page(qtbot, tmp_path):
    with scrolled(qtbot, RunsPage(SettingsFile(tmp_path / "settings.json")), 620, 460) as shown:
        shown.show_runs([summary(number) for number in range(1, 10)])
        shown.table.clearSelection()
        shown.drawn = []
        shown.compared.connect(lambda runs: setattr(shown, "drawn", [run.title for run in runs]))
        yield shown


def select(page, *rows):
    page.table.clearSelection()
    for row in rows:
        page.table.selectionModel().select(page.table.runs.index(row, 0), ROWS)


def tick(qtbot, page, row):
    """A click into the box before a run's name."""
    index, option = page.table.runs.index(row, 0), QStyleOptionViewItem()
    page.table.itemDelegate().initStyleOption(option, index)
    option.rect = page.table.visualRect(index)
    box = page.table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, page.table)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center()))


def test_a_tick_draws_a_run_and_another_click_takes_it_away(qtbot, page):
    tick(qtbot, page, 0)
    tick(qtbot, page, 3)
    assert page.drawn == ["LeNet 9", "LeNet 6"]
    tick(qtbot, page, 0)
    assert page.drawn == ["LeNet 6"]


def test_several_selected_runs_are_drawn_until_they_are_not_selected(page):
    select(page, 0)
    assert page.drawn == []  # in passing
    select(page, 0, 2)
    assert page.drawn == ["LeNet 9", "LeNet 7"]
    select(page, 1)
    assert page.drawn == []


def test_the_shown_run_is_drawn_anyway_and_has_no_box(page):
    page.mark(summary(9).folder)
    select(page, 0, 2)
    assert page.drawn == ["LeNet 7"]
    states = [page.table.runs.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in (0, 1)]
    assert states == [None, Qt.CheckState.Unchecked]
    select(page, 0)
    assert not page.compare.isEnabled()


def test_button_and_menu_draw_what_is_selected_and_lead_to_chart_or_comparison(qtbot, page):
    for way, asked in (
        ("Show in chart", page.chart_asked),
        ("Compare", page.comparison_asked),
        ("", page.comparison_asked),
    ):
        select(page, 4)
        with qtbot.waitSignal(asked):
            entry(page, way).trigger() if way else page.compare.click()
        select(page, 1)
        assert page.drawn == ["LeNet 5"]
        select(page, 4)
        assert not entry(page, "Show in chart").isEnabled()
        entry(page, "Take out of the chart").trigger()
        assert page.drawn == []


def test_space_ticks_what_is_selected(qtbot, page):
    select(page, 1, 2)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    select(page, 5)
    assert page.drawn == ["LeNet 8", "LeNet 7"]
    select(page, 1, 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    select(page)
    assert page.drawn == []


def test_what_is_left_out_in_the_legend_is_neither_ticked_nor_selected(page):
    page.table.runs.tick([summary(3)], on=True)
    select(page, 0, 1)
    assert page.drawn == ["LeNet 3", "LeNet 9", "LeNet 8"]
    page.leave_out(summary(3).folder)
    page.leave_out(summary(9).folder)
    assert page.drawn == []
    assert page.table.selected == summary(8)


def test_a_run_that_goes_is_drawn_no_longer(page):
    page.table.runs.tick([summary(3), summary(4)], on=True)
    page.show_runs([summary(1), summary(4)])
    assert page.drawn == ["LeNet 4"]


def test_no_more_are_drawn_than_are_told_apart_and_it_is_said(page):
    page.show_runs([summary(number) for number in range(MOST + 3)])
    page.table.selectAll()
    assert len(page.drawn) == MOST
    assert f"the chart has {MOST} of them" in page.disk.words


def test_the_shown_run_is_the_first_of_those_that_are_compared(qtbot, page):
    assert page.together == ()
    select(page, 0, 2)
    assert [run.title for run in page.together] == ["LeNet 9", "LeNet 7"]
    with qtbot.waitSignal(page.together_changed):
        page.mark(summary(7).folder)
    assert [run.title for run in page.together] == ["LeNet 7", "LeNet 9"]


def test_one_run_that_is_not_shown_can_answer_beside_it(qtbot, page):
    page.mark(summary(9).folder)
    select(page, 0)
    assert not entry(page, "Try beside what is shown").isEnabled()
    select(page, 1)
    with qtbot.waitSignal(page.beside_asked) as asked:
        entry(page, "Try beside what is shown").trigger()
    assert asked.args[0].title == "LeNet 8"
    select(page, 1, 2)
    assert not entry(page, "Try beside what is shown").isEnabled()


def test_ticked_runs_are_compared_without_the_one_selected_in_passing(qtbot, page):
    tick(qtbot, page, 1)
    tick(qtbot, page, 3)
    page.table.selectRow(5)
    with qtbot.waitSignal(page.comparison_asked):
        qtbot.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    assert [run.title for run in page.together] == ["LeNet 8", "LeNet 6"]
    with qtbot.waitSignal(page.comparison_asked):
        entry(page, "Compare").trigger()  # asked for at this very run
    assert [run.title for run in page.together] == ["LeNet 8", "LeNet 6", "LeNet 4"]


def test_ticked_runs_can_be_compared_while_the_shown_one_is_selected(qtbot, page):
    page.mark(summary(9).folder)
    page.table.selectRow(0)
    assert not page.compare.isEnabled()
    assert page.compare.toolTip().startswith("Tick another run")
    tick(qtbot, page, 2)
    page.table.selectRow(0)
    assert page.compare.isEnabled()
    qtbot.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    assert [run.title for run in page.together] == ["LeNet 9", "LeNet 7"]
    tick(qtbot, page, 2)
    page.table.selectRow(0)
    assert not page.compare.isEnabled()
