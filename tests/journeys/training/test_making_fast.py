"""Make it fast: what is tried is seen, can be given up, and what was found is what the next run trains on."""

import threading

import pytest

from engine.runs.environment import Environment
from engine.runs.folder import RunFolder
from engine.training.session import session
from engine.training.tuning import bench, remembered, rethreading, thread_choice, tuner
from engine.training.tuning.slowness import Slowness
from gui.state.machine.tuning_words import CANCELLED
from gui.training.tuning_part import TuningPart
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

SECONDS = 2.0  # that all the trying may take here
ENDLESS = 10**6  # steps


@pytest.fixture
def window(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Person:
    """At the Training page, with automatic threads on two cores."""
    monkeypatch.setattr(tuner, "SECONDS", SECONDS)
    for module in (tuner, thread_choice, remembered):
        monkeypatch.setattr(module, "thread_counts", lambda: (1, 2))
    person = opened()
    person.shared.settings.change(threads=0)
    person.frame.show_page("training")
    return person


def fast(window: Person) -> TuningPart:
    return window.pages.training.machine.fast


def begin(window: Person) -> None:
    """Presses the button and waits until something is being tried."""
    window.press(fast(window).begin)
    window.wait(lambda: fast(window).said.text().startswith("Trying"))


def environment(window: Person) -> Environment:
    found = RunFolder.open(window.runs / window.run).latest_environment()
    assert found is not None
    return found


def chip(threads: int) -> str:
    return f"CPU · {threads} thread{'s' * (threads > 1)}"


def test_what_was_found_is_what_the_next_run_trains_on(window: Person) -> None:
    assert window.chrome.top.device.text() == "CPU"  # nobody knows how many threads
    begin(window)
    assert fast(window).bar.isVisible()
    assert window.chrome.status.state == fast(window).said.text()
    window.wait(fast(window).table.isVisible)
    tuned = window.engine.tuning.tuned
    assert tuned is not None
    assert tuned.best.words in fast(window).said.text()
    window.wait(lambda: f"Tuned for this network: {tuned.best.words}." in window.pages.training.machine.standing.text())
    assert window.chrome.top.device.text() == chip(tuned.best.threads)
    window.train()
    ran = environment(window)
    assert (ran.threads, ran.memory_format, ran.setup_by) == (tuned.best.threads, tuned.best.memory_format, "tuned")
    assert (f"info: Trains as it was tuned: {tuned.best.words}." in window.sentences) == tuned.faster


def test_what_is_given_up_leaves_nothing(window: Person) -> None:
    begin(window)
    window.press(fast(window).cancel)
    assert (fast(window).said.text(), fast(window).table.isVisible()) == (CANCELLED, False)
    assert window.chrome.status.state == "Ready"
    window.wait(lambda: window.nothing_asked)
    assert not window.pages.training.machine.forget.isVisible()
    window.train()
    assert environment(window).setup_by == "default"  # the run is over before trying would pay


def test_train_ends_the_trying_and_trains(window: Person) -> None:
    begin(window)
    window.train()
    assert not fast(window).table.isVisible()
    assert (window.step, fast(window).begin.isEnabled()) == (60, True)
    assert environment(window).setup_by == "default"


def test_what_is_forgotten_is_found_anew(window: Person) -> None:
    begin(window)
    window.wait(fast(window).table.isVisible)
    window.wait(window.pages.training.machine.forget.isVisible)
    window.press(window.pages.training.machine.forget)
    window.wait(lambda: window.nothing_asked)
    assert (window.chrome.top.device.text(), fast(window).table.isVisible()) == ("CPU", False)


def test_before_a_long_run_threads_are_tried_and_that_is_seen(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_choice, "SECONDS", SECONDS / 4)
    monkeypatch.setattr(thread_choice, "SHORT_RUN", 0.0)
    window.shared.document.open(short(ENDLESS), None)
    seen: list[str] = []
    window.shared.run.changed.connect(lambda: seen.append(window.chrome.top.detail.text()))
    window.press(window.chrome.top.train)
    window.wait(lambda: window.step > 0)
    assert "trying 1 and 2 threads" in seen
    ran = environment(window)
    assert ran.setup_by == "measured"
    assert window.chrome.top.device.text() == chip(ran.threads)
    assert f"info: Trains on {ran.threads} thread" in window.sentences
    window.chrome.actions["stop"].trigger()
    window.wait(lambda: window.ended)
    window.wait(lambda: "Measured for this network" in window.pages.training.machine.standing.text())
    assert window.chrome.top.device.text() == chip(ran.threads)


def test_a_run_that_would_go_on_keeps_its_threads_and_that_is_said(window: Person) -> None:
    window.train()
    ran = environment(window).threads
    window.shared.settings.change(threads=3 - ran)
    assert window.chrome.top.device.text() == chip(ran)
    tip = window.chrome.top.device.toolTip()
    assert f"this run stays on {chip(ran)}, as it began; a new one takes {chip(3 - ran)}" in tip
    window.shared.settings.change(after_finish="afresh")
    assert window.chrome.top.device.text() == chip(3 - ran)


def test_stop_is_heard_at_once_however_long_a_step_takes(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    held, goes_on = threading.Event(), threading.Event()

    def slow(_: object) -> int:
        held.set()
        goes_on.wait(60)
        return 1

    monkeypatch.setattr(bench, "_step", slow)
    monkeypatch.setattr(thread_choice, "SHORT_RUN", 0.0)
    window.press(window.chrome.top.train)
    window.wait(held.is_set)
    window.press(window.chrome.top.stop)
    assert window.chrome.top.train.text() == "Stopping…"
    goes_on.set()
    window.wait(lambda: not window.shared.run.training)


def test_the_window_closes_while_something_is_tried(window: Person) -> None:
    begin(window)
    window.close()
    window.wait(lambda: window.window.ended)


def test_where_the_computer_is_busy_a_run_goes_on_with_other_threads(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Slowness):
        """Training has become slow after some steps, until threads were tried again."""

        tried = False

        def begin_anew(self) -> None:
            self.tried = True

        knows = fallen = property(lambda self: self._images > 0 and not self.tried)
        speed, times_as_slow = 1000.0, 3.1

    monkeypatch.setattr(session, "Slowness", Busy)
    monkeypatch.setattr(rethreading, "thread_counts", lambda: (1, 2))
    monkeypatch.setattr(rethreading, "faster", lambda tried, now: next(setup for setup in tried if setup != now))
    window.shared.document.open(short(ENDLESS), None)
    window.press(window.chrome.top.train)
    window.wait(lambda: "warning: The computer is busy" in window.sentences)
    others = 3 - environment(window).threads
    window.wait(lambda: window.chrome.top.device.text() == chip(others))
    assert f"On {others} thread" in window.sentences
    window.chrome.actions["stop"].trigger()
    window.wait(lambda: window.ended)
