"""The Compare page in little room, and as a picture."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from engine.runs.comparison.luck import luck, spread
from engine.service.comparison.comparison_answers import SeedGroup
from gui.appearance import theme
from gui.results.comparison.side_by_side import shared
from tests.gui.results.comparison.comparisons import A, B, C, compared, front, reached


def test_columns_are_whole_where_there_is_room_and_names_give_way_first():
    assert shared(500, [110, 110], [110, 200]) == [205, 295]
    assert shared(250, [110, 110], [110, 200]) == [110, 140]
    assert shared(100, [110, 110], [110, 110]) == [110, 110]
    assert shared(100, [], []) == []


def test_a_name_without_room_ends_in_dots(full):
    full.offer((A, B), ("conv1 3 filters · " + "SGD 0.034 · " * 20, "two"))
    shown = full.head.first.fitting()
    assert shown.startswith("conv1 3")
    assert shown.endswith("…")
    assert full.head.first.toolTip() == full.head.first.currentText()


def test_a_picture_is_of_the_whole_table(full):
    full.offer((A, B, C), [f"{name} " * 12 for name in "abc"])
    full.show_runs(compared(*((folder, reached()) for folder in (A, B, C))))
    front(full, "figures")
    whole = full.figures.picture
    header = whole.horizontalHeader()
    heavy = QFontMetrics(theme.number_font())
    assert all(header.sectionSize(at) > heavy.horizontalAdvance(name) for at, name in enumerate(whole.rows.names))
    assert header.length() <= whole.width() - whole.verticalHeader().width()
    assert whole.height() >= whole.verticalHeader().length() + header.sizeHint().height()


def test_a_picture_of_matrices_says_whose_they_are(full):
    front(full, "confusion")
    picture = full.confusion.picture
    said = [label.text() for label in picture.findChildren(QLabel)]
    assert {"A · LeNet · seed 1", "B · LeNet · seed 2"} <= {*said}
    full.confusion.views[1].click()
    picture = full.confusion.picture
    said = [label.text() for label in picture.findChildren(QLabel)]
    assert "B · LeNet · seed 2 less A · LeNet · seed 1" in said


def test_nothing_is_offered_to_be_copied_where_there_is_nothing(full):
    assert full.head.more.isEnabled()
    front(full, "seeds")
    assert not full.head.more.isEnabled()
    front(full, "figures")
    assert full.head.more.isEnabled()


@pytest.mark.parametrize("width", [420, 560, 620, 900])
def test_matrices_are_as_large_as_their_figures_need_however_low_the_page_is(qtbot, full, width):
    full.window().resize(width, 300)
    both = front(full, "confusion").first, full.confusion.other
    qtbot.waitUntil(lambda: all(one.places.side >= theme.px(200) for one in both))  # fifty to each of four classes
    assert all(one.places.left + one.places.side <= one.width() for one in both)


def test_heads_that_are_cut_off_keep_what_tells_their_columns_apart(full):
    assert full.seeds.view.horizontalHeader().textElideMode() == Qt.TextElideMode.ElideRight


def test_what_is_said_of_many_groups_is_whole_and_their_table_below_it(qtbot, full):
    spreads = [spread([0.9, 0.9 + number / 100]) for number in range(1, 9)]
    groups = tuple(
        SeedGroup((number, number + 1), one, luck([0.9, 0.91], [0.9, 0.92]), recipe="Convolution 6→3, Learning rate")
        for number, one in enumerate(spreads)
    )
    runs = [run for run in compared(groups=groups).runs for _ in range(9)]
    full.show_runs(replace(compared(groups=groups), runs=tuple(runs)))
    part = front(full, "seeds")
    qtbot.waitUntil(lambda: part.said.height() >= part.said.heightForWidth(part.said.width()) > 100)
    assert part.view.height() >= 5 * theme.px(26)
