"""The form of the selection: what is typed becomes one step of undo, what cannot be stays with its sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine.network.nodes import Residual
from gui.stack.list.cards.card_words import summary
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


def test_where_the_selected_differ_the_field_says_mixed_and_setting_it_sets_all(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([stack.network.nodes[0].id, stack.network.nodes[4].id])
    form = stack.form.op_form
    assert form.mixed == {"filters", "padding"}
    line = form.fields["filters"].editor.lineEdit()
    assert (line.text(), line.placeholderText()) == ("", "mixed")
    assert form.fields["kernel"].editor.lineEdit().text() == "5"
    type_number(qtbot, stack, "filters", "6")  # as the first already has
    assert [stack.network.nodes[i].op.filters for i in (0, 4)] == [6, 6]
    assert stack.document.undo_stack.count() == 1
    assert form.mixed == {"padding"}
    stack.document.undo_stack.undo()
    assert line.text() == ""
    assert form.mixed == {"filters", "padding"}


def test_a_draft_in_a_mixed_field_is_taken_back_by_escape(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([stack.network.nodes[0].id, stack.network.nodes[4].id])
    editor = stack.form.op_form.fields["filters"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "77")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.lineEdit().text() == ""
    assert stack.network == lenet()


def test_mixed_switches_are_half_ticked_and_a_click_sets_all(show: Show) -> None:
    stack = show(lenet())
    ids = [node.id for node in stack.network.nodes[:2]]
    stack.document.edit_network(stack.network.change_node(ids[:1], enabled=False), "Disable")
    stack.workspace.select(ids)
    tick = stack.form.node_form.fields["enabled"].editor
    assert tick.checkState() == Qt.CheckState.PartiallyChecked
    tick.click()
    assert all(node.enabled for node in stack.network.nodes[:2])
    assert tick.checkState() == Qt.CheckState.Checked


def test_a_selection_of_several_kinds_is_counted(show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([stack.network.nodes[i].id for i in (0, 1, 4)])
    title, caption = (label.text() for label in stack.form.findChildren(QLabel)[:2])
    assert (title, caption) == ("3 layers", "2 convolutions, 1 tanh layer · 2,572 parameters · 358 k multiply-adds")


def test_an_absurd_value_is_refused_with_the_memory_it_would_take(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    type_number(qtbot, stack, "filters", "1000000000")
    assert "at most 4,096" in stack.form.op_form.error("filters")
    assert "Its weights alone would take 100 GB." in stack.form.op_form.error("filters")
    type_number(qtbot, stack, "kernel", "4096")
    assert "at most 255" in stack.form.op_form.error("kernel")
    assert stack.network == lenet()


def test_layers_of_different_kinds_share_their_switches(show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([node.id for node in stack.network.nodes[:2]])
    assert stack.form.op_form is None
    stack.form.node_form.fields["enabled"].editor.click()
    assert [node.enabled for node in stack.network.nodes[:3]] == [False, False, True]


def test_naming_a_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.form.more.line.click()
    line = stack.form.node_form.fields["name"].editor
    line.setFocus()
    qtbot.keyClicks(line, "Edges")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stack.network.nodes[0].label == "Edges"


def test_fixes_mend_the_broken_layer(show: Show) -> None:
    stack = show(lenet())
    stack.document.edit_network(stack.network.remove({stack.network.nodes[8].id}), "Break it")
    assert stack.problem_count == 1
    stack.panel.select_first_problem()
    button = next(button for button in stack.form.findChildren(QPushButton) if "Flatten" in button.text())
    button.click()
    assert stack.problem_count == 0
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
        assert stack.problem_count == 0
    box.setCurrentText("Identity")
    box.activated.emit(box.currentIndex())
    block = stack.network.nodes[4].op
    assert isinstance(block, Residual)
    assert block.shortcut == ()
    assert stack.problem_count > 0


def test_nothing_selected_says_what_to_do(show: Show) -> None:
    stack = show(lenet())
    stack.workspace.select([])
    assert stack.form.op_form is None
    assert stack.form.node_form is None


def test_a_draft_that_cannot_be_is_known_to_whoever_trains_and_goes_with_its_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    type_number(qtbot, stack, "filters", "many")
    assert [(draft.place, draft.title) for draft in stack.document.drafts.invalid] == [("stack", "Filters")]
    stack.view.setFocus()
    stack.document.drafts.invalid[0].focus()
    assert stack.form.op_form.fields["filters"].editor.hasFocus()
    stack.workspace.select([stack.network.nodes[1].id])
    assert stack.document.drafts.invalid == ()


def test_a_number_mended_to_what_it_was_is_in_error_no_longer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    type_number(qtbot, stack, "filters", "many")
    type_number(qtbot, stack, "filters", "6")
    assert stack.form.op_form.error("filters") == ""
    assert stack.document.drafts.invalid == ()


def test_the_form_begins_at_its_top_for_every_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.panel.resize(320, 420)
    stack.form.more.set_open(True)
    bar = stack.form.scroll_bar
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    stack.workspace.select([stack.network.nodes[4].id])
    assert bar.value() == 0


def test_the_totals_stand_in_one_line_each_and_tell_all_on_hovering(show: Show) -> None:
    stack = show(lenet())
    words = summary(stack.document.analysis)
    line, caption = stack.panel.summary, stack.form.caption
    assert line.text() == words
    assert line.toolTip().startswith(words)
    assert caption.toolTip() == caption.text() == "sees 5×5 pixels · 156 parameters · 118 k multiply-adds"
    for one in (line, caption):
        assert one.height() < 2 * one.fontMetrics().height()


def test_more_says_what_is_not_as_usual_and_stays_open_while_a_field_in_it_is_in_error(
    qtbot: QtBot, show: Show
) -> None:
    stack = show(lenet())
    more = stack.form.more
    assert more.line.text() == "More: same padding, dilation, groups, bias, name, note"
    assert not more.body.isVisible()
    qtbot.mouseClick(more.line, Qt.MouseButton.LeftButton)
    assert more.body.isVisible()
    stack.form.rest_form.fields["bias"].editor.click()
    dilation = stack.form.rest_form.fields["dilation"].editor
    dilation.setFocus()
    dilation.selectAll()
    qtbot.keyClicks(dilation, "2")
    qtbot.keyClick(dilation, Qt.Key.Key_Return)
    assert more.line.text() == "More: dilation 2, no bias, same padding, groups, name, note"
    dilation.selectAll()
    qtbot.keyClicks(dilation, "wide")
    qtbot.keyClick(dilation, Qt.Key.Key_Return)
    qtbot.mouseClick(more.line, Qt.MouseButton.LeftButton)
    assert more.is_open
    qtbot.keyClick(dilation, Qt.Key.Key_Escape)
    qtbot.mouseClick(more.line, Qt.MouseButton.LeftButton)
    assert not more.body.isVisible()


ALL = ("Name", "Enabled", "Trainable", "Note")
CONVOLUTION = (
    "Filters",
    "Kernel size",
    "Stride",
    "Padding",
    "More",
    "Same padding",
    "Dilation",
    "Groups",
    "Bias",
    *ALL,
)


def test_the_keyboard_goes_through_the_form_in_its_order_for_every_layer(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.form.more.set_open(True)
    tanh, linear = ("More", "Name", "Enabled", "Note"), ("Units", "classes", "Bias", "More", *ALL)
    for index, names in ((0, CONVOLUTION), (9, linear), (1, tanh), (4, CONVOLUTION)):  # forms made at different times
        stack.workspace.select([stack.network.nodes[index].id])
        stack.view.setFocus()
        qtbot.keyClick(stack.view, Qt.Key.Key_Tab)
        passed: list[str] = []
        while stack.form.isAncestorOf(focus := QApplication.focusWidget()):
            passed.append(focus.accessibleName().partition(":")[0])
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        assert tuple(passed) == names


def test_what_a_layer_has_no_weights_for_cannot_be_trained(show: Show) -> None:
    stack = show(lenet())
    assert "trainable" in stack.form.node_form.fields
    stack.workspace.select([stack.network.nodes[1].id])
    assert "trainable" not in stack.form.node_form.fields
    stack.workspace.select([stack.network.nodes[0].id, stack.network.nodes[1].id])
    assert "trainable" in stack.form.node_form.fields


def test_the_selected_card_stays_in_sight_when_its_form_needs_more_room(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.panel.resize(360, 640)
    last = stack.network.nodes[-1].id
    stack.workspace.select([last])
    stack.view.setCurrentIndex(stack.model.index(len(stack.model.rows) - 1))
    qtbot.waitUntil(lambda: stack.view.viewport().rect().contains(stack.rect(last)))
    before = stack.view.height()
    stack.form.more.set_open(True)
    qtbot.waitUntil(lambda: stack.view.height() < before)
    assert stack.view.viewport().rect().contains(stack.rect(last))
