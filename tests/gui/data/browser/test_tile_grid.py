"""The grid of images: tens of thousands of them, of which only those in sight are known."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from gui.data.browser.tile_grid import NAMED, NINE, THUMBNAILS, TileGrid, Tiles

MANY = 60_000
LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL, PLAIN = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
PICTURE = QImage(28, 28, QImage.Format.Format_Grayscale8)


@pytest.fixture
def grid(qtbot):
    made = TileGrid()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture
def painted():
    """The places that were painted."""
    return set()


@pytest.fixture
def many(grid, painted):
    def picture(place):
        painted.add(place)
        return PICTURE

    grid.show_tiles(Tiles(MANY, THUMBNAILS, picture, str, lambda place: f"image {place}"))
    return grid


def middle(grid, place):
    row, column = divmod(place, grid.columns)
    width, height, _ = grid.measures
    return QPoint(column * width + width // 2, row * height + height // 2 - grid.verticalScrollBar().value())


def test_only_what_is_in_sight_is_painted_wherever_it_is_scrolled_to(qtbot, many, painted):
    bar = many.verticalScrollBar()
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        painted.clear()
        many.viewport().repaint()
        assert painted <= set(many.in_sight())
        assert 20 <= len(painted) <= 60
    assert MANY - 1 in painted


def test_what_comes_into_sight_is_told_once_for_many_moves(qtbot, many):
    with qtbot.waitSignal(many.sighted):
        for value in range(0, 5_000, 500):
            many.verticalScrollBar().setValue(value)
    assert many.in_sight().start > 0


def test_keys_go_from_image_to_image_beyond_the_ends_of_rows(qtbot, many):
    picked = []
    many.picked.connect(picked.append)
    columns, key = many.columns, Qt.Key
    rows = many.viewport().height() // many.measures.height
    for one in (key.Key_Home, *[key.Key_Right] * columns, key.Key_Left, key.Key_Down, key.Key_PageDown, key.Key_End):
        qtbot.keyClick(many, one)
    last = columns - 1 + columns + rows * columns
    assert picked == [*range(columns + 1), columns - 1, 2 * columns - 1, last, MANY - 1]
    assert many.chosen == MANY - 1
    assert MANY - 1 in many.in_sight()
    qtbot.keyClick(many, key.Key_Right)
    assert picked[-1] == MANY - 1
    qtbot.keyClick(many, key.Key_Return)
    assert picked[-2:] == [MANY - 1, MANY - 1]


def test_a_click_chooses_an_image_and_none_behind_the_last(qtbot, grid):
    picked = []
    grid.picked.connect(picked.append)
    grid.show_tiles(Tiles(grid.columns + 1, THUMBNAILS, lambda _: None, str, str))
    qtbot.mouseClick(grid.viewport(), LEFT, pos=middle(grid, grid.columns))
    qtbot.mouseClick(grid.viewport(), LEFT, pos=middle(grid, grid.columns + 1))
    assert picked == [grid.columns]


def test_another_width_keeps_what_is_first_in_sight_and_what_is_chosen(qtbot, many):
    many.verticalScrollBar().setValue(many.measures.height * 500)
    first = many.in_sight().start
    qtbot.mouseClick(many.viewport(), LEFT, pos=middle(many, first + 3))
    before = many.columns
    many.resize(700, 300)
    qtbot.waitUntil(lambda: many.columns > before)
    assert first in many.in_sight()[: many.columns]
    assert many.chosen == first + 3


def test_others_are_shown_from_the_first_on_and_none_is_chosen(qtbot, many):
    many.verticalScrollBar().setValue(5_000)
    qtbot.mouseClick(many.viewport(), LEFT, pos=middle(many, many.in_sight().start + 12))
    many.show_tiles(Tiles(100, NAMED, lambda _: None, str, str))
    assert (many.verticalScrollBar().value(), many.chosen) == (0, None)


def test_nine_stand_in_three_rows(grid):
    grid.show_tiles(Tiles(9, NINE, lambda _: None, str, str))
    assert grid.columns == 3
    assert 3 * grid.measures.width <= grid.viewport().width()


def test_each_image_says_what_it_is(many):
    model, role = many.model(), Qt.ItemDataRole.AccessibleTextRole
    row, column = divmod(4_321, many.columns)
    assert model.data(model.index(row, column), role) == "image 4321"
    beyond = model.index(model.rowCount() - 1, many.columns - 1)
    assert (model.data(beyond, role) is None) == (MANY % many.columns != 0)


def chosen(grid):
    return grid.selection.places.tolist()


def press(qtbot, grid, place, held=PLAIN):
    qtbot.mouseClick(grid.viewport(), LEFT, held, middle(grid, place))


def test_with_shift_all_up_to_one_are_chosen_and_with_ctrl_one_more_or_less(qtbot, many):
    picked, told = [], []
    many.picked.connect(picked.append)
    many.selected_changed.connect(lambda: told.append(chosen(many)))
    press(qtbot, many, 4)
    press(qtbot, many, 9, SHIFT)
    press(qtbot, many, 2, SHIFT)
    press(qtbot, many, 7, CTRL)
    press(qtbot, many, 3, CTRL)
    press(qtbot, many, 9, SHIFT)
    assert told == [[4], [4, 5, 6, 7, 8, 9], [2, 3, 4], [2, 3, 4, 7], [2, 4, 7], [3, 4, 5, 6, 7, 8, 9]]
    assert picked == [4, 9, 2, 7, 9]  # one that is not chosen any more is not shown


def test_keys_choose_several_too(qtbot, many):
    picked = []
    many.picked.connect(picked.append)
    press(qtbot, many, 1)
    for key, held in ((Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Right, CTRL)):
        qtbot.keyClick(many, key, held)
    assert (chosen(many), many.chosen, picked) == ([1, 2, 3], 4, [1, 2, 3])
    qtbot.keyClick(many, Qt.Key.Key_Space, CTRL)
    assert chosen(many) == [1, 2, 3, 4]
    with qtbot.waitSignal(many.unwanted):
        qtbot.keyClick(many, Qt.Key.Key_Delete)
    qtbot.keyClick(many, Qt.Key.Key_A, CTRL)
    assert chosen(many) == list(range(MANY))
    qtbot.keyClick(many, Qt.Key.Key_Home)
    assert chosen(many) == [0]


def test_another_width_keeps_all_that_are_chosen_and_a_screen_reader_is_told_them(qtbot, many):
    press(qtbot, many, 3)
    press(qtbot, many, 12, SHIFT)
    before = many.columns
    many.resize(700, 300)
    qtbot.waitUntil(lambda: many.columns > before)
    assert chosen(many) == list(range(3, 13))
    index = many.model().index(0, 4)
    assert many.model().data(index, Qt.ItemDataRole.AccessibleTextRole) == "image 4, chosen"


def test_the_same_without_some_stay_where_they_are_scrolled_to(qtbot, many):
    many.verticalScrollBar().setValue(2_000)
    many.replace_tiles(Tiles(MANY - 3, THUMBNAILS, lambda _: PICTURE, str, str), 700)
    assert (many.verticalScrollBar().value(), many.chosen, chosen(many)) == (2_000, 700, [700])
    many.replace_tiles(Tiles(5, THUMBNAILS, lambda _: PICTURE, str, str), 700)
    assert (many.chosen, chosen(many)) == (4, [4])
