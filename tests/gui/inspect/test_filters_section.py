"""The weights on the Inspect page, for every kind of layer."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.network.layers import BatchNorm, Dropout, Dropout2d, Flatten, GlobalAvgPool, Linear, ReLU
from engine.network.nodes import Node
from engine.project.recipes import read_recipe
from tests.gui.inspect.layers import FIRST, LAST, show_model, shows, view


def test_of_several_input_channels_one_or_all_are_chosen(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    shown = view(FIRST, (16, 6, 5, 5))
    page.show_layer(shown)
    filters = page.filters
    assert shows(filters.channel)
    assert (filters.mosaic.count(), filters.mosaic.name_of(7)) == (96, "Filter 2, channel 2")
    filters.channel.setFocus()
    QTest.keyClick(filters.channel, Qt.Key.Key_Down)
    assert filters.channel.currentText() == "input channel 1"
    assert (filters.mosaic.count(), filters.mosaic.name_of(1)) == (16, "Filter 2")
    page.show_layer(shown)
    assert filters.channel.currentText() == "input channel 1"


def test_a_layer_without_weights_shows_activations_alone(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST))
    assert not shows(page.filters)
    assert shows(page.outputs.mosaic)
    assert page.figures.text() == "input 1×28×28 · output 6×28×28"
    assert not shows(page.exact)


@pytest.mark.parametrize(
    ("op", "sentence"),
    [
        (ReLU(), "Keeps what is positive and sets the rest to zero: the usual choice."),
        (Dropout(), f"{Dropout.help} When it is not training, as here, it passes everything on."),
        (Dropout2d(), f"{Dropout2d.help} When it is not training, as here, it passes everything on."),
    ],
)
def test_a_layer_without_weights_says_what_it_does(document, workspace, page, op, sentence):
    document.edit_network(document.network.insert(document.network.gap(FIRST), [Node("nnewly", op)]), "Add")
    show_model(workspace, "initial", 0, document.project)
    workspace.select(["nnewly"])
    page.show_layer(view("nnewly", activation=(1, 28, 28)))
    assert shows(page.purpose)
    assert page.purpose.text() == sentence
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert not shows(page.purpose)


@pytest.mark.parametrize(
    ("op", "noun"), [(Linear(6), "Unit"), (BatchNorm(), "Channel"), (GlobalAvgPool(), "Channel"), (Flatten(), "Value")]
)
def test_a_value_of_a_vector_is_called_by_its_layer(document, workspace, page, op, noun):
    fits = [Node("nflat9", Flatten())] if isinstance(op, Linear) else []
    document.edit_network(document.network.insert(document.network.gap(FIRST), [*fits, Node("nnewly", op)]), "Add")
    show_model(workspace, "initial", 0, document.project)
    workspace.select(["nnewly"])
    page.show_layer(view("nnewly", activation=(6,)))
    assert page.outputs.bars.reading(2).startswith(f"{noun} 3 · ")


def test_a_single_filter_is_none_of_several(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (1, 1, 5, 5), (1, 28, 28)))
    assert page.filters._title.text().startswith("Filter (")


def test_a_linear_layer_shows_its_matrix_and_bars_or_the_classes_where_it_is_the_last(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    page.show_layer(view(LAST, (10, 84), (10,), probabilities=np.full(10, 0.1, np.float32)))
    assert page.filters.mosaic.map_size() == (10, 84)
    assert shows(page.outputs.classes)
    assert not shows(page.outputs.common)
    assert page.outputs.classes.sentence(3).startswith("3: ")
    assert page.outputs.classes.sentence(3).endswith(", 10.00 %")
    page.show_layer(view(LAST, (10, 84), (10,)))
    assert shows(page.outputs.bars)
    assert not shows(page.outputs.classes)


def test_batch_norm_shows_its_scale_as_bars(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6,)))
    assert shows(page.filters.bars)
    assert page.filters.bars.reading(3).startswith("Channel 4 · ")
    assert page.figures.text().startswith("scale and shift of 6 channels · output ")
    assert not shows(page.filters.mosaic)


def test_a_matrix_too_large_for_a_picture_says_so(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    large = replace(view(LAST, (10, 84), (10,)), weights=None, weights_shape=(2000, 2000))
    page.show_layer(large)
    assert page.filters.mosaic.accessibleDescription() == "4,000,000 weights are too many for a picture."


def test_filters_that_read_a_colour_image_are_shown_in_colour_first(document, workspace, page):
    project = read_recipe("resnet-20-cifar10")
    first = project.network.nodes[0].id
    document.open(project, None)
    show_model(workspace, project=project)
    workspace.select([first])
    page.show_layer(replace(view(first, (16, 3, 3, 3), (16, 32, 32)), input=(3, 32, 32)))
    assert page.filters.channel.currentText() == "in colour"
    assert page.filters.mosaic.count() == 16
    page.filters.channel.setFocus()
    QTest.keyClick(page.filters.channel, Qt.Key.Key_Down)
    assert page.filters.mosaic.count() == 48


def test_of_weights_too_many_for_a_picture_one_input_channel_is_asked_for(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    wide = (64, 32, 3, 3)
    part = replace(view(FIRST, (64, 1, 3, 3)), weights_shape=wide, input_channel=0)
    page.show_layer(part)
    assert page.figures.text().startswith("weights 64×32×3×3")
    assert page.filters.mosaic.count() == 64
    assert [page.filters.channel.itemText(at) for at in range(2)] == ["input channel 1", "input channel 2"]
    assert page.input_channel() == 0
    with qtbot.waitSignal(page.address_changed):
        page.filters.channel.setCurrentIndex(5)
        page.filters.channel.activated.emit(5)
    assert page.input_channel() == 5
    page.show_layer(replace(part, weights=np.ones((64, 1, 3, 3), np.float32), input_channel=5))
    assert page.filters.mosaic.limits() == (-1, 1)
    assert page.filters.channel.currentText() == "input channel 6"
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.input_channel() is None


def test_the_first_press_on_a_filter_enlarges_it_without_the_pointer_having_moved(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    mosaic = page.filters.mosaic
    at = QPointF(mosaic.tile_rect(2).center())
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        at,
        mosaic.mapToGlobal(at),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.filters.enlarged) as enlarged:
        QApplication.sendEvent(mosaic, press)
    assert enlarged.args == [2, 0]
