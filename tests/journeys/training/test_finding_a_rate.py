"""Find a rate: the curve grows, a rate is taken by one edit, and a run that begins ends the search."""

import pytest

from engine.training.rate_finding import sweep
from gui.training.rate_finder import GIVEN_UP, RateFinder
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short


@pytest.fixture
def window(opened: Opened) -> Person:
    person = opened()
    person.shared.document.open(short(40, batch=16), None)
    person.frame.show_page("training")
    return person


def finder(window: Person) -> RateFinder:
    return window.pages.training.finder


def test_a_rate_is_found_taken_and_trained_with(window: Person) -> None:
    before = window.shared.document.project
    window.press(finder(window).begin)
    window.wait(finder(window).use.isVisible)
    assert window.shared.document.project == before
    assert not list(window.runs.glob("*/steps.bin"))
    chosen = window.engine.rate_finding.chosen
    window.press(finder(window).use)
    assert window.shared.document.project.training.optimiser.rate == chosen
    window.train()
    assert window.shared.run.current is not None
    assert window.shared.run.current.project.training.optimiser.rate == chosen
    window.chrome.actions["undo"].trigger()
    assert window.shared.document.project.training == before.training


def test_train_ends_the_search(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: object, __: object, asked: sweep.Asked) -> None:
        while True:
            asked.go_on()

    monkeypatch.setattr(sweep, "_some", endless)
    window.press(finder(window).begin)
    window.wait(lambda: finder(window).said.text() == "Building a copy to try")
    assert window.chrome.status.state == "Building a copy to try"
    window.train()
    assert finder(window).said.text() == GIVEN_UP["run"]
    assert finder(window).begin.isEnabled()
