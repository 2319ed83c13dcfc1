"""Live: what is asked of the engine, and when it is left alone."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from engine.events import Reply
from engine.project.project import Project
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.live import Live
from gui.state.workspace import Workspace


class Engine:
    """Counts how often the run's newest weights are asked for; the run's last step may still be on its way."""

    training = True

    def __init__(self) -> None:
        self.asked = 0

    def refresh(self) -> int:
        self.asked += 1
        return self.asked


def test_who_lets_go_of_a_run_that_has_ended_asks_no_more_for_its_weights(
    qtbot: QtBot, qapp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.state.live.REFRESH_MS", 1)
    document, bridge, jobs, engine = Document(Project()), Bridge(), Jobs(), Engine()
    workspace = Workspace(document)
    live = Live(document, workspace, engine, bridge, jobs)
    for state in ("running", "finished"):
        workspace.set_state(state)
        jobs.take(Reply(engine.asked))
    qtbot.waitUntil(lambda: engine.asked == 3)
    jobs.take(Reply(engine.asked))
    live.show_document()
    asked, ticks = engine.asked, []
    clock = QTimer(live, interval=1)  # as quick as the next question would be
    clock.timeout.connect(lambda: ticks.append(1))
    clock.start()
    qtbot.waitUntil(lambda: len(ticks) > 10)
    clock.stop()
    live.stop()
    bridge.stop()
    assert engine.asked == asked
