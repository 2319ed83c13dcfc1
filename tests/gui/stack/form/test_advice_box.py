"""Advice: a lamp on the card and a sentence in the form, to be dismissed one by one or all at once."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from engine.network.layers import Softmax
from engine.network.network import Gap, Network
from engine.network.nodes import Node
from engine.project.project import Project
from gui.appearance import theme
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show, Stack

LAST = "nsoft0"


def advised() -> Network:
    network = lenet()
    return network.insert(Gap(None, len(network.nodes)), (Node(LAST, Softmax()),))


def buttons(stack: Stack) -> list[QPushButton]:
    return [one for one in stack.form.findChildren(QPushButton) if one.text() == "Dismiss" and one.isVisible()]


def test_advice_is_on_its_card_and_in_the_form_and_nothing_is_red(show: Show) -> None:
    stack = show(advised())
    stack.workspace.select([LAST])
    assert [piece.key for piece in stack.row(LAST).advice] == ["softmax"]
    assert stack.row(LAST).state == "fine"
    assert len(buttons(stack)) == 1
    image = stack.view.viewport().grab(stack.rect(LAST)).toImage()
    red = QColor(theme.current().error).name()
    assert red not in {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_dismissed_piece_stays_away_until_another_project(show: Show) -> None:
    stack = show(advised())
    stack.workspace.select([LAST])
    buttons(stack)[0].click()
    assert stack.row(LAST).advice == ()
    assert buttons(stack) == []
    stack.document.edit_network(stack.network.remove({stack.network.nodes[1].id}), "Edit")
    assert stack.row(LAST).advice == ()
    stack.document.open(Project(network=advised()), None)
    assert stack.row(LAST).advice


def test_all_advice_can_be_hidden_and_shown(show: Show) -> None:
    stack = show(advised())
    action = stack.panel.action("advice")
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    assert not any(row.advice for row in stack.model.rows)
    action.trigger()
    assert stack.row(LAST).advice
