"""What the next run begins from belongs to the edit that chose it, and ends with another project."""

from pathlib import Path

import pytest

from engine.project.recipes import read_recipe
from engine.service.answers import KeptPoint, KeptPoints
from engine.service.questions import ForkFrom
from engine.typed.document import changed
from gui.state.document import Document
from gui.state.run.fork_choice import ForkChoice

POINT = KeptPoint(938, 2.0, optimiser=True, test=0.97)
RUN = Path("/runs/one")


@pytest.fixture
def document(qapp):
    made = Document(read_recipe("lenet5-sample"))
    yield made
    made.close()


@pytest.fixture
def kept():
    project = read_recipe("lenet5-sample")
    other = changed(project, training=changed(project.training, batch=7), title="Other")
    return KeptPoints(RUN, other, (POINT,))


def test_the_run_s_project_becomes_the_document_undoably(document, kept):
    fork, before = ForkChoice(document), document.project
    fork.choose(kept, POINT)
    assert document.project.training.batch == 7
    assert fork.source.wish == ForkFrom(RUN, 938)
    assert document.undo_stack.undoText() == "Fork from “Other”"
    document.undo_stack.undo()
    assert (document.project, fork.source) == (before, None)
    document.undo_stack.redo()
    assert (document.project.title, fork.source.point) == ("Other", POINT)


def test_it_stays_while_settings_are_changed_and_undone(document, kept):
    fork = ForkChoice(document)
    fork.choose(kept, POINT)
    document.edit_fields("Change", training=changed(document.project.training, batch=9))
    assert fork.source is not None
    document.undo_stack.undo()
    assert fork.source is not None
    document.undo_stack.undo()
    assert fork.source is None


def test_dropped_it_does_not_come_back_by_redo(document, kept):
    fork = ForkChoice(document)
    fork.choose(kept, POINT)
    fork.drop()
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert fork.source is None
    assert document.project.title == "Other"


def test_another_project_ends_it(document, kept):
    fork, heard = ForkChoice(document), []
    fork.changed.connect(lambda: heard.append(fork.source))
    fork.choose(kept, POINT)
    document.open(read_recipe("mlp-1"), None)
    assert fork.source is None
    assert [one is not None for one in heard] == [True, False]


def test_where_the_project_is_the_document_already_nothing_is_to_be_undone(document):
    fork = ForkChoice(document)
    fork.choose(KeptPoints(RUN, document.project, (POINT,)), POINT)
    assert fork.source is not None
    assert not document.undo_stack.canUndo()


def test_another_step_of_the_same_run_goes_with_the_edit_too(document, kept):
    fork = ForkChoice(document)
    before = document.project
    fork.choose(kept, POINT)
    fork.choose(kept, KeptPoint(5, 0.1, optimiser=False))
    assert fork.source.point.step == 5
    document.undo_stack.undo()
    assert (document.project, fork.source) == (before, None)
    document.undo_stack.redo()
    assert fork.source.point.step == 5


def test_undo_of_a_second_fork_brings_back_the_first(document, kept):
    fork = ForkChoice(document)
    fork.choose(kept, POINT)
    document.edit_fields("Change", training=changed(document.project.training, batch=9))
    third = changed(kept.project, title="Third")
    fork.choose(KeptPoints(Path("/runs/three"), third, (POINT,)), POINT)
    document.undo_stack.undo()
    assert fork.source.title == "Other"
    document.undo_stack.undo()
    assert fork.source.title == "Other"
    document.undo_stack.redo()
    document.undo_stack.redo()
    assert fork.source.title == "Third"


def test_an_edit_in_place_of_an_undone_fork_is_none(document, kept):
    fork = ForkChoice(document)
    fork.choose(kept, POINT)
    document.undo_stack.undo()
    document.edit_fields("Change", training=changed(document.project.training, batch=9))
    assert fork.source is None
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert fork.source is None
