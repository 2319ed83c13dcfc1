"""What is said is true now: a condition is told while it holds and no longer."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.network.layers import Flatten
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.typed.document import changed
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, Person, short


def _without_flatten(project: Project) -> Project:
    nodes = tuple(node for node in project.network.nodes if not isinstance(node.op, Flatten))
    return changed(project, network=changed(project.network, nodes=nodes))


def test_a_broken_stack_is_told_until_it_is_mended(window: Person) -> None:
    document = window.shared.document
    document.edit(_without_flatten(document.project), "Break")
    window.wait(lambda: "The stack cannot run yet" in window.chrome.status.message)
    assert window.train_words == "1 problem: show"
    assert window.chrome.top.train.icon().isNull()
    assert window.reads("① Mend 1 problem")
    window.shared.workspace.select(())
    window.press(window.chrome.top.train)
    assert window.shared.workspace.selected == document.analysis.problems[0].node
    document.undo_stack.undo()
    assert window.chrome.status.message == ""
    assert window.train_words == "Train"
    assert window.reads("① Press Train")
    assert not window.chrome.top.train.icon().isNull()


def test_an_empty_project_is_offered_a_first_layer(window: Person) -> None:
    window.shared.document.open(Project(), None)
    assert window.train_words == "Add a first layer"
    assert "cannot run" not in window.chrome.status.message
    window.press(window.chrome.top.train)
    window.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert window.panels.stack.isAncestorOf(QApplication.focusWidget())


def test_missing_images_are_told_until_they_are_there(opened: Opened, real_data: Path) -> None:
    person = opened()
    fashion = read_recipe("convnet-fashion")
    project = changed(fashion, training=short(4).training)
    person.shared.document.open(project, None)
    person.wait(lambda: "Fashion-MNIST is not on this computer" in person.chrome.status.message)
    person.press(person.chrome.top.train)
    person.wait(lambda: person.frame.page == "data" and person.train_words == "Train")
    person.wait(person.window.pages.data.problem.again.isVisible)
    shutil.copytree(real_data / "FashionMNIST" / "raw", person.folder / "data" / "FashionMNIST" / "raw")
    person.press_named("Look again", person.window.pages.data)
    person.wait(lambda: person.chrome.status.message == "")
    person.train()
    assert person.chrome.status.message == ""


def test_images_of_other_data_are_not_missed_any_more(window: Person) -> None:
    window.shared.document.open(read_recipe("lenet5-mnist"), None)
    window.wait(lambda: "MNIST is not on this computer" in window.chrome.status.message)
    window.shared.document.open(short(5), None)
    assert window.chrome.status.message == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_Return])
def test_train_asks_for_a_field_in_error_to_be_mended(window: Person, key: Qt.Key) -> None:
    """Not with the last good value, in silence."""
    window.frame.show_page("training")
    field = window.window.pages.training.forms["rest"].fields["batch"].editor
    field.setFocus()
    field.lineEdit().selectAll()
    window.type("none")
    window.key(key, CTRL if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier)
    assert window.shared.run.current is None
    assert window.train_words == "1 field: show"
    window.frame.show_page("inspect")
    window.press(window.chrome.top.train)
    assert window.frame.page == "training"
    window.wait(field.hasFocus)
    field.lineEdit().selectAll()
    window.type("32")
    window.train()
    assert window.shared.run.current.project.training.batch == 32
