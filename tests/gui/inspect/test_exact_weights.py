"""Exact weights beside the window: opened from the Inspect page, followed, walked through and copied."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from engine.service.answers import ChannelWeights, UnitWeights
from gui.inspect.weights.weight_dialog import WeightDialog
from gui.pieces.copying.exporter import Exporter, lines_of
from tests.gui.inspect.layers import FIRST, LAST, REPEATED, SAMPLE, click, floats, show_model, view


def filter_of(index=0, shape=(6, 5, 5), step=1250, address=FIRST, count=16):
    return UnitWeights(address, step, index, count, floats(*shape), 0.125)


@pytest.fixture
def opened(workspace, page):
    """Shows a layer, and gives the table that is opened from it."""

    def show(weights, activation=(16, 28, 28), address=FIRST):
        show_model(workspace)
        workspace.select([address])
        page.show_layer(view(address, weights, activation))
        return page

    return show


def dialog(page) -> WeightDialog:
    return page.findChild(WeightDialog)


def press(mosaic, tile):
    QTest.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=mosaic.tile_rect(tile).center().toPoint())


def test_the_weights_of_a_filter_go_to_its_channel(qtbot, opened):
    page = opened((16, 6, 5, 5))
    with qtbot.waitSignal(page.weights_wanted):
        page.open_weights(1, 2)  # filter 2, channel 3
    assert page.wanted_weights() == (FIRST, 1)
    page.show_weights(filter_of(1))
    table = dialog(page).table
    assert table.sheet_model.rowCount() == 30
    assert table.currentIndex().row() == 10
    assert dialog(page).figures.text().startswith("bias 0.125 · min −")
    assert dialog(page).source.text() == "run “LeNet-5 on digits” · step 1,250"


def test_a_press_on_a_kernel_and_enter_enlarge_its_filter(qtbot, opened):
    page = opened((16, 6, 5, 5))
    with qtbot.waitSignal(page.openers.wanted) as heard:
        press(page.filters.mosaic, 8)  # filter 2, channel 3
    assert heard.args == ["filter", 1, 2]
    page.filters.mosaic.select(14)
    with qtbot.waitSignal(page.openers.wanted) as heard:
        QTest.keyClick(page.filters.mosaic, Qt.Key.Key_Return)
    assert heard.args == ["filter", 2, 2]
    page.outputs.mosaic.select(4)
    with qtbot.waitSignal(page.openers.wanted) as heard:
        click(page.openers.of_map)
    assert heard.args == ["map", 4, 0]


def test_a_button_opens_the_selected_filter(opened):
    page = opened((16, 6, 5, 5))
    page.filters.mosaic.select(13)
    click(page.exact)
    assert page.wanted_weights() == (FIRST, 2)


def test_a_press_on_a_row_of_a_matrix_or_on_an_output_opens_that_unit(opened):
    page = opened((10, 84), (10,), LAST)
    mosaic = page.filters.mosaic
    area = mosaic.tile_rect(0)
    seventh = QPointF(area.left() + 5, area.top() + area.height() * 0.65).toPoint()
    QTest.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=seventh)
    assert page.wanted_weights() == (LAST, 6)
    page.outputs.bars.clicked.emit(3)
    assert page.wanted_weights() == (LAST, 3)
    page.show_weights(filter_of(3, (84,), address=LAST, count=10))
    assert dialog(page).noun.text() == "Unit"
    assert dialog(page).table.sheet_model.rowCount() == 84


def test_of_a_batch_norm_all_channels_stand_in_one_table(opened):
    page = opened((6,))
    page.filters.bars.clicked.emit(4)
    page.show_weights(ChannelWeights(FIRST, 1250, *(floats(6) for _ in range(4))))
    found = dialog(page)
    assert found.noun.text() == "All 6 channels"
    assert not found.number.isVisible()
    assert found.table.currentIndex().row() == 4
    assert [found.table.sheet_model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)] == [
        "scale", "shift", "running mean", "running variance",
    ]  # fmt: skip


def test_a_layer_without_weights_has_nothing_to_open(opened):
    page = opened(None)
    assert not page.exact.isVisible()
    page.outputs.bars.clicked.emit(0)
    assert page.wanted_weights() is None


def test_another_filter_is_chosen_by_its_number(qtbot, opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    page.show_weights(filter_of(0))
    with qtbot.waitSignal(page.weights_wanted):
        dialog(page).number.setValue(12)
    assert page.wanted_weights() == (FIRST, 11)
    page.show_weights(filter_of(0))  # too late
    assert dialog(page).number.value() == 12
    page.show_weights(filter_of(11))
    assert dialog(page).count.text() == "of 16"


def test_newer_weights_keep_what_is_selected_and_say_their_step(opened, enters):
    page = opened((16, 6, 5, 5))
    enters("running")
    click(page.exact)
    page.show_weights(filter_of())
    table = dialog(page).table
    table.go_to(7)
    page.show_weights(replace(filter_of(step=1300), weights=np.full((6, 5, 5), 0.5, np.float32)))
    assert dialog(page).source.text() == "following training · step 1,300"
    assert table.currentIndex().row() == 7
    assert table.currentIndex().data() == "0.5"


def test_what_is_selected_is_copied_separated_by_tabs(qtbot, opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    made = filter_of()
    page.show_weights(made)
    table = dialog(page).table
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.message) as said:
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied 150 numbers."]
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    np.testing.assert_array_equal(np.array(lines, np.float32), made.weights.reshape(30, 5))


def test_a_filter_is_copied_with_its_shape_and_its_bias_and_that_is_said(qtbot, opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    page.show_weights(filter_of())
    assert dialog(page).copy_whole.text() == "&Copy filter 1"
    with qtbot.waitSignal(page.message) as said:
        click(dialog(page).copy_whole)
    assert said.args == ["Copied filter 1 of 16 as a table."]
    head = QGuiApplication.clipboard().text().split("\n")[:3]
    assert head == [
        "1. Convolution\tfilter 1 of 16\trun “LeNet-5 on digits” · step 1,250", "weights\t6×5×5", "bias\t0.125",
    ]  # fmt: skip


def test_it_closes_with_its_layer(workspace, opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    assert page.wanted_weights() is not None
    workspace.select([LAST])
    assert page.wanted_weights() is None
    workspace.select([FIRST])
    click(page.exact)
    page.show_weights(None)
    assert page.wanted_weights() is None


def test_of_a_layer_that_has_fewer_filters_by_now_its_last_is_shown(opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    dialog(page).open_at(FIRST, "1. Convolution", 15, 0)
    page.show_weights(filter_of(7, count=8))
    assert dialog(page).number.value() == 8


def test_a_row_speaks_for_itself(opened):
    page = opened((16, 6, 5, 5))
    click(page.exact)
    page.show_weights(replace(filter_of(), weights=np.full((6, 5, 5), 0.5, np.float32)))
    spoken = dialog(page).table.sheet_model.index(6, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "in 2, row 2, column 3: 0.5"


def test_however_wide_the_kernels_it_stays_within_the_window(opened):
    page = opened((16, 6, 11, 11))
    page.resize(1000, 700)
    click(page.exact)
    page.show_weights(filter_of(shape=(6, 11, 11)))
    found, window = dialog(page), page.window().geometry()
    assert found.width() < window.width()
    assert found.geometry().right() <= window.right()
    assert found.geometry().bottom() <= window.bottom()


def test_it_says_which_block_and_copy_its_layer_is_of(document, workspace, page):
    document.edit_network(REPEATED, "Repeat")
    show_model(workspace, project=replace(SAMPLE, network=REPEATED))
    workspace.select(["nconv0"])
    page.show_layer(view("nconv0@0", (4, 4, 3, 3), (4, 28, 28)))
    click(page.exact)
    page.show_weights(filter_of(shape=(4, 3, 3), address="nconv0@0", count=4))
    click(dialog(page).copy_whole)
    named = "1. Convolution in 2.1. Residual block, copy 1"
    assert dialog(page).heading.text() == named
    assert QGuiApplication.clipboard().text().startswith(f"{named}\tfilter 1 of 4\t")


def test_numbers_of_a_picture_have_no_more_digits_than_tell_them():
    exporter = Exporter(QGuiApplication.instance())
    exporter.copy_table("map", lines_of(np.array([[[0.1, -1 / 3]], [[2e-9, 1.5]]], np.float32)))
    assert QGuiApplication.clipboard().text() == "0.1\t-0.33333334\n2e-09\t1.5\n"
