"""DocumentForm: what the pages' own tests do not show."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from engine.project.project import Project
from engine.project.training.optimisers import Sgd
from engine.project.training.training_settings import TrainingSettings
from gui.forms.document_form import DocumentForm
from gui.forms.struct_form import StructForm


@pytest.fixture
def project():
    return Project()


def test_the_fields_are_made_when_they_are_first_seen(qtbot, document):
    pages = QTabWidget()
    qtbot.addWidget(pages)
    form = DocumentForm(document, "training", ("batch", "seed"))
    pages.addTab(QWidget(), "before")
    pages.addTab(form, "behind")
    pages.show()
    assert not form.findChildren(StructForm)
    pages.setCurrentIndex(1)
    assert form.findChild(StructForm).isVisible()
    assert list(form.fields) == ["batch", "seed"]


def test_what_changed_before_they_were_made_is_shown(qtbot, document):
    form = DocumentForm(document, "training", ("batch",))
    qtbot.addWidget(form)
    document.edit_fields("Smaller", training=TrainingSettings(batch=7))
    assert form.fields["batch"].editor.lineEdit().text() == "7"


def test_the_label_of_one_field_is_the_heading(qtbot, document):
    form = DocumentForm(document, "training", ("optimiser",), heading="optimiser")
    qtbot.addWidget(form)
    editor = form.fields["optimiser"].editor
    label = next(label for label in form.findChildren(QLabel) if label.buddy() is editor)
    assert label.property("role") == "heading"


def test_another_project_starts_it_anew(qtbot, document):
    form = DocumentForm(document, "training", ("batch", "optimiser"))
    qtbot.addWidget(form)
    document.edit_fields("Other", training=TrainingSettings(optimiser=Sgd(rate=0.5)))
    box = form.fields["batch"].editor
    box.lineEdit().setText("absurd")
    box.edited.emit("absurd")
    assert form.error("batch")
    document.open(Project(title="Another"), None)
    assert (box.lineEdit().text(), form.error("batch")) == (str(TrainingSettings().batch), "")
    kinds = form.fields["optimiser"].editor
    kinds.setCurrentText(Sgd.title)
    kinds.activated.emit(kinds.currentIndex())
    assert document.project.training.optimiser == Sgd()
