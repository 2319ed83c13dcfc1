"""A block on Statistics: its layers stand out, and the activation with which it ends is not said to be behind it."""

from dataclasses import replace
from types import SimpleNamespace
from unittest import mock

import pytest
from msgspec.structs import replace as changed

from engine.network.layers import Conv2d, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat
from engine.training.weight_step.update import Update, Updates
from gui.window.display.looking.statistics_display import StatisticsDisplay
from gui.window.display.looking.update_display import UpdateDisplay

CONV, RELU, STAGE, LATER = "n00001", "n00002", "n00003", "n00004"
BLOCK = Repeat((Node(CONV, Conv2d(4, (3, 3))), Node(RELU, ReLU())), 2)
NETWORK = Network((Node(STAGE, BLOCK), Node(LATER, ReLU())))
UPDATES = Updates(7, 1, tuple(Update(f"{CONV}@{copy}/{of}", 0.1, 1.0) for copy in (0, 1) for of in ("weight", "bias")))


@pytest.fixture
def page():
    return mock.MagicMock()


@pytest.fixture
def block(desk):
    shown = desk.workspace.shown
    project = changed(shown.project, network=NETWORK)
    desk.shared.workspace = mock.Mock(shown=replace(shown, project=project))
    return desk


@pytest.mark.parametrize(
    ("selected", "own"),
    [(STAGE, {f"{CONV}@0/weight", f"{CONV}@1/weight"}), (f"{CONV}@1", {f"{CONV}@1/weight"}), (LATER, set())],
)
def test_all_layers_of_a_block_stand_out(block, page, selected, own):
    block.inspect.address.return_value = selected
    block.make(UpdateDisplay, page)._take(UPDATES)
    _, names, said = page.updates.show_updates.call_args.args
    assert said == own
    assert {one.number for one in names.values()} == {"1.1"}


def test_the_activation_that_decides_is_at_the_end_of_a_block_or_behind_it(block, page):
    display = block.make(StatisticsDisplay, page)

    def behind(address, active_at):
        layer = SimpleNamespace(address=address, active_at=active_at)
        return display._behind(SimpleNamespace(layer=layer), block.shared.workspace.shown)

    assert behind(STAGE, f"{RELU}@1") == "ReLU at its end"
    assert behind(STAGE, LATER) == "ReLU behind it"
    assert behind(f"{RELU}@1", f"{RELU}@1") == ""
