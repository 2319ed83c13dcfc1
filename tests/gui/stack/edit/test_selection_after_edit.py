"""Undo and redo lead to what they did: it is selected, and unfolded where a block hid it."""

import pytest

from engine.network.layers import Conv2d, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat
from gui.stack.edit.selection_after_edit import heir, revisited
from tests.gui.stack.networks import lenet, resnet
from tests.gui.stack.stacks import Show, Stack

A, B, C, D = (Node(f"n0000{letter}", ReLU()) for letter in "abcd")
BLOCK = Node("n0000r", Repeat((B, C)))
ABCD = Network((A, B, C, D))


def ids(*nodes: Node) -> tuple[str, ...]:
    return tuple(node.id for node in nodes)


@pytest.mark.parametrize(
    ("old", "new", "selected", "expected"),
    [
        (Network((A, D)), ABCD, (D,), (B, C)),  # they came back
        (Network((A, BLOCK, D)), ABCD, (BLOCK,), (B, C)),  # their block went
        (ABCD, Network((A, BLOCK, D)), (B, C), (BLOCK,)),
        (Network((B, A, C, D)), ABCD, (A,), (A,)),  # of two that changed places, the one that is selected has moved
        (Network((B, C, D, A)), ABCD, (D,), (A,)),
        (ABCD.change_node({A.id, B.id}, enabled=False), ABCD, (D,), (A, B)),
        (ABCD.change_node({A.id}, enabled=False), ABCD, (A, B), (A, B)),  # changed together, B to what it was
        (ABCD, Network((A, D)), (B, C), (A,)),  # they went: what they were put after
        (ABCD, Network((A, B, D)), (A,), (B,)),
        (ABCD, Network((D,)), (B,), (D,)),
        (Network((BLOCK,)), Network((Node(BLOCK.id, Repeat()),)), (C,), (BLOCK,)),
        (ABCD, Network(), (A,), ()),
        (ABCD, ABCD, (A, C), (A, C)),  # the recipe changed, not the network
    ],
)
def test_what_came_back_changed_or_moved_is_selected_else_the_nearest(old, new, selected, expected):
    assert revisited(old, new, ids(*selected)) == ids(*expected)


def test_the_heir_is_the_next_then_the_one_before_then_the_block():
    assert heir(ABCD, ids(B, C)) == D.id
    assert heir(ABCD, ids(C, D)) == B.id
    assert heir(Network((BLOCK,)), ids(B, C)) == BLOCK.id
    assert heir(ABCD, ids(A, B, C, D)) is None


def selected(stack: Stack) -> list[str]:
    rows = [stack.model.row(index.row()) for index in stack.view.selectionModel().selectedIndexes()]
    return [row.key for row in rows]


def test_undoing_a_duplicate_selects_what_was_duplicated(show: Show) -> None:
    stack = show(lenet())
    first = stack.network.nodes[2].id
    stack.workspace.select([first])
    stack.panel.action("duplicate").trigger()
    stack.document.undo_stack.undo()
    assert selected(stack) == [first] == list(stack.workspace.selection)
    stack.document.undo_stack.redo()
    assert selected(stack) == [stack.network.nodes[3].id]


def test_nothing_is_selected_for_no_moment_while_undo_takes_layers_away(show: Show) -> None:
    stack = show(lenet())
    stack.panel.action("duplicate").trigger()
    seen: list[tuple[str, ...]] = []
    stack.workspace.selection_changed.connect(lambda: seen.append(stack.workspace.selection))
    stack.document.undo_stack.undo()
    assert seen == [(stack.network.nodes[0].id,)]


def test_undo_unfolds_the_block_that_hides_what_it_did_and_scrolls_there(show: Show) -> None:
    stack = show(resnet())
    hidden = stack.network.nodes[3].op.body[1].id
    stack.document.edit_network(stack.network.change_node({hidden}, enabled=False), "Disable")
    stack.panel.action("fold all").trigger()
    stack.document.undo_stack.undo()
    assert selected(stack) == [hidden]
    assert stack.view.viewport().rect().contains(stack.rect(hidden))


def test_undo_of_an_edit_elsewhere_leads_there(show: Show) -> None:
    stack = show(lenet())
    last = stack.network.nodes[-1].id
    stack.document.edit_network(stack.network.insert(Gap(None, 14), (Node("n0new0", Conv2d(4)),)), "Add")
    stack.workspace.select([stack.network.nodes[0].id])
    stack.document.undo_stack.undo()
    assert selected(stack) == [last]
