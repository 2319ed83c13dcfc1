"""Notes of the project: away while there are none, a line while folded, open after a project is opened."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.typed.document import changed
from gui.stack.form.project_notes import first_line
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show


def test_a_project_without_notes_shows_no_strip(show: Show) -> None:
    assert not show(lenet()).panel.notes.isVisible()


def test_opening_a_recipe_shows_its_notes_and_a_click_folds_them(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    stack.document.open(read_recipe("mlp-1"), None)
    notes = stack.panel.notes
    assert "512 units" in notes.box.reader.toPlainText()
    assert notes.box.isVisible()
    qtbot.mouseClick(notes.head, Qt.MouseButton.LeftButton)
    assert notes.isVisible()
    assert not notes.box.isVisible()
    assert notes.first.text().startswith("No convolution at all")
    qtbot.mouseClick(notes, Qt.MouseButton.LeftButton)
    assert notes.is_open
    stack.document.open(Project(), None)
    assert not notes.isVisible()


def test_notes_are_written_and_undone(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    notes = stack.panel.notes
    notes.edit()
    assert notes.box.writer.hasFocus()
    qtbot.keyClicks(notes.box.writer, "# Lesson 1")
    qtbot.keyClick(notes.box.writer, Qt.Key.Key_Escape)
    assert stack.document.project.notes == "# Lesson 1"
    assert notes.box.reader.toPlainText() == "Lesson 1"
    assert stack.document.undo_stack.count() == 1
    notes.edit()
    qtbot.keyClicks(notes.box.writer, "!")
    assert stack.document.undo_stack.count() == 2
    stack.document.undo_stack.undo()
    assert stack.document.project.notes == "# Lesson 1"
    stack.document.undo_stack.undo()
    assert stack.document.project.notes == ""


def test_notes_that_are_too_long_say_so_and_are_not_taken(show: Show) -> None:
    stack = show(lenet())
    stack.panel.notes.edit()
    stack.panel.notes.box.writer.setPlainText("x" * 100_001)
    assert stack.document.project.notes == ""
    assert stack.panel.notes.error.startswith("Must have at most 100,000 characters")


def test_the_first_line_has_no_marks() -> None:
    assert first_line("## A *lesson*\n\nand more") == "A lesson"


def test_an_edit_elsewhere_leaves_open_and_folded_as_they_are(show: Show) -> None:
    stack = show(lenet())
    stack.document.open(read_recipe("mlp-1"), None)
    stack.panel.notes.set_open(False)
    stack.document.edit(changed(stack.document.project, title="Mine"), "Rename")
    assert not stack.panel.notes.is_open


def test_a_run_that_is_opened_leaves_open_and_folded_as_they_are(show: Show, tmp_path: Path) -> None:
    stack = show(lenet())
    stack.document.open(read_recipe("mlp-1"), None, run=tmp_path)
    assert not stack.panel.notes.is_open
    assert stack.panel.notes.first.text().startswith("No convolution at all")
    stack.panel.notes.set_open(True)
    stack.document.open(read_recipe("lenet5-sample"), None, run=tmp_path)
    assert stack.panel.notes.is_open


def test_a_layers_note_is_seen_heard_and_read(qtbot: QtBot, show: Show) -> None:
    stack = show(lenet())
    node = stack.network.nodes[0]
    plain = stack.view.viewport().grab(stack.rect(node.id)).toImage()
    stack.workspace.select([node.id])
    stack.form.more.set_open(True)
    field = stack.form.node_form.fields["note"]
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "looks for **edges**")
    assert stack.network.nodes[0].note == "looks for **edges**"
    index = stack.model.index(0)
    assert "has a note" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("looks for **edges**")
    assert stack.view.viewport().grab(stack.rect(node.id)).toImage() != plain
    stack.workspace.select([stack.network.nodes[1].id])
    stack.workspace.select([node.id])
    assert field.box.reader.toPlainText() == "looks for edges"
    assert not field.box.writing


def test_a_very_long_note_is_shortened_on_hovering(show: Show) -> None:
    stack = show(lenet())
    ids = [stack.network.nodes[0].id]
    stack.document.edit_network(stack.network.change_node(ids, note="word " * 4000), "Note")
    assert len(stack.model.index(0).data(Qt.ItemDataRole.ToolTipRole)) < 600
