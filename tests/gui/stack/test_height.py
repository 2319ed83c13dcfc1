"""Who has how much of the zone's height: the stack keeps its share, whatever notes and form would like."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.layers import Flatten
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.typed.document import changed
from gui.appearance import lengths, theme
from gui.stack.panel import STACK_SHARE
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show, Stack

HEIGHT = 636  # of the zone in a window of 1280×800 at 150 %


def broken() -> Project:
    """With notes; its first linear layer has a problem with several fixes."""
    project = read_recipe("lenet5-sample")
    nodes = tuple(node for node in project.network.nodes if not isinstance(node.op, Flatten))
    return changed(project, network=changed(project.network, nodes=nodes))


@pytest.fixture(params=[1.0, 1.5])
def stack(request: pytest.FixtureRequest, qapp: QApplication, show: Show) -> Stack:
    theme.apply(qapp, "light", request.param)
    stack = show(lenet())
    lengths.refresh()
    stack.document.open(broken(), None)
    stack.panel.resize(theme.px(340), HEIGHT)
    return stack


@pytest.mark.parametrize("opened", ["the problem", "more", "nothing"])
def test_with_notes_and_form_open_the_stack_keeps_its_share_and_the_zone_does_not_scroll(
    qtbot: QtBot, stack: Stack, opened: str
) -> None:
    assert stack.panel.notes.is_open
    if opened == "the problem":
        stack.panel.select_first_problem()
    stack.form.more.set_open(opened == "more")
    qtbot.waitUntil(lambda: stack.view.height() >= STACK_SHARE * HEIGHT - 2)
    assert stack.panel.minimumSizeHint().height() <= HEIGHT
    assert stack.form.geometry().bottom() < HEIGHT


def test_notes_that_are_folded_give_their_room_to_the_stack(qtbot: QtBot, stack: Stack) -> None:
    qtbot.waitUntil(lambda: stack.view.height() >= STACK_SHARE * HEIGHT - 2)
    before = stack.view.height()
    stack.panel.notes.set_open(False)
    qtbot.waitUntil(lambda: stack.view.height() > before)
