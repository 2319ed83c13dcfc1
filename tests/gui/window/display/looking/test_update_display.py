"""Which bars are those of what is selected: of a layer its own, of a block those of the layers in it."""

from unittest import mock

import pytest
from msgspec.structs import replace

from engine.service.looking.layers.statistics_questions import Update, Updates
from gui.inspect.layer_words import named
from gui.window.display.looking.update_display import UpdateDisplay
from tests.gui.inspect.layers import REPEATED, SAMPLE, show_model

NAMES = ("nstem0/weight", "nconv0@0/weight", "nconv0@1/weight", "nline0/weight")


@pytest.mark.parametrize(
    ("selected", "marked"),
    [
        ("nstem0", NAMES[:1]),
        ("nconv0@1", NAMES[2:3]),
        ("nrep00", NAMES[1:3]),
        ("nres00@1", NAMES[2:3]),
        ("nflat0", ()),
        (None, None),
    ],
)
def test_bars_of_what_is_selected(desk, selected, marked):
    show_model(desk.workspace, "initial", 0, replace(SAMPLE, network=REPEATED))
    desk.inspect.address.return_value = selected
    page = mock.Mock()
    desk.make(UpdateDisplay, page)._take(Updates(7, 1, tuple(Update(name, 0.1, 1.0) for name in NAMES), next=True))
    own = page.updates.show_updates.call_args.args[2]
    assert own == (None if marked is None else list(marked))


def test_a_layer_in_a_block_is_called_with_its_block():
    assert named(REPEATED, "nconv0@1") == "1. Convolution in 2.1. Residual block, copy 2"
