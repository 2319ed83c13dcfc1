"""New…: a project is begun from the gallery, by keys, and unsaved work is asked about first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from engine.project.recipes import read_recipe
from gui.gallery.first_projects import CompactCard
from tests.journeys.person import CTRL, Person


def test_a_project_is_found_by_letters_opened_by_enter_and_shown(window: Person) -> None:
    window.begin("residual 20")
    assert window.shared.document.project == read_recipe("resnet-20-cifar10")
    assert not window.shared.document.modified
    assert window.reads("ResNet-20 on CIFAR-10")
    window.begin("lenet digits")
    assert window.shared.document.project == read_recipe("lenet5-sample")
    window.wait(lambda: "guess" in window.answered)


def test_the_gallery_opens_before_the_engine_is_loaded(opened) -> None:
    person = opened(ready=False)
    person.begin("one hidden")
    assert person.shared.document.project == read_recipe("mlp-1")


def test_unsaved_work_is_asked_about_and_stays_unless_it_is_let_go(window: Person, monkeypatch) -> None:
    window.key(Qt.Key.Key_D, CTRL)  # a second first layer
    edited, buttons = window.shared.document.project, QMessageBox.StandardButton
    asked: list[str] = []
    for answer, left in ((buttons.Cancel, edited), (buttons.Discard, read_recipe("mlp-3"))):
        monkeypatch.setattr(QMessageBox, "question", lambda *words, answer=answer: asked.append(words[2]) or answer)
        window.begin("three linear")
        assert window.shared.document.project == left
    assert asked == ["You asked for a new project. “LeNet-5 on digits” has changes that are not saved."] * 2


def test_an_empty_stack_offers_the_first_projects_and_the_way_to_all(window: Person) -> None:
    window.begin("empty")
    stack = window.panels.stack
    window.wait(lambda: window.reads("Or begin with a project", stack))
    card = next(one for one in stack.findChildren(CompactCard) if one.text() == "LeNet-5 on digits")
    window.press(card)
    assert window.shared.document.project == read_recipe("lenet5-sample")
    assert not card.isVisible()
    assert not window.reads("Or begin with a project", stack)
