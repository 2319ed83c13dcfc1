"""Questions and their answers: the newest on a channel counts, stale answers are dropped."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from engine.events import Reply
from engine.project.project import Project
from engine.service.answers import DrawingOf, ImageOf
from engine.service.questions import Predict, ReadRun, SaveWithModel, ShowProject, ShowRun
from gui.state.jobs import Jobs
from tests.asked import Asked

DRAWING = DrawingOf(1, np.ones((8, 8), np.uint8))


class Desk(Asked):
    """Keeps what was given up, too."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled: list[str] = []

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


def test_what_an_answer_took_is_known_when_it_comes(jobs: Jobs):
    assert jobs.took(Predict) == 0
    got, told = [], []
    jobs.answered.connect(lambda question, seconds: told.append((question, seconds)))
    jobs.ask(Predict(DRAWING), lambda _: got.append(jobs.took(Predict)))
    jobs.take(Reply(1, "it", seconds=0.25))
    assert got == [0.25]
    assert told == [(Predict(DRAWING), 0.25)]


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


def test_what_nobody_foresaw_is_told_whatever_the_asker_does(jobs: Jobs):
    told, mine = [], []
    jobs.failed.connect(told.append)
    for error in (InputError("No such layer."), ValueError("a bug")):
        jobs.ask(SaveWithModel(Project(), Path("x"), b""), lambda _: None, mine.append)
        jobs.take(Reply(len(mine) + 1, error=error))
    assert [str(error) for error in mine] == ["No such layer.", "a bug"]
    assert [str(error) for error in told] == ["a bug"]


def test_what_breaks_questions_asked_again_and_again_is_told_once_until_one_is_answered(jobs: Jobs, desk: Desk):
    told = []
    jobs.failed.connect(told.append)

    def fails() -> None:
        jobs.ask(Predict(DRAWING), lambda _: None, lambda _: None)
        jobs.take(Reply(len(desk.asked), error=ValueError("a bug")))

    fails()
    fails()
    assert len(told) == 1
    jobs.ask(Predict(DRAWING), lambda _: None)
    jobs.take(Reply(len(desk.asked), "an answer"))
    fails()
    assert len(told) == 2


def test_what_a_person_asked_for_is_told_each_time(jobs: Jobs, desk: Desk, tmp_path):
    told = []
    jobs.failed.connect(told.append)
    for _ in range(2):
        jobs.ask(ReadRun(tmp_path), lambda _: None)
        jobs.take(Reply(len(desk.asked), error=ValueError("a bug")))
    assert len(told) == 2
