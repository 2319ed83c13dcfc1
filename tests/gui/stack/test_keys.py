"""The stack by keyboard: every edit has its key, is one step of undo, and keeps the selection where the hand is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engine.network.layers import Conv2d, Linear, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Repeat, Residual, random_ids
from engine.project.project import Project
from gui.stack.list.dragging.layer_clip import HINT
from tests.gui.stack.networks import lenet, nodes, resnet
from tests.gui.stack.stacks import Show, Stack

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, stack: Stack, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(stack.view, key, modifier)


def select(stack: Stack, *positions: int) -> None:
    stack.workspace.select([stack.network.nodes[position].id for position in positions])


def test_a_new_stack_begins_at_its_first_layer(show: Show) -> None:
    stack = show(lenet())
    assert stack.workspace.selection == (stack.network.nodes[0].id,)
    assert stack.view.currentIndex().row() == 0


def test_arrows_select_and_the_form_follows(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    press(qtbot, stack, Key.Key_Down)
    press(qtbot, stack, Key.Key_Down)
    assert stack.workspace.selection == (stack.network.nodes[2].id,)
    assert stack.form.op_form.value == stack.network.nodes[2].op


def test_delete_selects_what_takes_its_place(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    first = stack.network
    select(stack, 1)
    press(qtbot, stack, Key.Key_Delete)
    assert len(stack.network.nodes) == 13
    assert stack.workspace.selection == (first.nodes[2].id,)
    assert stack.view.currentIndex().row() == 1
    stack.document.undo_stack.undo()
    assert stack.network == first


def test_delete_everything_one_by_one(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    for _ in range(14):
        press(qtbot, stack, Key.Key_Delete)
    assert stack.network == Network()
    assert [row.part for row in stack.model.rows] == ["empty"]


def test_duplicate_selects_the_copies(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    select(stack, 0, 1)
    press(qtbot, stack, Key.Key_D, Ctrl)
    assert [node.op for node in stack.network.nodes[2:4]] == [node.op for node in stack.network.nodes[:2]]
    assert stack.workspace.selection == tuple(node.id for node in stack.network.nodes[2:4])


def test_space_switches_off_and_on(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    select(stack, 1)
    press(qtbot, stack, Key.Key_Space)
    assert not stack.network.nodes[1].enabled
    press(qtbot, stack, Key.Key_Space)
    assert stack.network.nodes[1].enabled


def test_several_layers_are_moved_duplicated_disabled_frozen_and_deleted_together(show: Show) -> None:
    stack = show(lenet())
    first = stack.network
    select(stack, 0, 2, 4)
    ids = stack.workspace.selection
    for name in ("enable", "freeze", "duplicate", "delete"):
        stack.panel.action(name).trigger()
    assert [node.id for node in stack.network.nodes] == [node.id for node in first.nodes]  # the copies went
    assert [(node.enabled, node.trainable) for node in stack.network.nodes if node.id in ids] == [(False, False)] * 3
    stack.workspace.select(ids)
    stack.panel.action("down").trigger()
    assert [node.id for node in stack.network.nodes[3:6]] == list(ids)
    for _ in range(5):
        stack.document.undo_stack.undo()
    assert stack.network == first


def test_freezing(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    press(qtbot, stack, Key.Key_L, Ctrl)
    assert not stack.network.nodes[0].trainable
    assert stack.model.rows[0].frozen


def test_alt_arrows_pass_every_gap_into_and_out_of_blocks(qtbot: QtBot, show: Show) -> None:
    new_id = random_ids(6)
    inner = nodes(new_id, ReLU())
    stack = show(Network((*nodes(new_id, Conv2d(1, padding="same"), Repeat(inner, 2)), *nodes(new_id, ReLU()))))
    moving, repeat = stack.network.nodes[0].id, stack.network.nodes[1].id
    select(stack, 0)
    seen = []
    for _ in range(4):
        press(qtbot, stack, Key.Key_Down, Alt)
        seen.append(stack.network.gap(moving))
    assert seen == [Gap(repeat, 0), Gap(repeat, 1), Gap(None, 1), Gap(None, 2)]
    for _ in range(4):
        press(qtbot, stack, Key.Key_Up, Alt)
    assert stack.network.gap(moving) == Gap(None, 0)
    press(qtbot, stack, Key.Key_Up, Alt)
    assert stack.network.gap(moving) == Gap(None, 0)
    assert stack.workspace.selection == (moving,)


def test_alt_right_and_left_go_into_a_block_and_out(qtbot: QtBot, show: Show) -> None:
    stack = show(resnet())
    relu, repeat = stack.network.nodes[2], stack.network.nodes[3]
    stack.workspace.select([relu.id])
    press(qtbot, stack, Key.Key_Right, Alt)
    assert stack.network.gap(relu.id) == Gap(repeat.id, 0)
    press(qtbot, stack, Key.Key_Left, Alt)
    assert stack.network.gap(relu.id) == Gap(None, 3)


def test_left_folds_a_block_and_right_unfolds_it(qtbot: QtBot, show: Show) -> None:
    stack = show(resnet())
    repeat = stack.network.nodes[3]
    stack.workspace.select([repeat.id])
    before = stack.model.rowCount()
    press(qtbot, stack, Key.Key_Left)
    assert stack.row(repeat.id).folded
    assert stack.model.rowCount() < before
    press(qtbot, stack, Key.Key_Right)
    assert stack.model.rowCount() == before


@pytest.mark.parametrize(("name", "kind"), [("residual", Residual), ("repeat", Repeat)])
def test_wrapping_and_unwrapping(show: Show, name: str, kind: type) -> None:
    stack = show(lenet())
    first = stack.network
    select(stack, 1, 2)
    stack.panel.action(name).trigger()
    wrapped = stack.network.nodes[1]
    assert isinstance(wrapped.op, kind)
    assert wrapped.op.body == first.nodes[1:3]
    assert stack.workspace.selection == (wrapped.id,)
    stack.panel.action("unwrap").trigger()
    assert stack.network == first


def test_unwrapping_says_what_becomes_of_the_weights_before_and_after(qtbot: QtBot, show: Show) -> None:
    stack = show(resnet(times=3))
    select(stack, 3)
    report = "3 copies become one: the first keeps its weights, those of the other 2 copies go."
    assert report in stack.panel.action("unwrap").statusTip()
    with qtbot.waitSignal(stack.panel.message) as said:
        stack.panel.action("unwrap").trigger()
    assert said.args == [f"Unwrapped. {report} Undo brings all back."]
    select(stack, 0)
    assert report not in stack.panel.action("unwrap").statusTip()


def test_a_shortcut_that_does_not_fit_what_was_wrapped_offers_presets(show: Show) -> None:
    stack = show(lenet())
    select(stack, 4)
    stack.panel.action("residual").trigger()
    wrapped = stack.row(stack.workspace.selection[0])
    assert wrapped.state == "broken"
    texts = [fix.text for fix in wrapped.problem.fixes]
    assert any("same" in text for text in texts)
    stack.view.cards.fix_asked.emit(next(fix for fix in wrapped.problem.fixes if "projection" in fix.text.lower()))
    assert stack.problem_count == 0


def test_what_cannot_be_wrapped_is_said(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    select(stack, 0, 3)
    with qtbot.waitSignal(stack.panel.refused) as said:
        stack.panel.action("repeat").trigger()
    assert "next to each other" in said.args[0]
    assert stack.panel.notice.isVisible()
    assert stack.panel.notice.text() == said.args[0]
    press(qtbot, stack, Key.Key_Down)
    assert not stack.panel.notice.isVisible()
    assert stack.network == lenet()


def test_copied_layers_are_pasted_after_the_selection_under_new_ids(show: Show) -> None:
    stack = show(lenet())
    select(stack, 4, 5)
    stack.panel.action("copy").trigger()
    assert '"Conv2d"' in QGuiApplication.clipboard().text()
    select(stack, 0)
    stack.panel.action("paste").trigger()
    assert stack.titles[1:3] == ["Convolution", "Tanh"]
    assert len(stack.network.ids) == 16


def test_foreign_text_pasted_is_refused_in_words(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    QGuiApplication.clipboard().setText("def forward(self, x): ...")
    with qtbot.waitSignal(stack.panel.refused) as said:
        stack.panel.action("paste").trigger()
    assert said.args == [f"The clipboard holds text, but no layers. {HINT}"]


def test_slash_and_letters_and_enter_add_a_layer_after_the_selection(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    select(stack, 1)
    press(qtbot, stack, Key.Key_Slash)
    field = stack.panel.palette_field
    assert field.hasFocus()
    qtbot.keyClicks(field, "drop")
    assert [entry.title for entry in field.popover.list.shown][:1] == ["Dropout"]
    qtbot.keyClick(field, Key.Key_Return)
    assert stack.titles[2] == "Dropout"
    assert stack.workspace.selection == (stack.network.nodes[2].id,)
    assert stack.view.hasFocus()
    assert not field.popover.isVisible()


def test_letters_typed_into_the_stack_look_for_a_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    field = stack.panel.palette_field
    qtbot.keyClicks(stack.view, "b")
    qtbot.keyClicks(field, "n")
    assert field.text() == "bn"
    assert field.popover.list.chosen.title == "Batch normalisation"
    qtbot.keyClick(field, Key.Key_Escape)
    assert stack.view.hasFocus()
    assert stack.network == lenet()


def test_enter_goes_to_the_form(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    press(qtbot, stack, Key.Key_Return)
    assert stack.form.op_form.fields["filters"].editor.hasFocus()


def test_adding_at_the_end_of_a_block(qtbot: QtBot, show: Show) -> None:
    stack = show(resnet())
    repeat = stack.network.nodes[3]
    close = stack.model.position(f"{repeat.id}/close")
    stack.view.setCurrentIndex(stack.model.index(close))
    assert stack.workspace.selection == (repeat.id,)
    stack.panel.palette_field.search("tanh")
    qtbot.keyClick(stack.panel.palette_field, Key.Key_Return)
    body = stack.network.find(repeat.id).op.body
    assert body[-1].op.title == "Tanh"


def test_a_new_linear_layer_at_the_end_follows_the_classes_and_others_do_not(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    for position in (13, 9):
        select(stack, position)
        stack.panel.palette_field.search("linear")
        qtbot.keyClick(stack.panel.palette_field, Key.Key_Return)
    units = [node.op.units for node in stack.network.nodes if isinstance(node.op, Linear)]
    assert units == [120, 128, 84, "classes", "classes"]


def test_the_first_problem_is_selected_and_unfolded(show: Show) -> None:
    stack = show(resnet())
    stack.panel.action("fold all").trigger()
    inner = stack.network.nodes[3].op.body[0].op.body[3]
    stack.document.edit_network(stack.network.change({inner.id}, filters=12), "Break it")
    assert stack.problem_count > 0
    stack.panel.select_first_problem()
    selected = stack.row(stack.workspace.selection[0])
    assert selected.state == "broken"
    assert stack.view.viewport().rect().intersects(stack.rect(selected.key))


def test_long_stacks_open_folded(show: Show) -> None:
    stack = show(resnet())
    long = stack.network
    for seed in range(5):
        long = long.duplicate([resnet().nodes[3].id], random_ids(seed))
    stack.document.open(Project(network=long), None)
    assert [row.folded for row in stack.model.rows if row.part == "open"] == [True] * 7


@pytest.mark.parametrize("name", ["filters", "kernel", "padding"])
def test_a_slash_or_a_letter_in_a_number_field_stays_there_and_is_refused(qtbot: QtBot, show: Show, name: str) -> None:
    stack = show(lenet())
    box = stack.form.op_form.fields[name].editor
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "1/2 c")
    assert box.hasFocus()
    assert box.lineEdit().text() == "1/2 c"
    assert not stack.panel.palette_field.popover.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "whole number" in stack.form.op_form.error(name)
    assert stack.network == lenet()
