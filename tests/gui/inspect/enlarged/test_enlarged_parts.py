"""The parts of what is enlarged: the plane with its numbers, the list of filters, the kernel that is typed in."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QIcon
from PySide6.QtTest import QTest

from engine.inspection.enlarging.figures import figures
from engine.inspection.enlarging.parts import EnlargedFilter, EnlargedMap, SheetLayer, Survey
from engine.project.recipes import read_recipe
from engine.service.looking.layers.enlarge_questions import AcrossImages, Surveyed
from engine.service.looking.looking_questions import Mute, Mutes
from gui.appearance import numerals, theme
from gui.inspect.arithmetic.maps.value_map import ValueMap
from gui.inspect.enlarged import plane_view, plane_words, sheet_words
from gui.inspect.enlarged.body import Body
from gui.inspect.enlarged.colour_choice import ColourChoice
from gui.inspect.enlarged.kernel_table import KernelTable
from gui.inspect.enlarged.plane_picture import BESIDE
from gui.inspect.enlarged.plane_view import PlaneView
from gui.inspect.enlarged.survey_model import SurveyModel
from gui.inspect.enlarged.survey_page import SurveyPage
from tests.gui.inspect.layers import show_model

VALUES = np.array([[0.25, -0.5, 1.0], [np.nan, 2.0, 0.125]], np.float32)


@pytest.fixture
def plane(qtbot):
    view = PlaneView("Map 1")
    qtbot.addWidget(view)
    view.show_plane(VALUES, "Strongest at row 2, column 2.", (1, 1))
    view.set_colours("grey", -0.5, 2.0)
    view.set_side(300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_values_are_read_by_pointer_and_by_key(plane, qtbot):
    QTest.mouseMove(plane, QPoint(10, 10))
    assert plane.reading() == "Row 1, column 1: 0.25"
    plane.clearFocus()
    QTest.mouseMove(plane, QPoint(-5, -5))
    plane._point_at(None)
    plane.setFocus(Qt.FocusReason.TabFocusReason)
    assert plane.reading() == "Row 2, column 2: 2"
    QTest.keyClick(plane, Qt.Key.Key_Right)
    QTest.keyClick(plane, Qt.Key.Key_Right)
    assert plane.reading() == "Row 2, column 3: 0.125"
    assert plane.accessibleDescription() == "Strongest at row 2, column 2. Row 2, column 3: 0.125"
    with qtbot.waitSignal(plane.turned) as heard:
        QTest.keyClick(plane, Qt.Key.Key_PageUp)
    assert heard.args == [-1]
    with qtbot.waitSignal(plane.picked) as heard:
        QTest.keyClick(plane, Qt.Key.Key_Return)
    assert heard.args == [1, 2]


def test_its_picture_is_made_once_for_values_and_colours_and_not_for_each_place_of_the_pointer(plane, monkeypatch):
    made, real = [], plane_view.plane_picture
    monkeypatch.setattr(plane_view, "plane_picture", lambda *all_: made.append(all_) or real(*all_))
    plane.grab()
    for column in range(3):
        plane._point_at((0, column))
        plane.grab()
    assert not made
    plane.show_plane(VALUES[::-1], "Other values.")
    plane.set_colours("viridis", -1.0, 2.0)
    plane.grab()
    plane.grab()
    assert len(made) == 1
    numerals.choose("comma")
    try:
        plane.grab()
    finally:
        numerals.choose("point")
    assert len(made) == 2


def test_it_keeps_its_form_and_is_painted_with_and_without_room_for_numbers(plane):
    assert (plane.width(), plane.height()) == (300, 200)
    large = plane.grab().toImage()
    plane.set_side(30)
    assert (plane.width(), plane.height()) == (30, 20)
    assert not plane.grab().isNull()
    plane.set_colours("viridis", -0.5, 2.0)
    plane.set_side(300)
    assert plane.grab().toImage() != large


def test_figures_in_words():
    found = figures(VALUES)
    assert plane_words.ends(found) == "Highest 2 at row 2, column 2; lowest −0.5 at row 1, column 2."
    assert plane_words.spread(found.spread).endswith("1 value is no number (magenta).")
    assert plane_words.spread(found.spread, VALUES.size) == plane_words.spread(found.spread)
    assert plane_words.spread(found.spread, 5000).endswith(f" All this is of the first {VALUES.size} of 5,000 weights.")
    assert plane_words.ends(figures(-VALUES[None]), 3) == (
        "Highest 0.5 at row 1, column 2 of input channel 4; lowest −2 at row 2, column 2 of input channel 4."
    )
    assert plane_words.ends(figures(np.zeros((2, 2), np.float32))) == "The same everywhere: 0."
    assert plane_words.spread(figures(np.zeros((2, 2), np.float32)).spread) == ""
    assert plane_words.ends(figures(np.full((1, 1), np.nan, np.float32))) == "No value is a number."


@pytest.mark.parametrize(
    ("width", "words"),
    [(50, ["−0.123", "0.002", "0.250"]), (36, ["−0.12", "0.00", "0.25"]), (30, ["−0.1", "0.0", "0.2"]), (20, None)],
)
def test_all_cells_have_as_many_decimals_as_fit_into_each_or_none_has_a_number(width, words):
    values = np.float32([-0.12345, 0.0021, 0.25])
    places = plane_words.decimals(values, width, measured)
    assert (None if places is None else [plane_words.cell(float(one), places) for one in values]) == words


def test_no_value_whose_colour_is_seen_is_written_as_nothing():
    assert plane_words.decimals(np.float32([0.9, 0.03]), 21, measured) == 1  # 0.03 is as pale as 0
    assert plane_words.decimals(np.float32([0.25, -0.03]), 28, measured) is None
    assert plane_words.decimals(np.float32([0.25, 0]), 21, measured) == 1
    assert plane_words.decimals(np.float32([0.25, np.nan, -0.03]), 36, measured) == 2


@pytest.mark.parametrize(
    ("largest", "places"), [(0.25, 2), (-0.031, 3), (2.3, 2), (9.5, 2), (23.0, 1), (345.0, 0), (0.0, 2), (np.nan, 2)]
)
def test_an_enlarged_filter_has_as_many_digits_as_a_number(largest, places):
    assert plane_words.enough(np.float32([largest, 0])) == places


@pytest.mark.parametrize(("width", "height"), [(900, 100), (900, 300), (370, 300)])
def test_a_filter_of_few_weights_is_large_enough_to_be_read_however_small_the_page_is(qtbot, width, height):
    body = Body()
    qtbot.addWidget(body)
    kernel = np.random.default_rng(0).uniform(-0.25, 0.25, (1, 5, 5)).astype(np.float32)
    body.show_found(EnlargedFilter("n00001", 0, 6, kernel, 1, 25, 0.1, 0, figures(kernel), (-1.0, 1.0), unit=False), "")
    body.fit(width, height)
    cell = body.plane.width() / 5 - theme.px(BESIDE)
    measure = QFontMetricsF(theme.caption_font()).horizontalAdvance
    assert plane_words.decimals(kernel[0], cell, measure) >= 2
    body.resize(width, height)
    body.layout().activate()
    assert body.plane.mapTo(body, QPoint(0, 0)).x() == 0


def measured(words):
    return 7 * len(words)


def test_a_cell_that_is_rounded_to_nothing_has_no_sign():
    assert plane_words.cell(-0.001, 2) == "0.00"
    assert plane_words.decimals(np.float32([1234.5, -3]), 60, measured) == 0
    assert plane_words.decimals(np.float32([np.nan]), 60, measured) is not None


def test_colours_span_what_is_chosen(qtbot):
    choice = ColourChoice()
    qtbot.addWidget(choice)
    choice.show_for("map", has_layer=True)
    assert choice.span((0, 1), (-2, 4)) == (0, 1)
    choice.common.click()
    assert choice.span((0, 1), (-2, 4)) == (-2, 4)
    assert choice.span((0, 1), None) == (0, 1)
    choice.show_for("filter", has_layer=True)
    assert choice.colours == "diverging"
    assert choice.span((0, 1), (-2, 4)) == (-4, 4)


def survey(count=3, **others):
    told = {
        "address": "n00001",
        "images": 100,
        "norms": np.float32([1, 3, 2][:count]),
        "nearest": np.array([2, 0, 0][:count]),
        "likeness": np.float32([0.99, 0.2, 0.99][:count]),
        "twin": np.array([-1, -1, 0][:count]),
        "prefers": np.array([1, 0, 0][:count]),
        "there": np.float32([0.5, 0, 1][:count]),
        "elsewhere": np.float32([0.25, 0, 0][:count]),
        "dead": np.array([False, True, False][:count]),
    }
    return Survey(**{**told, **others})


@pytest.mark.parametrize(
    ("order", "rows"), [("number", [0, 1, 2]), ("norm", [1, 2, 0]), ("likeness", [0, 2, 1]), ("class", [2, 0, 1])]
)
def test_filters_stand_in_the_order_that_is_chosen(order, rows, qapp):
    model = SurveyModel()
    model.show_survey(survey(), ("cat", "dog"))
    model.sort_by(order)
    assert [model.filter_at(row) for row in range(3)] == rows


def test_rows_say_what_marks_a_filter(qapp):
    model = SurveyModel()
    model.show_survey(survey(), ("cat", "dog"))
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(3)]
    assert rows == [
        ["Filter 1", "1", "filter 3 (0.99)", "class dog (by 0.25)", ""],
        ["Filter 2", "3", "filter 1 (0.2)", "", "dead"],
        ["Filter 3", "2", "filter 1 (0.99)", "class cat (by 1)", "duplicate of filter 1"],
    ]
    assert model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole).startswith("class dog (by 0.25)\nThe class to ")
    assert model.marks() == (1, 1)
    head, first, second, _ = model.table()
    assert head == ["filter", "norm", "most like", "likeness", "prefers", "by", "mark"]
    assert first == [1, 1.0, 3, pytest.approx(0.99), "dog", 0.25, ""]
    assert second[4:] == ["", "", "dead"]
    assert model.index(2, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "Filter 3, mark: duplicate of filter 1"
    model.show_survey(survey(1), ("cat", "dog"))
    assert model.index(0, 2).data() == ""


def test_the_longest_class_that_is_preferred_is_as_wide_as_its_words(qapp):
    model = SurveyModel()
    model.show_survey(survey(), ("automobile", "dog"))
    assert model.widest_class(len) == len("class automobile (by 0.0021)")
    model.show_survey(None)
    assert model.widest_class(len) == 0


def test_the_picture_of_a_filter_keeps_its_greys_in_a_selected_row(qapp):
    model = SurveyModel()
    model.show_survey(survey(), ("cat", "dog"))
    model.show_maps(np.full((3, 224, 224), np.nan, np.float32))
    icon = model.index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    usual, selected = (icon.pixmap(36, 36, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected))
    assert not usual.isNull()
    assert usual == selected


def test_a_kernel_is_typed_in_and_what_is_no_number_is_put_back(qtbot):
    table = KernelTable()
    qtbot.addWidget(table)
    table.show_kernel(np.zeros((3, 2), np.float32))
    with qtbot.waitSignal(table.changed):
        table.item(1, 1).setText("−0.5")
    assert table.values[1, 1] == -0.5
    for nonsense in ("much", "", "1e99", "inf"):
        table.item(1, 1).setText(nonsense)
        assert table.item(1, 1).text() == "−0.5"
    assert table.item(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "row 2, column 2: −0.5"
    assert table.values[1, 1] == -0.5
    table.show_kernel(np.full((1, 1), 1 / 3, np.float32))
    table.item(0, 0).setText(table.item(0, 0).text())  # opened, and left as it was
    assert table.values[0, 0] == np.float32(1 / 3)


def test_layers_of_a_sheet_differ_and_say_that_they_are_muted():
    network = read_recipe("lenet5-mnist").network
    titles = list(sheet_words.titles(network, [node.id for node in network.nodes]).values())
    assert titles[:4] == ["1. Convolution (z1)", "2. Tanh (a1)", "3. Average pooling", "4. Tanh"]
    mutes = Mutes(frozenset({Mute("n00001"), Mute("n00002", 0), Mute("n00002", 3)}))
    told = [sheet_words.muted("1. Tanh", mutes, address) for address in ("n00001", "n00002", "n00003")]
    assert told == ["1. Tanh, muted", "1. Tanh, 2 muted", "1. Tanh"]


def test_maps_of_other_images_are_coloured_once_while_the_map_changes(qtbot, monkeypatch):
    body, choice = Body(), ColourChoice()
    qtbot.addWidget(body)
    given = []
    monkeypatch.setattr(body.others, "set_tiles", given.append)
    across = AcrossImages("n00001", 0, 1, np.ones((2, 3, 3), np.float32), (0, 1), (0, 1), (0.0, 1.0), 4)
    for _ in range(3):
        values = np.random.default_rng(0).normal(size=(12, 12)).astype(np.float32)
        body.show_found(EnlargedMap("n00001", 0, 2, values, figures(values), (0.0, 1.0), None), "")
        body.show_across(across, ("a", "b"))
        body.colour(choice)
    assert [tiles.every for tiles in given] == [4]
    choice.common.setChecked(True)
    body.show_across(replace(across, limits=(0.0, 2.0)), ("a", "b"))
    body.colour(choice)
    assert len(given) == 2


def test_captions_of_a_sheet():
    def caption(title, count, shape, *sides):
        return sheet_words.caption(title, SheetLayer("n00001", count, np.zeros(shape, np.float32), *sides))

    assert caption("1. Convolution (z1)", 64, (64, 8, 8), (8, 8)) == "1. Convolution (z1): 64 maps of 8×8"
    assert caption("2. Tanh", 256, (20, 8, 8), (32, 32), 4) == "2. Tanh: the first 20 of 256 maps of 32×32"
    assert caption("3. Linear", 10, (10,)) == "3. Linear: 10 values"


def test_a_wide_page_has_larger_maps(qtbot):
    view = ValueMap("The map", holds=True)
    qtbot.addWidget(view)
    view.show_values(VALUES)
    before = view.sizeHint().width()
    view.set_side(300)
    assert view.sizeHint().width() > before


def test_a_new_order_begins_at_its_top_whatever_was_chosen(qtbot, workspace, run):
    show_model(workspace)
    page = SurveyPage(workspace, run)
    qtbot.addWidget(page)
    page.resize(600, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.show_surveyed(Surveyed(5, survey()))
    page.table.setCurrentIndex(page.model.index(2, 0))
    page.order.setCurrentIndex(1)
    page._sort()
    assert page.table.currentIndex().row() == 0
    assert page.table.verticalScrollBar().value() == 0
