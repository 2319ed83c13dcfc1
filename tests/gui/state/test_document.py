"""The document: one undoable step for every edit, merging, the modified mark, and the analysis that follows."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.network.layers import Conv2d, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Node, random_ids
from engine.project.project import Project
from engine.project.recipes import read_recipe
from gui.state import document as document_module
from gui.state.document import Document

NODE = Node("n00001", Conv2d(6, (5, 5)))


@pytest.fixture
def project() -> Project:
    return Project(network=Network((NODE,)))


def test_an_edit_can_be_undone_and_redone(document: Document, qtbot):
    before = document.project
    with qtbot.waitSignal(document.changed):
        document.edit_network(document.network.change({"n00001"}, filters=8), "Filters")
    after = document.project
    assert after.network.nodes[0].op.filters == 8
    document.undo_stack.undo()
    assert document.project is before
    document.undo_stack.redo()
    assert document.project is after


def test_edits_of_one_gesture_are_one_step(document: Document):
    for filters in range(7, 12):
        document.edit_network(document.network.change({"n00001"}, filters=filters), "Filters", ("filters", 1))
    document.edit_network(document.network.change({"n00001"}, filters=20), "Filters", ("filters", 2))
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.network.nodes[0].op.filters == 11


def test_an_edit_that_changes_nothing_is_no_step(document: Document):
    document.edit_network(document.network.change({"n00001"}, filters=6), "Filters")
    assert document.undo_stack.count() == 0
    assert not document.modified


def test_the_modified_mark_follows_saving_and_undo(document: Document, tmp_path):
    document.edit_network(document.network.remove({"n00001"}), "Remove")
    assert document.modified
    document.saved(tmp_path / "x.json")
    assert not document.modified
    document.undo_stack.undo()
    assert document.modified


def test_opening_another_project_forgets_the_undo_steps(document: Document):
    document.edit_network(document.network.remove({"n00001"}), "Remove")
    other = read_recipe("lenet5-sample")
    document.open(other, None)
    assert document.project == other
    assert not document.undo_stack.canUndo()


def test_new_ids_are_none_of_the_networks(monkeypatch):
    first = random_ids(seed=1)()
    monkeypatch.setattr(
        document_module, "random_ids", partial(random_ids, 1)
    )  # every factory would begin with that one
    document = Document(Project(network=Network((Node(first, Conv2d(6, (5, 5))),))))
    assert document.new_id() != first
    document.close()


def test_the_analysis_follows_the_document(document: Document):
    assert document.analysis.problems
    document.open(read_recipe("lenet5-sample"), None)
    assert not document.analysis.problems
    assert document.analysis.parameters == 61_706


@given(st.lists(st.sampled_from(["insert", "remove", "change", "undo", "redo"]), max_size=20))
def test_undoing_everything_leads_back_to_the_start(steps):
    document = Document(Project(network=Network((NODE,))))
    start = document.project
    for step in steps:
        _do(document, step)
    last = document.project
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project == start
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    if not {"undo", "redo"} & set(steps):
        assert document.project == last
    document.close()


def _do(document: Document, step: str) -> None:
    network, nodes = document.network, document.network.nodes
    if step == "insert":
        document.edit_network(network.insert(Gap(None, len(nodes)), (Node(document.new_id(), ReLU()),)), "Insert")
    elif step == "remove" and nodes:
        document.edit_network(network.remove({nodes[0].id}), "Remove")
    elif step == "change" and nodes:
        document.edit_network(network.change_node({nodes[-1].id}, enabled=not nodes[-1].enabled), "Enable")
    elif step == "undo":
        document.undo_stack.undo()
    else:
        document.undo_stack.redo()


def test_another_project_after_a_recovery_is_unmodified(document: Document):
    document.recovered()
    assert document.modified
    document.open(Project(title="Another"), None)
    assert not document.modified
