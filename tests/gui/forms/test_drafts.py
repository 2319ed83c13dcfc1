"""Drafts: whoever is about to train can tell which fields hold what cannot be, and lead there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.project import Project
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.training_settings import TrainingSettings
from gui.forms.document_form import DocumentForm
from gui.state.document import Document


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def forms(qtbot, document):
    """The forms of training and data, in a window that has the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    training = DocumentForm(document, "training", ("batch", "optimiser", "seed"))
    data = DocumentForm(document, "data", ("spoiling",))
    column.addWidget(training)
    column.addWidget(data)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield training, data
    window.hide()


def write(qtbot, editor, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    editor.setFocus()
    editor.lineEdit().selectAll()
    qtbot.keyClicks(editor, text)
    if end is not None:
        qtbot.keyClick(editor, end)


def titles(document: Document) -> list[tuple[str, str]]:
    return [(draft.place, draft.title) for draft in document.drafts.invalid]


def test_a_field_in_error_is_known_until_it_is_mended(qtbot, document, forms):
    training, _ = forms
    box = training.fields["batch"].editor
    with qtbot.waitSignal(document.drafts.changed):
        write(qtbot, box, "many")
    assert titles(document) == [("training", "Batch size")]
    assert document.drafts.invalid[0].sentence == training.error("batch")
    with qtbot.waitSignal(document.drafts.changed):
        write(qtbot, box, "32")
    assert document.drafts.invalid == ()
    write(qtbot, box, "many")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert document.drafts.invalid == ()


def test_it_can_be_shown(qtbot, document, forms):
    training, _ = forms
    write(qtbot, training.fields["batch"].editor, "many")
    training.fields["seed"].editor.setFocus()
    document.drafts.invalid[0].focus()
    assert training.fields["batch"].editor.hasFocus()


def test_what_is_being_typed_is_said_before_it_is_asked_about(qtbot, document, forms):
    training, _ = forms
    box = training.fields["batch"].editor
    write(qtbot, box, "32", end=None)
    assert document.drafts.settle() == ()
    assert document.project.training.batch == 32
    write(qtbot, box, "many", end=None)
    assert document.drafts.invalid == ()
    assert [draft.title for draft in document.drafts.settle()] == ["Batch size"]


def test_a_field_of_a_kind_that_is_not_chosen_any_more_does_not_count(qtbot, document, forms):
    training, _ = forms
    kinds = training.fields["optimiser"]
    rate = kinds.form.fields["rate"].editor
    write(qtbot, rate, "fast")
    assert titles(document) == [("training", "Learning rate")]
    kinds.editor.setCurrentText(Sgd.title)
    kinds.editor.activated.emit(kinds.editor.currentIndex())
    assert document.drafts.invalid == ()


def test_nor_does_one_of_what_is_taken_away(qtbot, document, forms):
    _, data = forms
    spoiling = data.fields["spoiling"]
    spoiling.add.menu().actions()[0].trigger()
    share = spoiling.forms[0].fields["share"].editor
    write(qtbot, share, "much")
    assert titles(document) == [("data", "Share")]
    spoiling.items[0].away.click()
    assert document.drafts.invalid == ()


def test_another_project_has_none(qtbot, document, forms):
    training, _ = forms
    write(qtbot, training.fields["batch"].editor, "many")
    document.open(Project(training=TrainingSettings(optimiser=Adam())), None)
    assert document.drafts.invalid == ()


def test_a_rule_across_fields_is_no_draft(qtbot, document, forms):
    training, _ = forms
    write(qtbot, training.fields["batch"].editor, "60000")
    assert "larger than" in training.error("batch")
    assert document.drafts.invalid == ()
