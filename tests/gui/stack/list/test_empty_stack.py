"""An empty stack offers one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.network.network import Network
from gui.stack.list.empty_stack import Offer
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show


def test_its_one_action_adds_a_first_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(Network())
    (button,) = stack.panel.empty.buttons
    assert button.isVisible()
    assert button.text() == "Add a first layer"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    field = stack.panel.palette_field
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stack.titles == ["Convolution"]
    assert not button.isVisible()
    stack.document.undo_stack.undo()
    assert button.isVisible()


def test_others_may_offer_more(qtbot: QtBot, show: Show) -> None:
    stack = show(Network())
    done: list[str] = []
    stack.panel.empty.offer([Offer(word, "", lambda word=word: done.append(word)) for word in ("a", "b")])
    assert [button.text() for button in stack.panel.empty.buttons] == ["a", "b"]
    for button in stack.panel.empty.buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["a", "b"]


def test_a_stack_with_layers_offers_nothing(show: Show) -> None:
    assert not any(button.isVisible() for button in show(lenet()).panel.empty.buttons)
