"""The sheet of classes: images that can be pressed and that grow with the room by whole factors."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from gui.data import class_table
from gui.data.picture_sizes import sides
from gui.pieces.classes.search import ClassSearch
from tests.gui.data.overviews import overview


@pytest.fixture
def table(page):
    page.show_overview(overview())
    return page.overview.table


def chosen(page):
    said = []
    page.image_chosen.connect(said.append)
    return said


def test_an_image_that_is_pressed_is_said_by_its_place_among_the_training_images(qtbot, page, table):
    said, row = chosen(page), table.row_height
    left = table.places().samples + 2.5 * (table.side + 2)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(left), 3 * row + row // 2))
    assert said == [32]
    for beside in (QPoint(2, row), QPoint(table.width() - 2, row)):  # its name, its count
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert said == [32]


def test_images_are_walked_by_arrows_and_looked_at_by_enter(qtbot, page, table):
    said = chosen(page)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(table, key)
    assert said == [0, 11]


def test_the_image_with_the_keyboard_comes_into_sight(qtbot, page, area, table):
    area.resize(620, 300)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(9):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    bottom = table.mapTo(area.viewport(), QPoint(0, 9 * table.row_height + table.side))
    assert area.viewport().rect().contains(bottom)


def test_of_many_classes_the_keyboard_scrolls_the_sheet(qtbot, page):
    page.show_overview(overview(classes=100))
    table = page.overview.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(50):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.row_at(0) <= 50 <= table.row_at(table.viewport().height() - 1)


@pytest.mark.parametrize(("shape", "expected"), [((1, 28, 28), (28, 56, 84)), ((3, 32, 32), (32, 64, 96))])
def test_the_sheet_grows_by_whole_factors(page, area, shape, expected):
    page.show_overview(overview(shape))
    area.resize(1700, 1700)
    table, seen = page.overview.table, set()
    for width in range(300, 1400, 20):
        table.resize(width, 600)
        seen.add(table.side)
        places = table.places()
        assert places.samples + places.pictures * table.side < width
        assert table.side == expected[0] or places.pictures == 10
    assert seen == set(expected)


def test_a_scroll_bar_that_comes_with_larger_images_takes_no_room_from_them(page, area, table):
    area.resize(1700, 1700)
    for width in range(300, 1400):
        before = table.side
        table.resize(width, 600)
        if table.side > before:
            grown = table.side
            table.resize(width - 10, 600)
            assert table.side == grown


def test_a_low_window_keeps_the_sheet_in_one_view(page, area, table):
    area.resize(1700, 460)
    table.resize(1400, 600)
    assert table.side == 28


def test_large_images_shrink_and_small_ones_grow_to_about_the_same():
    assert sides(224, 32, 96) == [32]
    assert sides(8, 32, 96) == [32, 40, 48, 56, 64, 72, 80, 88, 96]
    assert sides(28, 48, 144) == [28, 56, 84, 112, 140]


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (900, 1), (940, 2), (1300, 2)])
def test_a_wide_page_has_the_images_beside_the_settings(qtbot, page, area, table, width, columns):
    def beside():
        return page.overview.mapTo(page, QPoint(0, 0)).x() > page.chooser.mapTo(page, QPoint(0, 0)).x() + 200

    area.resize(width, 700)
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
    qtbot.waitUntil(lambda: beside() == (columns == 2))
    assert area.horizontalScrollBar().maximum() == 0


def test_letters_find_a_class_whose_images_can_be_pressed(qtbot, page):
    page.show_overview(overview(classes=100))
    table, said, search = page.overview.table, chosen(page), page.findChild(ClassSearch)
    height = table.sizeHint().height()
    qtbot.keyClicks(search, "class 42")
    assert table.class_of(0) == 42
    assert table.row_of(42) == 0
    assert table.row_of(3) is None
    assert table.row_at(table.row_height) is None
    assert table.sizeHint().height() == height
    left = int(table.places().samples) + 3
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, table.row_height // 2))
    assert said == [420]
    page.show_overview(overview())
    assert not search.isVisible()
    assert table.class_of(9) == 9


def test_a_class_that_is_called_otherwise_leaves_what_is_looked_for(qtbot, page):
    page.show_overview(overview(classes=100))
    table, search = page.overview.table, page.findChild(ClassSearch)
    qtbot.keyClicks(search, "class 42")
    table.call(tuple("class 42, mended" if label == 42 else f"class {label}" for label in range(100)))
    assert search.text() == "class 42"
    assert table.sentence(0).startswith("class 42, mended: ")


def test_an_image_becomes_a_picture_once_however_often_it_is_painted(page, table, monkeypatch):
    made = []
    monkeypatch.setattr(
        class_table, "picture", lambda pixels: made.append(1) or QImage(8, 8, QImage.Format.Format_RGB32)
    )
    page.show_overview(overview())
    table.grab()
    first = len(made)
    table.grab()
    assert first >= 10
    assert len(made) == first
