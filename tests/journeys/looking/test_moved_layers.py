"""Layers of the run go into blocks and out of them: each part of Inspect shows the run's own, or says why not."""

import logging
import random
from itertools import count

import pytest
from PySide6.QtCore import Qt

from tests.gui.inspect.test_moved_layers import SENTENCES, edit
from tests.journeys.person import CTRL, Person

LAYER = 4  # of the stack, from 0: the second convolution
PARTS = ("What it learned", "How a number comes about", "Statistics", "Through time")


def heading(window: Person, part: str) -> str:
    pages = window.window.pages
    there = (window.panels.inspect, pages.arithmetic, pages.statistics, pages.through_time)
    return there[PARTS.index(part)].heading.text()


def shows_it(window: Person, part: str) -> bool:
    return window.nothing_asked and "Convolution" in heading(window, part) and not window.reads("being prepared")


def test_each_part_goes_on_to_show_the_layer_of_the_run(window: Person, caplog: pytest.LogCaptureFixture) -> None:
    window.train()
    network, workspace = window.shared.document.network, window.shared.workspace
    node = network.nodes[LAYER].id
    workspace.select((node,))
    workspace.muted.turn(node, 10)
    caplog.set_level(logging.DEBUG, logger="layerscope")
    for way in ("as it was", "wrapped", "undone"):
        if way == "wrapped":
            window.panels.stack.view.setFocus()
            window.panels.stack.action("repeat").trigger()
            assert window.shared.document.network != network
            workspace.select((node,))
        elif way == "undone":
            window.panels.stack.view.setFocus()
            window.key(Qt.Key.Key_Z, CTRL)
            assert window.shared.document.network == network
        for part in PARTS:
            window.look_at_part(part)
            window.wait(lambda part=part: shows_it(window, part))
            assert "copy" not in heading(window, part)
        assert workspace.muted.value.channels(node) == {10}
    assert not [record for record in caplog.records if record.exc_info]


def ends(window: Person, part: str) -> bool:
    """In what the run's layer is, or in why there is nothing of it."""
    shown, node = window.shared.workspace.shown, window.shared.workspace.selected
    assert shown is not None
    assert node is not None
    if not window.nothing_asked or window.reads("being prepared"):
        return False
    layer = shown.project.network.find(node)
    return any(map(window.reads, SENTENCES)) or (layer is not None and layer.label in heading(window, part))


def test_whatever_is_edited_each_part_ends_in_an_answer_or_in_a_sentence(window: Person) -> None:
    window.train()
    document, draw, ids = window.shared.document, random.Random(5), (f"n{number:05d}" for number in count())
    for part in PARTS * 2:
        edit(document, draw, lambda: next(ids))
        window.shared.workspace.select((draw.choice(list(document.network)).id,))
        window.look_at_part(part)
        window.wait(lambda part=part: ends(window, part))
