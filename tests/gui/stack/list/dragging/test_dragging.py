"""Dragging: a drop is one pure edit at the gap that the line showed; Ctrl copies; foreign things are refused."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.layers import Dropout, Flatten, Linear, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat, random_ids
from gui.stack.list.dragging.drag_picture import hang
from gui.stack.list.dragging.drop_preview import INTO_ITSELF
from gui.stack.list.dragging.layer_clip import Clip, clip_of, to_mime
from tests.drags import PLAIN, entering, falling, moving
from tests.gui.stack.networks import lenet, nodes, resnet
from tests.gui.stack.stacks import Show, Stack

Actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
Ctrl = Qt.KeyboardModifier.ControlModifier


def carried(stack: Stack, *ids: str) -> QMimeData:
    return to_mime(clip_of(stack.network, ids, stack.view.token))


def hover(stack: Stack, data: QMimeData, at: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> QDragMoveEvent:
    QApplication.sendEvent(stack.view.viewport(), entering(at, data, Actions, keys))
    event = moving(at, data, Actions, keys)
    QApplication.sendEvent(stack.view.viewport(), event)
    return event


def drop(stack: Stack, data: QMimeData, at: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> QDropEvent:
    hover(stack, data, at, keys)
    event = falling(at, data, Actions, keys)
    QApplication.sendEvent(stack.view.viewport(), event)
    return event


def top_of(stack: Stack, key: str) -> QPoint:
    return stack.rect(key).topLeft() + QPoint(60, 2)


def test_a_layer_dropped_above_another_moves_there_in_one_step(show: Show) -> None:
    stack = show(lenet())
    first, moving, target = stack.network, stack.network.nodes[0].id, stack.network.nodes[4].id
    event = drop(stack, carried(stack, moving), top_of(stack, target))
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.MoveAction
    assert stack.network.gap(moving) == Gap(None, 3)
    assert stack.workspace.selection == (moving,)
    stack.document.undo_stack.undo()
    assert stack.network == first
    assert stack.model.rowCount() == 14


def test_several_layers_move_together(show: Show) -> None:
    stack = show(lenet())
    ids = [node.id for node in stack.network.nodes[2:4]]
    drop(stack, carried(stack, *ids), top_of(stack, stack.network.nodes[0].id))
    assert [node.id for node in stack.network.nodes[:2]] == ids


def test_control_copies(show: Show) -> None:
    stack = show(lenet())
    node = stack.network.nodes[0]
    event = drop(stack, carried(stack, node.id), top_of(stack, stack.network.nodes[2].id), Ctrl)
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert stack.network.nodes[0] == node
    assert stack.network.nodes[2].op == node.op
    assert stack.network.nodes[2].id != node.id


def test_into_a_block_and_out_again(show: Show) -> None:
    stack = show(resnet())
    relu, repeat = stack.network.nodes[2], stack.network.nodes[3]
    drop(stack, carried(stack, relu.id), top_of(stack, f"{repeat.id}/close"))
    assert stack.network.gap(relu.id).parent == repeat.id
    drop(stack, carried(stack, relu.id), top_of(stack, repeat.id))
    assert stack.network.gap(relu.id) == Gap(None, 2)


def test_into_a_shortcut(show: Show) -> None:
    stack = show(resnet())
    second = stack.network.nodes[4]
    relu = stack.network.nodes[5]
    pad = second.op.shortcut[0]
    stack.view.scrollTo(stack.model.index(stack.model.position(pad.id)))
    drop(stack, carried(stack, relu.id), top_of(stack, pad.id))
    assert stack.network.gap(relu.id) == Gap(second.id, 0, "shortcut")


def test_a_block_dropped_into_itself_changes_nothing(show: Show) -> None:
    stack = show(resnet())
    first, repeat = stack.network, stack.network.nodes[3]
    drop(stack, carried(stack, repeat.id), top_of(stack, f"{repeat.id}/close"))
    assert stack.network is first
    assert stack.document.undo_stack.count() == 0


def test_the_line_shows_where_the_drop_would_go_and_goes_away(show: Show) -> None:
    stack = show(resnet())
    repeat = stack.network.nodes[3]
    data = carried(stack, stack.network.nodes[0].id)
    assert hover(stack, data, top_of(stack, f"{repeat.id}/close")).isAccepted()
    assert stack.view.place.gap == Gap(repeat.id, len(repeat.op.body))
    assert stack.view.place.depth == 1
    QApplication.sendEvent(stack.view.viewport(), QDragLeaveEvent())
    assert stack.view.place is None


def test_what_would_come_out_is_said_before_the_drop(show: Show) -> None:
    stack = show(lenet())
    pool, tanh = stack.network.nodes[2], stack.network.nodes[4]
    hover(stack, carried(stack, pool.id), top_of(stack, tanh.id))
    assert stack.view.verdict[:2] == ("6×28×28 → 6×14×14", False)


def test_what_would_break_is_said_before_the_drop(show: Show) -> None:
    stack = show(lenet())
    flatten = stack.network.nodes[8]
    hover(stack, carried(stack, flatten.id), top_of(stack, stack.network.nodes[4].id))
    assert stack.view.verdict[:2] == ("Layer 5 (Convolution) would not fit", True)
    assert stack.view.verdict.broken == {stack.network.nodes[4].id}
    assert not stack.view.grab().isNull()
    QApplication.sendEvent(stack.view.viewport(), QDragLeaveEvent())
    assert stack.view.verdict is None
    assert stack.network == lenet()


@pytest.mark.parametrize("where", ["first", "end"])
def test_layers_from_elsewhere_come_in_as_copies(show: Show, where: str) -> None:
    stack = show(lenet())
    foreign = to_mime(Clip((Node("nabcde", Dropout()),), "another window", ("nabcde",)))
    last = stack.rect(stack.network.nodes[-1].id)
    at = top_of(stack, stack.network.nodes[0].id) if where == "first" else last.bottomLeft() + QPoint(60, 200)
    drop(stack, foreign, at)
    added = stack.network.nodes[0 if where == "first" else -1]
    assert added.op == Dropout()
    assert added.id != "nabcde"


@pytest.mark.parametrize("text", ["", "hello", "{", '{"nodes": [{"id": "n00000", "op": {"kind": "Conv3d"}}]}'])
def test_foreign_text_is_refused(show: Show, text: str) -> None:
    stack = show(lenet())
    data = QMimeData()
    data.setText(text)
    assert not hover(stack, data, QPoint(60, 60)).isAccepted()
    assert not drop(stack, data, QPoint(60, 60)).isAccepted()
    assert stack.network == lenet()


def test_onto_an_empty_stack(show: Show) -> None:
    stack = show(lenet())
    data = carried(stack, stack.network.nodes[0].id)
    stack.document.edit_network(type(stack.network)(), "Clear")
    drop(stack, data, QPoint(60, 20), Ctrl)
    assert stack.titles == ["Convolution"]


def test_shapes_that_would_change_are_shown_on_their_cards(show: Show) -> None:
    stack = show(lenet())
    conv, tanh, pool = stack.network.nodes[0], stack.network.nodes[1], stack.network.nodes[2]
    before = stack.view.viewport().grab(stack.rect(tanh.id)).toImage()
    hover(stack, carried(stack, pool.id), top_of(stack, conv.id))
    assert stack.view.verdict.outputs[tanh.id] == (6, 14, 14)
    assert stack.view.viewport().grab(stack.rect(tanh.id)).toImage() != before
    QApplication.sendEvent(stack.view.viewport(), QDragLeaveEvent())
    assert stack.view.viewport().grab(stack.rect(tanh.id)).toImage() == before


def test_a_block_over_itself_is_refused_before_the_drop(show: Show) -> None:
    stack = show(resnet())
    repeat = stack.network.nodes[3]
    hover(stack, carried(stack, repeat.id), top_of(stack, repeat.op.body[0].id))
    assert stack.view.verdict[:2] == (INTO_ITSELF, True)


def test_a_layer_dropped_on_an_identity_shortcut_goes_into_it(show: Show) -> None:
    stack = show(resnet())
    residual = stack.network.nodes[3].op.body[0]
    relu = stack.network.nodes[2].id
    key = f"{residual.id}/shortcut"
    drop(stack, carried(stack, relu), stack.rect(key).center())
    assert stack.network.gap(relu) == Gap(residual.id, 0, "shortcut")
    assert stack.model.position(key) == -1
    assert stack.network.find(residual.id).op.shortcut[0].id == relu


def test_seventeen_levels_are_refused_in_words_before_and_after_the_drop(qtbot: QtBot, show: Show) -> None:
    new_id = random_ids(12)
    deep = nodes(new_id, ReLU())[0]
    for _ in range(16):
        deep = nodes(new_id, Repeat((deep,), 1))[0]
    stack = show(Network((deep, *nodes(new_id, Repeat((), 1)))))
    first, block = stack.network, stack.network.nodes[1].id
    innermost = stack.model.position(next(row.key for row in stack.model.rows if row.part == "card"))
    stack.view.scrollTo(stack.model.index(innermost))
    at = stack.view.visualRect(stack.model.index(innermost)).topLeft() + QPoint(250, 2)
    hover(stack, carried(stack, block), at)
    assert stack.view.verdict[:2] == ("Blocks can be nested 16 deep, not deeper.", True)
    with qtbot.waitSignal(stack.panel.refused) as said:
        drop(stack, carried(stack, block), at)
    assert said.args[0].startswith("Blocks can be nested 16 deep")
    assert stack.network is first


def test_the_line_follows_while_the_list_scrolls_under_a_still_mouse(show: Show) -> None:
    stack = show(resnet())
    stack.panel.resize(360, 500)
    QApplication.processEvents()
    hover(stack, carried(stack, stack.network.nodes[0].id), QPoint(60, 100))
    before = stack.view.place
    stack.view.verticalScrollBar().setValue(150)
    assert stack.view.place.position > before.position
    assert stack.view.verdict is not None


def test_a_thousand_layers_are_carried_and_dropped_in_one_step(show: Show) -> None:
    new_id = random_ids(13)
    stack = show(Network(nodes(new_id, *[ReLU()] * 1000, Flatten(), Linear())))
    moving = [node.id for node in stack.network.nodes[1:1000]]
    first = stack.network
    drop(stack, carried(stack, *moving), top_of(stack, stack.network.nodes[0].id))
    assert [node.id for node in stack.network.nodes[:999]] == moving
    stack.document.undo_stack.undo()
    assert stack.network == first


def test_the_picture_hangs_right_of_the_mouse_clear_of_the_words_on_the_line(show: Show) -> None:
    stack = show(lenet())
    drag = QDrag(stack.view)
    hang(drag, stack.view, stack.rect(stack.network.nodes[0].id))
    assert drag.pixmap().rect().contains(drag.hotSpot())
    assert drag.hotSpot().x() < 20  # the words on the line stand left of the hand
    drag.deleteLater()
