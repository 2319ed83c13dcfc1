"""Layers that an edit moved into blocks and out of them: what is looked at is theirs in the shown model, or it is said
in a sentence that there is nothing.
"""

from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.store import DataStore
from engine.errors import NetworkError
from engine.network.addresses import parsed
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat, Residual
from engine.service.answers import DrawingOf, Shown
from engine.service.images.sources.data_folders import DataFolders
from engine.service.model.showing import Showing
from engine.typed.document import changed
from gui.inspect.why_none import BLOCK_OFF, BLOCK_OFF_THERE, NOT_IN_RUN, SELECT, SWITCHED_OFF
from gui.state.workspace import PREPARING
from tests.examples import examples
from tests.gui.inspect.layers import REPEATED, SAMPLE, show_model, shows, view

SENTENCES = (BLOCK_OFF, BLOCK_OFF_THERE, NOT_IN_RUN, SWITCHED_OFF)
DRAWN = DrawingOf(1, np.full((280, 280), 200, np.uint8))
PROJECT = changed(SAMPLE, network=REPEATED)


def edit(document, draw, new_id):
    """One edit, drawn: of a kind, at a node; or the last one is taken back."""
    network = document.network
    nodes = list(network)
    if not nodes or (draw.random() < 0.25 and document.undo_stack.canUndo()):
        document.undo_stack.undo()
        return
    one, other = draw.choice(nodes), draw.choice(nodes)
    edits = {
        "wrap": lambda: network.wrap({one.id}, Repeat((), draw.randint(1, 3)), new_id),
        "residual": lambda: network.wrap({one.id}, Residual(), new_id),
        "unwrap": lambda: network.unwrap(one.id),
        "move": lambda: network.move({one.id}, network.gap(other.id)),
        "times": lambda: network.change({one.id}, times=draw.randint(1, 4)) if isinstance(one.op, Repeat) else network,
        "delete": lambda: network.remove({one.id}),
        "switch": lambda: network.change_node({one.id}, enabled=not one.enabled),
    }
    try:
        document.edit_network(edits[draw.choice(list(edits))](), "Edit")
    except NetworkError:  # blocks too deep
        return


def look(document, workspace, page, showing, draw):
    """At every layer of the stack: an address of its own, which the engine answers to for one, or a sentence."""
    ids = sorted(document.network.ids)
    asked = draw.choice(ids) if ids else ""
    for node in ids:
        workspace.select([node])
        at = page.address()
        if at is None:
            yield page.why()
            continue
        assert parsed(at)[0] == node
        if node == asked:
            page.show_layer(showing.inspect(at, DRAWN))
            assert shows(page.figures)


@pytest.fixture
def showing():
    return Showing(DataStore(), DataFolders())


def test_whatever_is_edited_beside_a_run_its_layers_are_looked_into_or_it_is_said_why_not(
    document, workspace, page, showing
):
    @settings(max_examples=examples(5), deadline=None)
    @given(st.randoms())
    def holds(draw):
        document.open(PROJECT, None)
        showing.initial(PROJECT)
        show_model(workspace, "saved", project=PROJECT)
        workspace.muted.turn("nconv0@1", 2)
        ids = (f"n{number:05d}" for number in count())
        for _ in range(6):
            edit(document, draw, lambda: next(ids))
            assert set(look(document, workspace, page, showing, draw)) <= set(SENTENCES)
        assert workspace.muted.value.channels("nconv0@1") == {2}

    holds()


def test_of_a_stack_that_is_edited_each_layer_is_looked_into_or_it_is_said_why_not(document, workspace, page, showing):
    @settings(max_examples=examples(5), deadline=None)
    @given(st.randoms())
    def holds(draw):
        document.open(PROJECT, None)
        ids = (f"n{number:05d}" for number in count())
        for serial in range(6):
            edit(document, draw, lambda: next(ids))
            try:
                showing.initial(document.project)
            except NetworkError:
                workspace.show_model(None)
                continue
            complete = not document.analysis.problems
            workspace.show_model(Shown("initial", document.project, serial, complete=complete))
            assert PREPARING not in look(document, workspace, page, showing, draw)

    holds()


def test_copies_are_those_of_the_shown_model(document, workspace, page):
    document.open(PROJECT, None)
    show_model(workspace, project=PROJECT)
    workspace.select(["nconv0"])
    box = page.copies.layout().itemAt(0).widget()
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert page.address() == "nconv0@2"
    for fewer in (REPEATED.change({"nrep00"}, times=2), REPEATED.unwrap("nrep00")):
        document.edit_network(fewer, "Edit")
        assert page.address() == "nconv0@2"
        assert page.copies.layout().itemAt(0).widget().currentText() == "copy 3 of 3"
    show_model(workspace, "initial", project=document.project)
    assert page.address() == "nconv0"
    assert not shows(page.copies)


def test_a_layer_that_is_wrapped_and_unwrapped_by_undo_stays_in_sight(document, workspace, page):
    show_model(workspace)
    first = document.network.nodes[0].id
    workspace.select([first])
    page.show_layer(view(first, (6, 1, 5, 5)))
    document.edit_network(document.network.wrap({first}, Repeat((), 2), lambda: "nwraps"), "Wrap")
    for undo in (lambda: None, document.undo_stack.undo):
        undo()
        assert page.address() == first
        assert page.heading.text() == "1. Convolution"
        assert shows(page.figures)


def test_where_none_is_selected_each_page_asks_in_its_own_words(workspace, page):
    show_model(workspace)
    assert page.why() == SELECT
    assert page.why("Choose one.") == "Choose one."


def test_what_is_switched_off_in_the_run_alone_says_so(document, workspace, page):
    off = changed(SAMPLE, network=REPEATED.change_node({"nrep00"}, enabled=False))
    document.open(off, None)
    show_model(workspace, "saved", project=off)
    document.edit_network(REPEATED, "Enable")
    workspace.select(["nconv0"])
    assert page.address() is None
    assert page.why() == BLOCK_OFF_THERE


def test_a_new_layer_in_a_moved_block_is_said_to_be_new(document, workspace, page):
    document.open(PROJECT, None)
    show_model(workspace, "saved", project=PROJECT)
    moved = REPEATED.move({"nrep00"}, Gap(None, 0))
    document.edit_network(moved.insert(Gap("nrep00", 0), [Node("nnewly", REPEATED.find("nrelu0").op)]), "Edit")
    workspace.select(["nnewly"])
    assert page.why() == NOT_IN_RUN
    workspace.select(["nrelu0"])
    assert page.address() == "nrelu0@0"
    assert isinstance(document.network, Network)
