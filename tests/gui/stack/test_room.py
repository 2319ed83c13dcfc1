"""Room: in a window of 1280×800 the stack is seen while the form is open, and a whole residual network when compact."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from engine.project.recipes import read_recipe
from gui.appearance import theme
from gui.stack.list.card_words import summary
from gui.window.frame import Frame
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Stack


@pytest.fixture
def zone(qtbot):
    """The stack's panel in a real frame of 1280×800 with its bars, dressed as the program is."""
    theme.apply(QApplication.instance(), "light")
    frame = Frame()
    qtbot.addWidget(frame)
    stacks: list[Stack] = []

    def make(network) -> Stack:
        stack = Stack(network)
        stacks.append(stack)
        top = QLabel()
        top.setFixedHeight(44)
        frame.fill(top, stack.panel, QLabel("line"), QLabel("chart"), QLabel("try it"))
        frame.menuBar().addMenu("&File").addAction("Open")
        frame.statusBar().addPermanentWidget(QLabel("Ready"), 1)
        frame.resize(1280, 800)
        frame.show()
        qtbot.waitUntil(lambda: stack.view.viewport().height() > 0)
        return stack

    yield make
    frame.hide()
    for stack in stacks:
        stack.document.close()


def in_view(stack: Stack) -> int:
    """The rows that are wholly in sight."""
    seen = stack.view.viewport().rect()
    return sum(seen.contains(stack.rect(row.key)) for row in stack.model.rows)


def test_nine_of_lenets_cards_are_seen_beside_the_open_form(qtbot, zone) -> None:
    stack = zone(lenet())
    project = read_recipe("lenet5-sample")
    stack.document.open(project, None)
    stack.panel.notes.set_open(False)
    for node in stack.network.nodes:
        stack.workspace.select([node.id])
        stack.view.scrollToTop()
        assert stack.form.isVisible()
        qtbot.waitUntil(lambda: in_view(stack) >= 9)


def test_the_whole_shape_of_resnet_20_is_seen_when_compact(qtbot, zone) -> None:
    stack = zone(lenet())
    stack.document.open(read_recipe("resnet-20-cifar10"), None)
    stack.panel.notes.set_open(False)
    stack.panel.action("compact").trigger()
    qtbot.waitUntil(lambda: in_view(stack) == len(stack.model.rows))


def test_the_stack_stands_still_while_layers_are_looked_through(qtbot, zone) -> None:
    stack = zone(lenet())
    heights = set()
    for node in stack.network.nodes:
        stack.workspace.select([node.id])
        QApplication.processEvents()
        heights.add(stack.view.height())
    assert len(heights) == 1


def test_the_form_begins_at_its_top_for_every_layer(qtbot, show) -> None:
    stack = show(lenet())
    stack.panel.resize(320, 420)
    stack.form.more.set_open(True)
    bar = stack.form.scroll_bar
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    stack.workspace.select([stack.network.nodes[4].id])
    assert bar.value() == 0


def test_the_totals_stand_in_one_line_each_and_tell_all_on_hovering(qtbot, zone) -> None:
    stack = zone(lenet())
    line = stack.panel.summary
    words = summary(stack.document.analysis)
    assert line.text() == words
    assert line.toolTip().startswith(words)
    assert line.height() < 2 * line.fontMetrics().height()
    caption = stack.form.caption
    assert caption.toolTip() == caption.text() == "sees 5×5 pixels · 156 parameters · 118 k multiply-adds"
    assert caption.height() < 2 * caption.fontMetrics().height()
