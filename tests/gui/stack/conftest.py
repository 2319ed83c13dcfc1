"""A stack panel, shown in a window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.network.network import Network
from tests.gui.stack.stacks import Show, Stack


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    made: list[Stack] = []

    def make(network: Network) -> Stack:
        stack = Stack(network)
        made.append(stack)
        qtbot.addWidget(stack.panel)
        stack.panel.resize(360, 900)
        stack.panel.show()
        stack.panel.activateWindow()
        qtbot.waitUntil(stack.panel.isActiveWindow)
        stack.view.setFocus()
        return stack

    yield make
    for stack in made:
        stack.document.close()
