"""What a screen reader hears of a run, and that nothing is said where none listens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine import events
from engine.project.project import Project
from engine.project.training.budgets import Epochs
from engine.project.training.training_settings import TrainingSettings
from gui.state.bridge import Bridge
from gui.state.conditions import Condition, Conditions
from gui.state.message_queue import MessageQueue
from gui.state.run.run import RunState
from gui.window.display.announcing import Announcer
from gui.window.display.condition_announcements import ConditionAnnouncements
from gui.window.display.run_announcements import RunAnnouncements
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from gui.window.line.saying import Saying

PROJECT = Project(title="Mine", training=TrainingSettings(budget=Epochs(epochs=3)))
EACH = 250


@dataclass
class Heard:
    """A reader that keeps what it heard."""

    said: list[str] = field(default_factory=list)
    at_once: list[str] = field(default_factory=list)

    def say(self, sentence: str, *, at_once: bool = False) -> None:
        self.said.append(sentence)
        if at_once:
            self.at_once.append(sentence)


@dataclass
class Told:
    """A run as the engine tells it, and what is heard of it."""

    bridge: Bridge
    run: RunState
    messages: MessageQueue
    heard: Heard
    seconds: float = 0.0

    def state(self, state: str, step: int = 0) -> None:
        self.bridge.state.emit(events.StateChanged(run="r", time=1.0, state=state, step=step))

    def evaluated(self, epoch: int, accuracy: float, split: str = "test", after: float = 60.0) -> None:
        self.seconds += after
        figures = {"loss": 1 - accuracy, "accuracy": accuracy, "confusion": (), "seconds": 0.1}
        self.bridge.evaluated.emit(
            events.Evaluated(run="r", time=1.0, split=split, epoch=epoch, step=EACH * epoch, **figures)
        )


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    bridge = Bridge()
    run, messages, heard = RunState(bridge), MessageQueue(), Heard()
    one = Told(bridge, run, messages, heard)
    announcements = RunAnnouncements(run, messages, heard, lambda: one.seconds)
    run.begin("r", PROJECT)
    one.state("preparing")
    yield one
    announcements.deleteLater()
    bridge.stop()


def test_a_run_is_heard_from_its_beginning_to_its_end(told: Told) -> None:
    told.state("running")
    told.evaluated(1, 0.9)
    told.evaluated(2, 0.93)
    told.evaluated(3, 0.91)
    told.bridge.finished.emit(events.Finished(run="r", time=1.0, stopped_by="budget", epoch=3, step=750))
    assert told.heard.said == [
        "Training: Mine, 3 epochs.",
        "Epoch 1: test accuracy 90 %, loss 0.100.",
        "Epoch 2: test accuracy 93 %, loss 0.0700. The best so far.",
        "Epoch 3: test accuracy 91 %, loss 0.0900.",
        "Finished after 750 steps: test accuracy 91 %, loss 0.0900.",
    ]
    assert not told.heard.at_once


def test_epochs_that_follow_quickly_are_not_told_over_one_another(told: Told) -> None:
    for epoch in range(1, 20):
        told.evaluated(epoch, 0.5, after=0.5)
    assert len(told.heard.said) == 1 + 3


def test_a_pause_and_a_stop_are_heard(told: Told) -> None:
    told.state("running")
    told.state("paused", 120)
    told.state("running", 120)
    told.bridge.finished.emit(events.Finished(run="r", time=1.0, stopped_by="user", epoch=1, step=130))
    assert told.heard.said[1:] == ["Paused at step 120.", "Training goes on.", "Stopped after 130 steps."]


def test_problems_are_heard_at_once(told: Told) -> None:
    told.bridge.failed.emit(
        events.Failed(run="r", time=1.0, what="The memory is full.", hint="Take a smaller batch.", step=7)
    )
    assert told.heard.at_once == ["The run failed. The memory is full. Take a smaller batch."]
    told.messages.warn("A run is training.", "Stop it first.")
    assert told.heard.said[-1] == "A run is training. Stop it first."


def test_where_none_listens_nothing_is_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QAccessible, "updateAccessibility", sent.append)
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    Announcer(window).say("Hello")
    assert not sent
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    Announcer(window).say("Hello", at_once=True)
    assert [event.message() for event in sent] == ["Hello"]
    assert sent[0].politeness() == QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def holding(qtbot: QtBot) -> Iterator[tuple[Conditions, Line, Heard]]:
    conditions, line, heard = Conditions(), Line(FirstSteps()), Heard()
    qtbot.addWidget(line)
    announcements = ConditionAnnouncements(conditions, line, heard)
    yield conditions, line, heard
    announcements.deleteLater()


def test_a_condition_is_told_when_it_begins_and_not_while_it_holds(holding: tuple[Conditions, Line, Heard]) -> None:
    conditions, _, heard = holding
    broken = Condition("The stack cannot run yet: 5×5 is larger than the image.")
    conditions.set("stack", broken)
    conditions.set("log", Condition("A line of the log could not be read."))  # less grave, so the bar does not show it
    conditions.set("stack", broken)
    assert heard.said == [broken.words]
    conditions.set("stack", None)
    assert heard.said == [broken.words, "A line of the log could not be read."]
    conditions.set("log", None)
    conditions.set("stack", broken)
    assert heard.said[2:] == [broken.words]


def test_news_of_the_line_is_told_when_it_begins(holding: tuple[Conditions, Line, Heard]) -> None:
    _, line, heard = holding
    line.say("quiet", Saying("Net, 10 parameters: not trained yet.", news=False))
    assert heard.said == []
    line.say("changed", Saying("+Dropout.", "The stack has changed:"))
    line.say("changed", Saying("+2 Dropout.", "The stack has changed:"))
    assert heard.said == ["The stack has changed: +Dropout."]
    line.say("changed", None)
    line.say("changed", Saying("+Dropout.", "The stack has changed:"))
    assert len(heard.said) == 2
