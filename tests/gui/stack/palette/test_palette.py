"""The palette: every layer can be found by a few letters and added by click or Enter."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.analysis import analyse
from engine.network.network import Gap, Network
from engine.network.nodes import BLOCKS, LAYERS, random_ids
from gui.appearance import theme
from gui.stack.palette.catalogue import ENTRIES, new_node, search
from gui.stack.palette.effect_picture import EffectPicture
from gui.stack.palette.effects import effect
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show


def test_everything_can_be_added() -> None:
    assert {entry.kind for entry in ENTRIES} == {*LAYERS, *BLOCKS}
    assert all(entry.help.endswith(".") for entry in ENTRIES)


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("conv", "Convolution"), ("bn", "Batch normalisation"), ("max", "Max pooling"), ("relu", "ReLU"),
        ("lrelu", "Leaky ReLU"), ("gap", "Global average pooling"), ("linear", "Linear"), ("res", "Residual block"),
        ("batchnorm", "Batch normalisation"), ("dropout", "Dropout"), ("POOL", "Max pooling"),
    ],
)  # fmt: skip
def test_letters_find(letters: str, first: str) -> None:
    assert search(letters)[0].title == first


def test_letters_that_nothing_is_called_by() -> None:
    assert search("qqq") == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_new_layers_for_maps_fit_their_input(entry) -> None:
    node = new_node(entry, (6, 28, 28), random_ids(1), last=False)
    analysis = analyse(Network(()).insert(Gap(None, 0), (node,)), (6, 28, 28), 10, 32)
    own = [problem for problem in analysis.problems if problem.node]
    assert not own or entry.name == "Linear"


def test_a_click_adds(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = stack.panel.palette_field
    field.search("dropout")
    entries = field.popover.list
    middle = entries.visualItemRect(entries.item(0)).center()
    qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert stack.titles[1] == "Dropout"
    assert not field.popover.isVisible()


def test_arrows_choose_and_skip_headings(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = stack.panel.palette_field
    field.search()
    assert field.popover.list.chosen.title == "Convolution"
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.popover.list.chosen.title == "Average pooling"
    for _ in range(5):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.popover.list.chosen.title == "Convolution"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.popover.isVisible()
    assert stack.network == lenet()


def test_nothing_found_adds_nothing(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = stack.panel.palette_field
    field.search("qqq")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stack.network == lenet()


def test_while_it_is_open_a_line_in_the_stack_shows_where_the_layer_will_go(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([stack.network.nodes[2].id])
    plain = stack.view.viewport().grab().toImage()
    field = stack.panel.palette_field
    field.search()
    assert stack.view.marked == Gap(None, 3)
    assert stack.view.viewport().grab().toImage() != plain
    stack.workspace.select([stack.network.nodes[4].id])
    assert stack.view.marked == Gap(None, 5)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert stack.view.marked is None
    field.search("relu")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stack.view.marked is None


def test_the_open_list_leaves_the_stack_in_sight(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 800)
    row = QHBoxLayout(window)
    row.addWidget(stack.panel)
    row.addStretch(1)
    window.show()
    field = stack.panel.palette_field
    field.search()
    popover = field.popover
    left = popover.mapTo(window, QPoint()).x()
    assert left >= stack.view.mapTo(window, QPoint()).x() + stack.view.width()
    assert left + popover.width() <= window.width()
    field.close_list()
    stack.panel.setParent(None)


def test_no_picture_of_an_explanation_lacks_its_border(qapp) -> None:
    """Of the row of three, the last one too: its right border is inside the widget."""
    shown = EffectPicture()
    three = next(entry for entry in ENTRIES if len(effect(entry.kind).parts) == 3)
    shown.show_effect(effect(three.kind))
    image = shown.grab().toImage()
    ground = image.pixelColor(0, image.height() - 1)
    last = [image.pixelColor(image.width() - 1, y) for y in range(image.height() // 2)]
    assert sum(colour != ground for colour in last) > len(last) * 0.8


def test_the_explanation_has_room_for_its_whole_picture(qtbot: QtBot, show: Show) -> None:
    theme.apply(QApplication.instance(), "light")  # whose border takes room, too
    stack = show(lenet())
    stack.panel.resize(1200, 800)
    stack.panel.palette_field.search()
    picture = stack.panel.palette_field.popover.explanation.findChild(EffectPicture)
    qtbot.waitUntil(picture.isVisible)
    assert picture.width() >= picture.sizeHint().width()
    assert picture.geometry().right() < picture.parentWidget().width() - 1
