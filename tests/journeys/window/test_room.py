"""Room: in a window of 1280×800 the stack is seen while the form is open, and a whole residual network when compact."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from engine.project.recipes import read_recipe
from gui.stack.panel import StackPanel
from tests.journeys.conftest import Opened
from tests.journeys.person import Person


def at(opened: Opened, recipe: str) -> tuple[Person, StackPanel]:
    """A window of 1280×800 on a project, its notes folded."""
    person = opened(read_recipe(recipe), ready=False)
    person.frame.resize(1280, 800)
    person.panels.stack.notes.set_open(False)
    return person, person.panels.stack


def in_view(stack: StackPanel) -> int:
    """The rows that are wholly in sight."""
    view, seen = stack.view, stack.view.viewport().rect()
    return sum(seen.contains(view.visualRect(stack.model.index(at))) for at in range(stack.model.rowCount()))


def test_nine_of_lenets_cards_are_seen_beside_the_open_form(opened: Opened) -> None:
    person, stack = at(opened, "lenet5-sample")
    heights = set()
    for node in person.shared.document.network.nodes:
        person.shared.workspace.select([node.id])
        stack.view.scrollToTop()
        assert stack.form.isVisible()
        person.wait(lambda: in_view(stack) >= 9)
        heights.add(stack.view.height())
    assert len(heights) == 1, "the stack stands still while layers are looked through"


def test_the_whole_shape_of_resnet_20_is_seen_when_compact(opened: Opened) -> None:
    person, stack = at(opened, "resnet-20-cifar10")
    stack.action("compact").trigger()
    QApplication.processEvents()
    person.wait(lambda: in_view(stack) == stack.model.rowCount())
