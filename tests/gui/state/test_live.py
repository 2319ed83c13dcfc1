"""Live: what is asked of the engine, and when it is left alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from engine.events import Reply, StateChanged
from engine.project.project import Project
from engine.service.answers import Shown
from engine.service.questions import ShowProject, TakeNewest
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.live import Live
from gui.state.processor_share import ProcessorShare
from gui.state.run import RunState
from gui.state.workspace import Workspace


class Engine:
    """Keeps what it is asked; the run's last step may still be on its way."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def ask(self, question: object) -> int:
        self.asked.append(question)
        return len(self.asked)

    def cancel(self, channel: str) -> None:
        pass

    def alive(self, run: str) -> bool:
        return True

    def count(self, kind: type) -> int:
        return sum(isinstance(question, kind) for question in self.asked)


class Desk:
    """Live with all that it needs, in front of such an engine."""

    def __init__(self) -> None:
        self.document, self.bridge, self.engine = Document(Project()), Bridge(), Engine()
        self.workspace, self.jobs, self.run = Workspace(self.document), Jobs(self.engine), RunState(self.bridge)
        self.live = Live(self.document, self.workspace, self.run, self.engine, ProcessorShare(), self.jobs)

    def enters(self, phase: str, run: str = "r") -> None:
        self.run._on_state(StateChanged(run, 0.0, phase, 0))

    def answer(self, result: object = None) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result))

    def close(self) -> None:
        self.live.stop()
        self.bridge.stop()
        self.document.close()


@pytest.fixture
def desk(qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("gui.state.live.REFRESH_MS", 1)
    desk = Desk()
    yield desk
    desk.close()


def test_who_lets_go_of_a_run_that_has_ended_asks_no_more_for_its_weights(qtbot: QtBot, desk: Desk) -> None:
    desk.run.begin("r", Project())
    for phase in ("running", "finished"):
        desk.enters(phase)
        desk.answer()
    qtbot.waitUntil(lambda: desk.engine.count(TakeNewest) == 3)
    desk.answer()
    desk.live.show_document()
    asked, ticks = desk.engine.count(TakeNewest), []
    clock = QTimer(desk.live, interval=1)  # as quick as the next question would be
    clock.timeout.connect(lambda: ticks.append(1))
    clock.start()
    qtbot.waitUntil(lambda: len(ticks) > 10)
    clock.stop()
    assert desk.engine.count(TakeNewest) == asked


def test_weights_of_another_run_than_the_current_one_are_not_shown(qtbot: QtBot, desk: Desk) -> None:
    desk.run.begin("first", Project())
    desk.enters("running", "first")
    late = len(desk.engine.asked)
    desk.run.begin("second", Project())
    desk.enters("running", "second")
    desk.jobs.take(Reply(late, Shown("live", Project(), 1, 7, "first")))
    assert desk.workspace.shown is None
    qtbot.waitUntil(lambda: TakeNewest("second") in desk.engine.asked)
    desk.jobs.take(Reply(desk.engine.asked.index(TakeNewest("second")) + 1, Shown("live", Project(), 2, 3, "first")))
    assert desk.workspace.shown is None


def test_a_run_that_is_shown_is_not_painted_over_by_the_stack(qtbot: QtBot, desk: Desk) -> None:
    desk.run.begin("r", Project())
    desk.workspace.set_engine_ready(object())
    assert desk.engine.count(ShowProject) == 0
