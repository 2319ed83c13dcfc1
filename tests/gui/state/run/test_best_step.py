"""The best step of the shown run: asked of the engine once it does not train, and never said of another run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import RunFolderError
from engine.events import Reply
from engine.project.recipes import read_recipe
from engine.project.training.watching import KeepBest
from engine.service.questions import FindBest
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.jobs import Jobs
from gui.state.run.best_step import BestStep
from gui.state.run.run import RunState
from tests.asked import Asked

LENET = read_recipe("lenet5-sample")
KEEPS = changed(LENET, training=changed(LENET.training, keep_best=KeepBest()))


class Engine(Asked):
    def folder(self, run: str) -> Path:
        return Path("/runs") / run


class Desk:
    def __init__(self) -> None:
        self.bridge, self.engine = Bridge(), Engine()
        self.jobs, self.run = Jobs(self.engine), RunState(self.bridge)
        self.best = BestStep(self.run, self.engine, self.jobs)
        self.said: list[int | None] = []
        self.best.changed.connect(lambda: self.said.append(self.best.step))

    def put(self, phase: str, step: int = 16, project: object = KEEPS) -> None:
        self.run.begin("r", project)
        self.run._put(replace(self.run.current, phase=phase, step=step))

    def answer(self, result: object = None, error: Exception | None = None) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result, error))


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.bridge.stop()


def test_it_is_asked_for_once_a_run_has_ended_and_gone_while_it_trains_on(desk: Desk) -> None:
    desk.put("running")
    assert desk.engine.asked == []
    desk.put("finished")
    assert desk.engine.asked == [FindBest(Path("/runs/r"))]
    desk.answer(8)
    assert desk.best.step == 8
    desk.put("running", 17)
    assert (desk.best.step, desk.said) == (None, [8, None])


def test_of_a_run_that_keeps_none_or_cannot_be_read_there_is_none(desk: Desk) -> None:
    desk.put("finished", project=LENET)
    assert desk.engine.asked == []
    desk.put("finished")
    desk.answer(error=RunFolderError("There is no run.", "Choose another."))
    assert desk.best.step is None
