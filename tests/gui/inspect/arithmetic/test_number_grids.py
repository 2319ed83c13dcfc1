"""The numbers of a working in small grids: as large as captions wherever they are written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from gui.appearance import theme
from gui.inspect.arithmetic.grids.grid import GridRow, about_zero
from gui.inspect.arithmetic.grids.grid_layout import Bounds, laid_out
from gui.inspect.arithmetic.grids.grid_painting import short
from gui.inspect.arithmetic.grids.number_grids import NumberGrids

BOUNDS = Bounds(40, 34, 20)


@given(grids=st.integers(1, 3), columns=st.integers(1, 24), room=st.integers(160, 2000))
def test_numbers_have_room_or_are_not_written_and_nothing_is_cut_off(grids, columns, room):
    found = laid_out(grids, columns, room, 22, BOUNDS)
    below = min(found.beside, grids - found.beside)  # each with a sign before it
    lines = (found.beside, 22 * (found.beside - 1)), (below, 22 * below)
    assert all(count * columns * found.width + signs <= room + 1e-6 for count, signs in lines) or found.width == 4
    assert found.readable == (found.width >= BOUNDS.width)
    if not found.readable:  # not even one grid alone has room
        assert columns * BOUNDS.width + (22 if grids > 1 else 0) > room


def test_grids_stand_side_by_side_as_long_as_their_numbers_have_room():
    assert laid_out(3, 5, 700, 22, BOUNDS)[1:] == (40, 3, True)
    assert laid_out(3, 5, 415, 22, BOUNDS)[1:] == (20, 2, True)
    assert laid_out(3, 5, 200, 22, BOUNDS)[1:] == (20, 1, True)
    assert laid_out(3, 11, 300, 22, BOUNDS)[2:] == (3, False)


def test_nothing_is_less_than_nothing():
    assert [short(value) for value in (-0.001, 0.001, -0.44, 12.34, float("nan"))] == [
        "0.00", "0.00", "−0.44", "12.3", "?",
    ]  # fmt: skip


@pytest.fixture
def grids(qtbot):
    """Patch × kernel = product of a 5×5, at the width that it has in a window of 1280."""
    view = NumberGrids()
    qtbot.addWidget(view)
    patch = np.arange(25, dtype=np.float32).reshape(5, 5) / 10
    row = GridRow("patch × kernel", tuple(about_zero(one) for one in (patch, -patch, -patch * patch)), ("×", "="))
    view.resize(395, 100)
    view.show_rows([row], "words")
    return view


def test_the_products_of_a_5x5_are_read_in_letters_of_captions_at_the_start_size(grids):
    layout, letters = grids.layout_of(0), QFontMetricsF(theme.caption_font())
    assert layout.readable
    assert layout.beside == 2  # and the products below them
    assert layout.width >= letters.horizontalAdvance("−0.44")
    assert layout.height >= letters.height()
    assert layout.height <= letters.height() + theme.px(8)  # flat, so that its lines are seen together


def test_a_number_is_read_where_it_stands_also_in_the_second_line(grids):
    for place, (_, area) in enumerate(grids._places(0)):
        at = area.topLeft() + QPointF(area.width() * 0.3, area.height() * 0.9)
        assert grids._cell_at(at) == (place, 4, 1)
        assert grids.reading(at) == "2.1 × (−2.1) = −4.41"
    assert grids.reading(QPointF(394, 10)) == ""


def test_by_key_each_number_is_read_framed_and_pressed(qtbot, grids):
    second = GridRow(
        "its 3×3", tuple(about_zero(np.full((3, 3), value, np.float32)) for value in (1, 2, 2)), ("×", "=")
    )
    grids.show_rows([*grids._rows, second], "words")
    grids.show()
    grids.activateWindow()
    qtbot.waitUntil(grids.isActiveWindow)
    grids.clearFocus()
    without, pressed = grids.grab().toImage(), []
    grids.clicked.connect(pressed.append)
    grids.cell_clicked.connect(lambda *cell: pressed.append(cell))
    grids.setFocus(Qt.FocusReason.TabFocusReason)
    assert grids.accessibleDescription() == "0 × 0 = 0. words"
    begun = grids.grab().toImage()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(grids, key)
    assert grids.accessibleDescription() == "0.6 × (−0.6) = −0.36. words"
    assert grids.grab().toImage() not in (without, begun)
    QTest.keyClick(grids, Qt.Key.Key_Return)
    assert pressed == [0, (0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]
    QTest.keyClick(grids, Qt.Key.Key_End)
    for _ in range(4):
        QTest.keyClick(grids, Qt.Key.Key_Down)
    assert grids._current == (1, 0, 2)
    QTest.keyClick(grids, Qt.Key.Key_Up)
    assert grids._current == (0, 4, 2)
    grids.show_rows([second], "fewer")
    assert grids._current == (0, 2, 2)
    grids.clearFocus()
    assert grids.accessibleDescription() == "fewer"
