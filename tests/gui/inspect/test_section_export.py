"""What it learned, for other programs: filters, maps, bars and classes, copied by button, menu and key."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.window.menus.clipboard_actions import doer
from tests.gui.inspect.layers import FIRST, LAST, floats, show_model, view


@pytest.fixture
def opened(workspace, page):
    def show(weights, activation, address=FIRST, **others):
        show_model(workspace)
        workspace.select([address])
        page.show_layer(replace(view(address, weights, activation), **others))
        return page

    return show


def copied(qtbot, section, part):
    with qtbot.waitSignal(section.export.message) as said:
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    return said.args[0], lines


def test_all_maps_are_copied_by_key_with_their_numbers(qtbot, opened):
    page = opened((6, 1, 5, 5), (6, 4, 3))
    said, lines = copied(qtbot, page.outputs, page.outputs.mosaic)
    assert said == "Copied the maps as a table."
    assert lines[0] == ["map", "row", "column 1", "column 2", "column 3"]
    assert (len(lines), lines[-1][:2]) == (1 + 6 * 4, ["6", "4"])
    np.testing.assert_array_equal(
        np.array([line[2:] for line in lines[1:]], np.float32).reshape(6, 4, 3), floats(6, 4, 3)
    )
    np.testing.assert_array_equal(page.outputs._array(), floats(6, 4, 3))


def test_rows_and_columns_of_a_thinned_map_have_their_own_numbers(qtbot, opened):
    page = opened((6, 1, 5, 5), (6, 4, 3), every=2)
    _, lines = copied(qtbot, page.outputs, page.outputs.mosaic)
    assert (lines[0][2:], lines[4][1]) == (["column 1", "column 3", "column 5"], "7")


def test_all_kernels_are_copied_whichever_channel_is_chosen(qtbot, opened):
    page = opened((16, 6, 5, 5), (16, 8, 8))
    page.filters.channel.setCurrentIndex(3)
    said, lines = copied(qtbot, page.filters, page.filters.mosaic)
    assert said == "Copied the filters as a table."
    assert (len(lines), lines[-1][:3]) == (1 + 16 * 6 * 5, ["16", "6", "5"])
    np.testing.assert_array_equal(page.filters._array(), floats(16, 6, 5, 5))


def test_a_matrix_and_bars_are_copied_too(qtbot, opened):
    page = opened((10, 84), (10,), LAST)
    _, lines = copied(qtbot, page.filters, page.filters.mosaic)
    assert (lines[0][:2], len(lines), len(lines[1])) == (["unit", "input 1"], 11, 85)
    _, lines = copied(qtbot, page.outputs, page.outputs.bars)
    assert (lines[0], len(lines)) == (["unit", "value"], 11)


def test_the_answer_is_copied_by_class(qtbot, opened):
    page = opened((10, 84), (10,), LAST, probabilities=np.full(10, 0.1, np.float32))
    _, lines = copied(qtbot, page.outputs, page.outputs.classes)
    assert (lines[0], len(lines)) == (["class", "output", "probability"], 11)
    assert lines[4][0::2] == ["3", "0.1"]


def test_a_picture_says_what_it_shows(opened):
    page = opened((6, 1, 5, 5), (6, 4, 3))
    assert page.outputs.export.title.startswith(
        "1. Convolution · run “LeNet-5 on digits” · step 1,250 · Activations for "
    )
    assert page.outputs.export.part is page.outputs.mosaic
    page = opened((10, 84), (10,), LAST)
    assert page.outputs.export.part is page.outputs.bars


def test_the_menu_copies_what_has_the_keyboard_or_what_that_is_part_of(opened):
    page = opened((6, 1, 5, 5), (6, 4, 3))
    assert doer(page.outputs.mosaic, "copy", None) == page.outputs.copy
    shown = opened((10, 84), (10,), LAST, probabilities=np.full(10, 0.1, np.float32)).outputs.classes
    assert not hasattr(shown, "cut")  # which the menu would take for its own
