"""The form of the selection: what is typed becomes one step of undo, what cannot be stays with its sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.network.nodes import Residual
from tests.gui.stack.networks import lenet, resnet
from tests.gui.stack.stacks import Show, Stack


def type_number(qtbot: QtBot, stack: Stack, name: str, text: str) -> None:
    editor = stack.form.op_form.fields[name].editor
    editor.setFocus()
    editor.lineEdit().selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_typed_value_changes_the_layer_and_the_card(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    type_number(qtbot, stack, "filters", "8")
    assert stack.network.nodes[0].op.filters == 8
    assert stack.model.rows[0].output == (8, 28, 28)
    assert stack.document.undo_stack.undoText() == "Change filters"
    assert stack.form.op_form.fields["filters"].editor.hasFocus()


def test_a_value_that_cannot_be_leaves_the_document_alone(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    type_number(qtbot, stack, "filters", "100000")
    assert stack.network == lenet()
    assert "4,096" in stack.form.op_form.error("filters").replace("4096", "4,096")


def test_steps_in_a_row_are_one_step_of_undo(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    editor = stack.form.op_form.fields["filters"].editor
    editor.setFocus()
    for _ in range(5):
        qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert stack.network.nodes[0].op.filters == 11
    stack.document.undo_stack.undo()
    assert stack.network == lenet()
    assert editor.lineEdit().text() == "6"
    assert editor.hasFocus()


def test_one_form_changes_all_selected_layers_of_a_kind(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([stack.network.nodes[0].id, stack.network.nodes[4].id])
    type_number(qtbot, stack, "filters", "12")
    assert [stack.network.nodes[i].op.filters for i in (0, 4)] == [12, 12]
    stack.document.undo_stack.undo()
    assert stack.network == lenet()


def test_layers_of_different_kinds_share_their_switches(show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([node.id for node in stack.network.nodes[:2]])
    assert stack.form.op_form is None
    stack.form.node_form.fields["enabled"].editor.click()
    assert [node.enabled for node in stack.network.nodes[:3]] == [False, False, True]


def test_naming_a_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    line = stack.form.node_form.fields["name"].editor
    line.setFocus()
    qtbot.keyClicks(line, "Edges")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stack.network.nodes[0].label == "Edges"


def test_fixes_mend_the_broken_layer(show: Show) -> None:
    stack = show(lenet())
    stack.document.edit_network(stack.network.remove({stack.network.nodes[8].id}), "Break it")
    assert stack.panel.problem_count == 1
    stack.panel.select_first_problem()
    button = next(button for button in stack.form.findChildren(QPushButton) if "Flatten" in button.text())
    button.click()
    assert stack.panel.problem_count == 0
    assert stack.titles == [node.op.title for node in lenet().nodes]
    assert not any(button.isVisible() for button in stack.form.findChildren(QPushButton))


def test_shortcut_presets_fit_the_body(show: Show) -> None:
    stack = show(resnet())
    stack.workspace.select([stack.network.nodes[4].id])
    box = next(box for box in stack.form.findChildren(QComboBox) if box.accessibleName() == "Shortcut")
    assert box.currentText() == "Pad channels"
    for preset in ("Projection", "Pad channels"):
        box.setCurrentText(preset)
        box.activated.emit(box.currentIndex())
        assert stack.panel.problem_count == 0
    box.setCurrentText("Identity")
    box.activated.emit(box.currentIndex())
    block = stack.network.nodes[4].op
    assert isinstance(block, Residual)
    assert block.shortcut == ()
    assert stack.panel.problem_count > 0


def test_nothing_selected_says_what_to_do(show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([])
    assert stack.form.op_form is None
    assert stack.form.node_form is None
