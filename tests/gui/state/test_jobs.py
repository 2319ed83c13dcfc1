"""Questions and their answers: the newest on a channel counts, stale answers are dropped."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.events import Reply
from engine.project.project import Project
from engine.service.answers import DrawingOf, ImageOf
from engine.service.questions import Predict, ReadRun, SaveWithModel, ShowProject, ShowRun
from gui.state.jobs import Jobs

DRAWING = DrawingOf(1, np.ones((8, 8), np.uint8))


class Desk:
    """A service that numbers what it is asked, and answers nothing by itself."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.cancelled: list[str] = []

    def ask(self, question: object) -> int:
        self.asked.append(question)
        return len(self.asked)

    def cancel(self, channel: str) -> None:
        self.cancelled.append(channel)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def jobs(qapp, desk: Desk) -> Jobs:
    return Jobs(desk)


def test_the_newest_question_on_a_channel_gets_the_answer(jobs: Jobs):
    got = []
    jobs.ask(Predict(DRAWING), lambda answer: got.append(("first", answer)))
    jobs.ask(Predict(ImageOf("test", 3)), lambda answer: got.append(("second", answer)))
    jobs.take(Reply(1, "stale"))
    assert jobs.busy(Predict)
    jobs.take(Reply(2, "fresh"))
    assert got == [("second", "fresh")]
    assert not jobs.busy(Predict)


def test_what_is_answered_in_order_loses_no_answer(jobs: Jobs, tmp_path):
    got = []
    for name in ("a", "b"):
        jobs.ask(SaveWithModel(Project(), tmp_path / name, b""), got.append)
    jobs.take(Reply(1, "a"))
    jobs.take(Reply(2, "b"))
    assert got == ["a", "b"]


def test_an_error_goes_to_whoever_asked_or_to_everybody(jobs: Jobs, qtbot: QtBot):
    mine = []
    jobs.ask(ShowProject(Project()), lambda _: None, mine.append)
    jobs.take(Reply(1, error=ValueError("x")))
    assert isinstance(mine[0], ValueError)
    jobs.ask(ShowProject(Project()), lambda _: None)
    with qtbot.waitSignal(jobs.failed):
        jobs.take(Reply(2, error=ValueError("y")))


def test_what_is_dropped_is_given_up_and_not_busy(jobs: Jobs, desk: Desk, tmp_path):
    got = []
    jobs.ask(ReadRun(tmp_path), got.append)
    jobs.ask(ShowRun(tmp_path), got.append)
    jobs.drop(ReadRun, ShowRun)
    assert not jobs.busy(ReadRun)
    assert desk.cancelled == ["open", "model"]
    jobs.take(Reply(1, "late"))
    jobs.take(Reply(2, "late"))
    assert got == []
