"""Pages that nobody has opened yet are made ready while there is nothing else to do."""

import pytest

from gui.forms.document_form import DocumentForm
from gui.window.beforehand import Beforehand
from tests.journeys.conftest import Opened
from tests.journeys.person import Person


def made(person: Person) -> list[bool]:
    pages = person.pages.by_place().values()
    forms = [form for page in pages for form in page.findChildren(DocumentForm)]
    return ["_form" in vars(form) for form in forms] + [page.window() is person.frame for page in pages]


@pytest.fixture
def window(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Person:
    """In which nothing is made ready until the test says so."""
    monkeypatch.setattr("gui.window.beforehand.CALM_MS", 10_000_000)
    return opened()


def test_pages_are_ready_before_they_are_opened_and_change_no_size(window: Person) -> None:
    beforehand, least = window.frame.findChild(Beforehand), window.frame.minimumSizeHint()
    assert not any(made(window))
    beforehand.make_next()
    assert made(window).count(True) == 1
    for _ in range(30):
        beforehand.make_next()
    assert all(made(window))
    assert window.frame.minimumSizeHint() == least
    window.frame.show_page("training")
    assert window.pages.training.isVisible()


def test_nothing_is_made_ready_beside_a_training(window: Person) -> None:
    beforehand = window.frame.findChild(Beforehand)
    window.engine.control.press_train()
    assert window.shared.run.training
    beforehand.make_next()
    assert not any(made(window))
