"""What a run reached stands above the chart at once, with or without pictures, until a person takes it away."""

import pytest

from engine.errors import DataMissing
from engine.project.training.rate.learning_rate import with_rate
from engine.service.images.image_search import ImageSearch
from engine.service.questions import LabelChange
from tests.journeys.conftest import Opened
from tests.journeys.looking.test_late_replies import held
from tests.journeys.person import Person, short


def pictures(person: Person) -> int:
    saying = person.chrome.line.said("result")
    return 0 if saying is None else len(saying.shots)


def test_a_result_is_told_though_its_mistakes_cannot_be_read(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise DataMissing("The digits are not here.", "Choose their folder.")

    monkeypatch.setattr(ImageSearch, "mistakes", missing)
    window.train()
    window.wait(lambda: window.nothing_asked)
    assert window.told
    assert "digits it never saw" in window.chrome.line.sentence
    assert pictures(window) == 0


def test_the_first_mistakes_are_put_into_a_result_that_is_told(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(monkeypatch, ImageSearch, "mistakes") as let_go:
        window.train()
        window.wait(lambda: window.told)
        told = window.chrome.line.sentence
        assert pictures(window) == 0
        let_go()
        window.wait(lambda: pictures(window) == 5)
    assert window.chrome.line.sentence == told


def test_they_are_looked_for_again_after_a_look_at_the_first_weights(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, ImageSearch, "mistakes") as let_go:
        window.train()
        window.wait(lambda: window.told)
        window.engine.showing.show_document()
        window.wait(lambda: window.engine.showing.beside_run)
        let_go()
        window.engine.showing.show_run()
        window.wait(lambda: pictures(window) == 5)
    assert window.told


def test_late_mistakes_bring_back_no_result_that_was_taken_away(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, ImageSearch, "mistakes") as let_go:
        window.train()
        window.wait(lambda: window.told)
        window.press(window.chrome.line._row.close_button)
        let_go()
        window.wait(lambda: window.nothing_asked)
    assert not window.told


def test_what_was_taken_away_does_not_come_back_with_another_name(opened: Opened) -> None:
    window = opened(short(40))
    document = window.shared.document
    document.edit(with_rate(document.project, rate=10.0), "Rate")
    window.press(window.chrome.top.train)
    window.wait(lambda: window.shared.run.current is not None and not window.shared.run.training)
    folder = window.runs / window.run
    document.undo_stack.setClean()
    document.open(short(40), None)
    window.chrome.files.open(folder)
    window.wait(lambda: window.state == "read" and window.told)
    window.press(window.chrome.line._row.close_button)
    assert not window.told
    window.pages.runs.labelled.emit((folder,), LabelChange(title="Diverged"))
    window.wait(lambda: window.shared.run.current.title == "Diverged")
    assert not window.told
    window.chrome.files.new("mlp-1")
    window.chrome.files.open(folder)
    window.wait(lambda: window.state == "read")
    assert not window.told
