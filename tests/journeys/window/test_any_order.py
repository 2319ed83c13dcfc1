"""Replies and events that come late, in any order with clicks and edits: what the window shows is never another's.

A window over the real service and real training; every reply waits until the machine lets it through, at random.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.events import Event, Reply
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.service.questions import ReadRun, ShowRun, TakeNewest
from engine.typed.document import changed
from gui.state.bridge import Bridge
from tests.journeys.person import Person, short

SEEDS: tuple[int, ...] = ()  # those that failed once


class Post(Bridge):
    """A bridge whose replies wait in the post until somebody lets them through."""

    def __init__(self) -> None:
        super().__init__()
        self.post: list[Reply] = []
        self.held = False

    def sink(self, event: Event) -> None:
        if self.held and isinstance(event, Reply):
            self.post.append(event)
        else:
            super().sink(event)

    def deliver(self, at: int) -> None:
        if self.post:
            super().sink(self.post.pop(at % len(self.post)))


def digits(steps: int, recipe: str) -> Project:
    """A short project on the bundled digits."""
    return changed(short(steps, recipe, batch=100), data=read_recipe("lenet5-sample").data)


class Gestures(RuleBasedStateMachine):
    """One person who does not wait; the window's own truths are compared after every gesture."""

    bot: QtBot
    monkeypatch: pytest.MonkeyPatch

    @initialize()
    def open_a_window(self) -> None:
        self.folder = Path(mkdtemp())
        self.monkeypatch.setattr("tests.journeys.person.Bridge", Post)
        self.person = Person(self.bot, self.folder, digits(5, "mlp-1"))
        self.person.warm_up()
        self.person.train()
        self.runs = [self.person.runs / self.person.run]
        self.person.shared.document.open(digits(5, "lenet5-sample"), None)
        self.bridge = self.person.engine.bridge
        self.bridge.held = True
        self.expected = self.person.shared.document.project
        self.titles = 0

    # --- what a person does ---

    @rule()
    def edit(self) -> None:
        self.titles += 1
        self.person.shared.document.edit_fields("Rename", title=f"Edit {self.titles}")
        self.expected = self.person.shared.document.project

    @rule()
    def undo(self) -> None:
        self.person.shared.document.undo_stack.undo()
        self.expected = self.person.shared.document.project

    @rule()
    def train(self) -> None:
        self.person.shared.settings.change(after_finish="afresh")
        self.person.engine.control.press_train()

    @rule()
    def train_on(self) -> None:
        control, run = self.person.engine.control, self.person.shared.run.current
        if control.can_train_on and run.total < 40:
            control.train_on()
            assert self.person.shared.run.current.id == run.id

    @rule()
    def stop(self) -> None:
        self.person.engine.control.press_stop()

    @rule(which=st.integers(0, 3))
    def open_a_run(self, which: int) -> None:
        self.person.shared.document.undo_stack.setClean()  # else a dialog asks
        with suppress(IndexError):
            self.person.chrome.files.open(self.runs[which])

    @rule()
    def new(self) -> None:
        self.person.shared.document.undo_stack.setClean()
        self.person.shared.document.open(digits(5, "lenet5-sample"), None)
        self.expected = self.person.shared.document.project

    @rule()
    def show_untrained(self) -> None:
        self.person.engine.showing.show_document()

    # --- what comes late ---

    @rule(at=st.integers(0, 9))
    def a_reply_comes(self, at: int) -> None:
        before = self.person.shared.document.revision
        self.bridge.deliver(at)
        self._settle()
        if self.person.shared.document.revision != before:  # a run was opened: nothing was edited since the click
            assert not self.person.shared.document.modified
            self.expected = self.person.shared.document.project

    @rule(turns=st.integers(1, 30))
    def time_passes(self, turns: int) -> None:
        for _ in range(turns):
            self.bot.wait(10)

    @rule()
    def the_run_ends(self) -> None:
        self.person.wait(self._has_ended)
        run = self.person.shared.run.current
        if run is not None and run.folder is None and (self.person.runs / run.id).is_dir():
            self.runs.append(self.person.runs / run.id)

    def _has_ended(self) -> bool:
        """Whether nothing trains; a run that was paused goes on."""
        run = self.person.shared.run.current
        if run is not None and run.phase == "paused":
            self.person.engine.control.press_train()
        return not self.person.shared.run.training

    @rule()
    def everything_comes(self) -> None:
        """Nobody does anything any more: then the weights that are shown are those of the run that is."""
        self.the_run_ends()
        before = self.person.shared.document.revision
        self.bridge.held = False
        while self.bridge.post:
            self.bridge.deliver(0)
        self.person.wait(lambda: not self._is_on_its_way())
        self.bridge.held = True
        if self.person.shared.document.revision != before:
            self.expected = self.person.shared.document.project
        run, shown = self.person.shared.run.current, self.person.shared.workspace.shown
        assert run is None or shown is None or shown.run in {run.id, None}

    def _is_on_its_way(self) -> bool:
        """Whether the current run's weights are still to come; until then those before stay in sight."""
        showing, jobs = self.person.engine.showing, self.person.engine.jobs
        run = self.person.shared.run
        return run.training or showing.following or any(map(jobs.busy, (TakeNewest, ShowRun, ReadRun)))

    def _settle(self) -> None:
        QApplication.processEvents()

    # --- what is always so ---

    @invariant()
    def nothing_is_anothers(self) -> None:
        shared, panels, pages = self.person.shared, self.person.panels, self.person.pages
        run, shown = shared.run.current, shared.workspace.shown
        assert shared.document.project == self.expected
        if shown is not None and shown.run is not None:
            assert run is not None
            assert shown.run == run.id or self._is_on_its_way()
        if run is None:
            assert panels.chart.run is None
            assert pages.results.evaluation is None
        elif run.evaluation is not None:
            assert pages.results.evaluation is run.evaluation
            assert panels.chart.run.run_id == run.id
        unexpected = [message for message in self.person.said if message.level == "unexpected"]
        assert not unexpected, unexpected

    def teardown(self) -> None:
        if hasattr(self, "person"):
            self.person.close()
            assert self.person.service.close(30)
            self.bot.wait(1)
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def gestures(
    qtbot: QtBot, qapp: QApplication, warmed: None, monkeypatch: pytest.MonkeyPatch
) -> type[RuleBasedStateMachine]:
    return type("TheseGestures", (Gestures,), {"bot": qtbot, "monkeypatch": monkeypatch})


LIMITS = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@pytest.mark.timeout(300)
def test_any_order_of_gestures_and_replies(gestures: type[Gestures]) -> None:
    run_state_machine_as_test(gestures, settings=LIMITS)


@pytest.mark.parametrize("failed", SEEDS)
def test_orders_that_failed_once(gestures: type[Gestures], failed: int) -> None:
    run_state_machine_as_test(seed(failed)(gestures), settings=LIMITS)
