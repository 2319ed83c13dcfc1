"""The Inspect page: which layer it shows, whose weights, and what stays while they change."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.typed.document import changed
from gui.inspect import page as module
from tests.gui.inspect.layers import FIRST, LAST, SAMPLE, click, floats, show_model, shows, view


def test_a_convolution_shows_its_figures_filters_and_activations(workspace, page, enters):
    show_model(workspace)
    enters("running")
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5), arithmetic="(28 + 2·2 − 5) / 1 + 1 = 28"))
    assert page.heading.text() == "1. Convolution"
    assert page.source.text() == "following training · step 1,250"
    assert page.figures.text() == "weights 6×1×5×5 · output (28 + 2·2 − 5) / 1 + 1 = 28"
    assert page.filters.mosaic.count() == page.outputs.mosaic.count() == 6
    low, high = page.filters.mosaic.limits()
    assert low == -high
    assert not shows(page.filters.channel)


@pytest.mark.parametrize(
    ("source", "step", "state", "words"),
    [
        ("initial", 0, None, "initial weights"),
        ("live", 12, "running", "following training · step 12"),
        ("live", 12, "finished", "run “LeNet-5 on digits” · step 12"),
        ("saved", 1500, None, "run “LeNet-5 on digits” · step 1,500"),
    ],
)
def test_it_says_whose_weights_are_shown(workspace, page, source, step, state, words, enters):
    project = changed(SAMPLE, title="LeNet-5 on digits")
    show_model(workspace, source, step, project)
    enters(state)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5), step=step))
    assert page.source.text() == words


def test_figures_of_a_layer_that_is_another_one_by_now_are_said_to_be_the_runs(document, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5), arithmetic="28"))
    assert page.figures.text() == "weights 6×1×5×5 · output 28"
    first = document.network.nodes[0]
    document.edit_network(document.network.replace(changed(first, op=changed(first.op, filters=8))), "Filters")
    assert page.figures.text() == "In the run: weights 6×1×5×5 · output 28"
    document.undo_stack.undo()
    assert page.figures.text() == "weights 6×1×5×5 · output 28"


def test_one_range_for_all_maps_by_a_press(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    values = floats(2, 4, 4) * np.array([1, 100], np.float32)[:, None, None]
    page.show_layer(replace(view(FIRST), activation=values))
    before = page.outputs.mosaic.grab().toImage()
    click(page.outputs.common)
    assert page.outputs.mosaic.grab().toImage() != before


def test_an_answer_about_another_layer_is_dropped(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    page.show_layer(view(LAST, (10, 84), (10,)))
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.figures.text().startswith("weights 10×84")


def test_the_pointer_reads_value_position_and_shape_also_while_they_change(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.readout.text() == module.POINT
    tile = page.filters.mosaic.tile_rect(1).topLeft().toPoint() + QPoint(3, 3)
    QTest.mouseMove(page.filters.mosaic, tile)
    qtbot.waitUntil(lambda: page.readout.text().startswith("Filter 2 · row 1, column 1 · "))
    assert page.readout.text().endswith(" · 6 of 5×5")
    before = page.readout.text()
    page.show_layer(replace(view(FIRST, (6, 1, 5, 5)), weights=np.ones((6, 1, 5, 5), np.float32)))
    assert page.readout.text() == "Filter 2 · row 1, column 1 · 1 · 6 of 5×5" != before


def test_updates_keep_scroll_position_and_keyboard(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    shown = view(FIRST, (16, 6, 5, 5), (256, 28, 28))
    page.show_layer(shown)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    page.outputs.mosaic.setFocus()
    bar.setValue(80)
    page.show_layer(replace(shown, step=1300))
    assert bar.value() == 80
    assert page.outputs.mosaic.hasFocus()


@pytest.mark.parametrize("width", [320, 364, 620, 1100])
def test_nothing_is_cut_off_at_any_width(qtbot, workspace, page, width):
    show_model(workspace)
    workspace.select([FIRST])
    page.resize(width, 420)
    page.show_layer(view(FIRST, (16, 6, 5, 5)))
    qtbot.waitUntil(lambda: page.width() == width)
    assert page.minimumSizeHint().width() <= 320
    for part in (page.readout, page.filters.channel):
        right = part.mapTo(page, part.rect().topRight()).x()
        assert right <= width


def test_the_heading_follows_a_new_name_and_the_end_of_training(document, workspace, page, enters):
    show_model(workspace)
    enters("running")
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    document.edit_network(document.network.change_node({FIRST}, name="Edges"), "Rename")
    assert page.heading.text() == "1. Edges"
    enters("finished")
    assert not page.source.text().startswith("following")


@pytest.mark.parametrize("width", [360, 380, 608])
@pytest.mark.parametrize("size", [1.0, 110.0, 98_765.0])
def test_the_range_of_values_is_whole_and_plain_and_the_title_gives_way(workspace, page, width, size):
    show_model(workspace)
    workspace.select([FIRST])
    page.resize(width, 420)
    large = view(FIRST, (6, 3, 5, 5))
    page.show_layer(replace(large, weights=large.weights * np.float32(size), activation=large.activation * size))
    QApplication.processEvents()
    for section in (page.filters, page.outputs):
        title, limits = section.caption()
        assert section._limits.width() >= section._limits.fontMetrics().horizontalAdvance(limits)
        assert "e+" not in limits
        assert not title.endswith("…")
        assert page.area.viewport().rect().contains(section._limits.mapTo(page.area.viewport(), QPoint()))
