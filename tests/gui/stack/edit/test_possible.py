"""What menus offer: what can be done with what is selected, or where the pointer is, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.network.network import Network
from gui.stack.edit.possible import with_the_selection
from tests.gui.stack.networks import lenet, resnet
from tests.gui.stack.stacks import Show, Stack

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # popups, offscreen

EVERY = {"edit", "cut", "copy", "duplicate", "delete", "enable", "mute"}
MOVES = {"up", "down"}


def possible(network: Network, *indices: int) -> set[str]:
    return with_the_selection(network, [network.nodes[index].id for index in indices])


@pytest.mark.parametrize(
    ("indices", "more"),
    [
        ((4,), {"freeze", "residual", "repeat", *MOVES}),  # a convolution
        ((1,), {"residual", "repeat", *MOVES}),  # without weights
        ((0,), {"freeze", "residual", "repeat", "down"}),
        ((13,), {"freeze", "residual", "repeat", "up"}),
        ((1, 2), {"residual", "repeat", *MOVES}),
        ((1, 3), MOVES),  # no neighbours
    ],
)
def test_of_layers(indices: tuple[int, ...], more: set[str]) -> None:
    assert possible(lenet(), *indices) == EVERY | more


def test_of_a_block_and_of_what_is_in_one() -> None:
    network = resnet()
    block = network.nodes[3]
    assert possible(network, 3) == EVERY | MOVES | {"freeze", "fold", "unwrap", "residual", "repeat", "in"}
    inner = block.op.body[1]
    assert with_the_selection(network, [inner.id]) >= {"out", "up", "down", "in"}
    assert with_the_selection(network, []) == set()


def shown(stack: Stack, at: QPoint) -> list[str]:
    """The rows of the context menu that opens there."""
    stack.view.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    rows = [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]
    assert all(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.close()
    return rows


def test_the_context_menu_of_a_layer_has_what_applies_to_it(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    QApplication.clipboard().clear()
    node = stack.network.nodes[1]
    qtbot.mouseClick(stack.view.viewport(), Qt.MouseButton.RightButton, pos=stack.rect(node.id).center())
    rows = shown(stack, stack.rect(node.id).center())
    assert rows[:2] == ["Add layer…", "Edit fields"]
    assert "Disable" in rows
    assert not {"Paste", "Freeze", "Unfreeze", "Fold", "Unwrap the block", "Go to the first problem"} & set(rows)
    assert len(rows) < 13


def test_switches_say_what_they_would_do(show: Show) -> None:
    stack = show(lenet())
    stack.panel.action("enable").trigger()
    stack.panel.action("freeze").trigger()
    first = stack.rect(stack.network.nodes[0].id).center()
    assert {"Enable", "Unfreeze"} <= set(shown(stack, first))
    stack.panel.action("enable").trigger()
    stack.panel.action("freeze").trigger()
    assert {"Disable", "Freeze"} <= set(shown(stack, first))


def test_paste_is_offered_while_layers_are_on_the_clipboard(show: Show) -> None:
    stack = show(lenet())
    stack.panel.action("copy").trigger()
    assert "Paste" in shown(stack, stack.rect(stack.network.nodes[1].id).center())
    QApplication.clipboard().setText("no layers")
    assert "Paste" not in shown(stack, stack.rect(stack.network.nodes[1].id).center())


def test_an_empty_place_offers_what_concerns_the_stack(show: Show) -> None:
    stack = show(Network())
    QApplication.clipboard().clear()
    rows = shown(stack, stack.view.viewport().rect().center())
    assert rows == ["Add layer…", "Compact cards", "Show advice"]
    stack = show(resnet())
    empty = next(row.key for row in stack.model.rows if row.part == "empty")
    rows = shown(stack, stack.rect(empty).center())
    assert "Fold all blocks" in rows
    assert "Unfold all blocks" not in rows
    assert "Delete" not in rows


def test_the_menu_greys_what_cannot_be_only_while_it_is_open(show: Show) -> None:
    stack = show(lenet())
    menu = QMenu()
    actions: list[QAction] = [action for action in stack.panel.menu_actions() if action]
    menu.addActions(actions)
    stack.panel.grey_in(menu)
    menu.popup(QPoint())
    greyed = {action.text().replace("&", "") for action in actions if not action.isEnabled()}
    assert {"Move up", "Unwrap the block", "Fold", "Go to the first problem"} <= greyed
    assert not {"Delete", "Move down", "Add layer…", "Wrap in a repeat"} & greyed
    menu.close()
    assert stack.panel.action("up").isEnabled()
