"""Somebody changes the learning rate while it trains, steps an epoch, and tries the network between two steps."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.runs.logs import read_steps
from engine.runs.reader import RunReader
from gui.forms.rate_change import RateChange
from gui.window.dialogs.rate_dialog import RateDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import ALT, CTRL, SHIFT, Person, short

F5, F10, R, E = Qt.Key.Key_F5, Qt.Key.Key_F10, Qt.Key.Key_R, Qt.Key.Key_E

EACH = 16  # steps an epoch


@pytest.fixture
def paused(opened: Opened) -> Person:
    """A run that waits after some steps, within an epoch."""
    person = opened(short(100_000, batch=500))
    person.key(F5)
    person.wait(lambda: person.state == "running" and person.step > 0)
    person.key(F5)
    person.wait(lambda: person.state == "paused")
    if person.step % EACH == 0:
        before = person.step
        person.key(F10)
        person.wait(lambda: person.step > before)
    return person


def rates(person: Person) -> np.ndarray:
    return read_steps(person.runs / person.run / "steps.bin")["rate"]


def changes(person: Person) -> tuple:
    return person.shared.run.current.rate_changes


def type_rate(person: Person, change: RateChange, text: str) -> None:
    change.box.setFocus()
    change.box.selectAll()
    person.bot.keyClicks(change.box, text)
    person.bot.keyClick(change.box, Qt.Key.Key_Return)


def test_beside_the_chart_and_on_the_training_page(paused: Person) -> None:
    person, step = paused, paused.step
    person.key(R, CTRL | ALT)
    (dialog,) = person.frame.findChildren(RateDialog)
    type_rate(person, dialog.change, "0.004")
    person.wait(lambda: len(changes(person)) == 1)
    assert f"Rate by hand 0.001 → 0.004 at step {step}" in dialog.change.said.text()
    assert f"Learning rate 0.001 → 0.004 at step {step}." in person.sentences  # the same, for a moment
    dialog.close()
    person.frame.show_page("training")
    page = person.pages.training
    person.press(page.rate_change.factors[0.5])
    person.wait(lambda: len(changes(person)) == 2)
    assert page.rate_change.box.value == pytest.approx(0.002)
    assert [mark.words for mark in person.panels.chart.run.marks] == [
        "Learning rate 0.001 → 0.004 by hand",
        "Learning rate 0.004 → 0.002 by hand",
    ]
    assert "Learning rate 0.004 → 0.002 by hand" in person.panels.chart.sentence()
    person.press(person.chrome.top.step)
    person.wait(lambda: person.step == step + 1)
    assert rates(person)[-1] == pytest.approx(0.002)
    assert page.curve._curve.at(1.0) == pytest.approx(0.002)
    assert "0.001 → 0.004" in page.curve.accessibleDescription()
    assert page._course.text().startswith("Recipe: 0.001 throughout")
    assert page.curve.title == "This run: learning rate by step"
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.ended)  # then the page is of what Train will do
    person.wait(lambda: page.curve._curve.at(1.0) == pytest.approx(0.001))
    assert "by hand" not in f"{page.curve.accessibleDescription()} {page.rate_change.said.text()}"
    assert page.curve.title == "New run: learning rate by step"
    assert page.rate_change.box.text() == ""  # the rate of a run that has ended says nothing of the next


def test_what_is_no_rate_says_so_and_stays_in_the_field(paused: Person) -> None:
    person = paused
    person.frame.show_page("training")
    change = person.pages.training.rate_change
    type_rate(person, change, "fast")
    assert change.said.text() == "Must be a number, not “fast”."
    person.bot.keyClick(change.box, Qt.Key.Key_Escape)
    assert not changes(person)


def test_an_epoch_at_a_time_and_a_test_in_between(paused: Person) -> None:
    person = paused
    first, tried = person.step, person.shared.run.current.evaluations
    person.key(E, CTRL | ALT)
    person.wait(lambda: person.shared.run.current.evaluations != tried)
    found = person.shared.run.current.evaluation
    assert (found.step, found.split, person.state) == (first, "test", "paused")
    person.frame.show_page("results")
    assert person.pages.results.evaluation.step == first
    assert len(found.confusion) == 10
    person.press(person.chrome.top.step)
    person.wait(lambda: person.step == first + 1)
    person.press(person.pages.results.head.evaluate)
    person.wait(lambda: person.pages.results.evaluation.step == first + 1)
    assert person.panels.chart.run.evaluations["test"].steps[-2:] == [first, first + 1]
    person.key(F10, CTRL)
    person.wait(lambda: person.state == "paused" and person.step > first + 1)
    end = person.step
    assert end == ((first + 1) // EACH + 1) * EACH
    person.bot.mouseClick(person.chrome.top.step, Qt.MouseButton.LeftButton, SHIFT)
    person.wait(lambda: person.state == "paused" and person.step > end)
    assert person.step == end + EACH


def test_a_run_that_is_opened_again_has_its_marks(paused: Person) -> None:
    person = paused
    person.frame.show_page("training")
    person.press(person.pages.training.rate_change.factors[2.0])
    person.wait(lambda: len(changes(person)) == 1)
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.state == "finished")
    folder = person.runs / person.run
    made = changes(person)
    assert not person.pages.training.rate_change.take.isEnabled()
    person.chrome.files.open(folder)
    person.wait(lambda: person.state == "read")
    assert changes(person) == made == tuple(e for e in RunReader(folder).events() if type(e) is type(made[0]))
    person.wait(lambda: len(person.panels.chart.run.marks) == 1)


def test_two_quick_presses_count_twice(paused: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person, told = paused, []
    monkeypatch.setattr(person.engine.service, "change_rate", lambda _, rate: told.append(rate))
    person.frame.show_page("training")
    change = person.pages.training.rate_change
    for _ in range(2):
        person.press(change.factors[10.0])
        change.look()
    assert told == pytest.approx([0.01, 0.1])
    assert change.box.value == pytest.approx(0.1)
