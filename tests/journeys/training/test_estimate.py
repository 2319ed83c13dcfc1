"""How long it takes: told while a person edits, and before a long training begins; it ends with a press on Stop."""

import pytest

from engine.project.training.budgets import Steps
from engine.training.estimate import long_run
from engine.typed.document import changed
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

LONG = 50_000_000


def estimated(person: Person) -> None:
    person.engine.estimating.begin()
    person.wait(lambda: person.engine.estimating.now is not None)


def footer(person: Person) -> str:
    return person.panels.stack.summary.text()


def test_it_stands_below_the_stack_and_the_budget_once_it_is_measured(window: Person) -> None:
    assert "multiply-adds" in footer(window)
    takes = window.pages.training._takes
    assert takes.text().startswith("How long it takes")
    estimated(window)
    assert "an epoch" in footer(window)
    assert "multiply-adds" in window.panels.stack.summary.toolTip()
    assert takes.text().startswith("About ")
    assert "on this computer" in window.chrome.actions["train"].toolTip()
    before = takes.text()
    document = window.shared.document
    document.edit_fields("More", training=changed(document.project.training, budget=Steps(LONG)))
    window.wait(lambda: takes.text() != before)
    assert "days in all" in takes.text()


def test_a_broken_stack_has_none(window: Person) -> None:
    estimated(window)
    network = window.shared.document.network
    first, *others = network.nodes
    window.shared.document.edit_network(changed(network, nodes=(*others, first)), "Break it")
    assert "multiply-adds" in footer(window)
    assert "once the stack can run" in window.pages.training._takes.text()


def test_a_long_one_says_so_when_it_begins_and_its_stop_ends_it(opened: Opened) -> None:
    window = opened(short(LONG))
    estimated(window)
    told: list[str] = []
    window.shared.run.began.connect(lambda _: told.append(window.chrome.line.sentence))
    window.press(window.chrome.top.train)
    window.wait(lambda: told)  # before its first step
    assert told[0].startswith("About ")
    assert told[0].endswith("on this computer.")
    window.wait(lambda: window.shared.run.current is not None and window.shared.run.current.phase == "running")
    assert window.chrome.line.topic == "long"
    window.press_named("Stop", window.chrome.line)
    window.wait(lambda: not window.shared.run.training)
    assert window.chrome.line.said("long") is None


def test_a_short_one_says_nothing(window: Person) -> None:
    estimated(window)
    window.press(window.chrome.top.train)
    assert window.chrome.line.said("long") is None
    window.wait(lambda: not window.shared.run.training)


def test_one_that_nobody_measured_says_so_once_its_first_steps_show_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_run, "SECONDS", 0.3)
    window = opened(short(LONG))
    window.press(window.chrome.top.train)
    window.wait(lambda: window.chrome.line.said("long") is not None)
    assert window.step > 0
    window.press(window.chrome.line._row.close_button)
    assert window.chrome.line.said("long") is None
    window.press(window.chrome.top.stop)
    window.wait(lambda: not window.shared.run.training)
