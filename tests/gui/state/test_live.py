"""Live: what is asked of the engine, and when it is left alone."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from engine.errors import DataError, DataMissing, DeviceError
from engine.events import Reply, StateChanged, StepsDone
from engine.project.project import Project
from engine.service.answers import ImageOf, Picture, Prediction, Shown
from engine.service.questions import CardMaps, Inspect, Predict, ShowProject, TakeNewest
from gui.appearance import numerals
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.machine.processor_share import ProcessorShare
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.shown.live import Live
from gui.state.shown.showing import Showing
from gui.state.workspace import Workspace
from tests.asked import Asked


class Engine(Asked):
    """Keeps what it is asked; the run's last step may still be on its way."""

    def alive(self, run: str) -> bool:
        return True

    def count(self, kind: type) -> int:
        return sum(isinstance(question, kind) for question in self.asked)


class Desk:
    """Live with all that it needs, in front of such an engine."""

    def __init__(self) -> None:
        self.document, self.bridge, self.engine = Document(Project()), Bridge(), Engine()
        self.workspace, self.jobs, self.run = Workspace(self.document), Jobs(self.engine), RunState(self.bridge)
        self.image = CurrentImage(self.document, self.workspace)
        self.showing = Showing(self.document, self.workspace, self.run, self.engine, ProcessorShare(), self.jobs)
        self.live = Live(self.workspace, self.image, self.showing, self.jobs)

    def enters(self, phase: str, run: str = "r", step: int = 0) -> None:
        self.run._on_state(StateChanged(run, 0.0, phase, step))

    def answer(self, result: object = None) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result))

    def answer_to(self, question: object, result: object = None, error: Exception | None = None) -> None:
        """The reply to the last question that was like this."""
        last = max(at for at, asked in enumerate(self.engine.asked, 1) if asked == question)
        self.jobs.take(Reply(last, result, error))

    def steps(self, last: int) -> None:
        """The current run has taken so many."""
        done = np.arange(1, last + 1)
        self.bridge.steps.emit(StepsDone("r", done, *(np.ones(last, np.float32) for _ in range(3)), 1.0, 1.0))

    def show(self) -> None:
        self.workspace.show_model(Shown("initial", Project(), 1))

    def ticks(self, qtbot: QtBot) -> None:
        """Lets a timer tick some times that is as quick as the next question would be."""
        ticks: list[int] = []
        clock = QTimer(self.live, interval=1)
        clock.timeout.connect(lambda: ticks.append(1))
        clock.start()
        qtbot.waitUntil(lambda: len(ticks) > 10)
        clock.stop()

    def close(self) -> None:
        self.showing.stop()
        self.live.stop()
        self.bridge.stop()
        self.document.close()


@pytest.fixture
def desk(qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("gui.state.shown.showing.REFRESH_MS", 1)
    desk = Desk()
    yield desk
    desk.close()


def test_who_lets_go_of_a_run_that_has_ended_asks_no_more_for_its_weights(qtbot: QtBot, desk: Desk) -> None:
    desk.run.begin("r", Project())
    desk.enters("running")
    desk.answer()
    desk.steps(1)
    desk.enters("finished")
    desk.answer()
    qtbot.waitUntil(lambda: desk.engine.count(TakeNewest) == 3)
    desk.answer()
    desk.showing.show_document()
    asked = desk.engine.count(TakeNewest)
    desk.ticks(qtbot)
    assert desk.engine.count(TakeNewest) == asked


def test_weights_that_stand_are_taken_once(qtbot: QtBot, desk: Desk) -> None:
    """As while a run pauses: what shows them has nothing to do then; after a step they are others."""
    desk.run.begin("r", Project())
    desk.enters("running")
    desk.steps(1)
    desk.enters("paused", step=1)
    desk.jobs.take(Reply(len(desk.engine.asked), Shown("live", Project(), 1, 1, "r")))
    assert desk.workspace.shown is not None
    asked = desk.engine.count(TakeNewest)
    desk.ticks(qtbot)
    assert desk.engine.count(TakeNewest) == asked
    desk.steps(2)
    assert desk.engine.count(TakeNewest) == asked + 1  # at once: it was taken by hand


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


def test_everything_follows_the_one_image(desk: Desk) -> None:
    desk.live.visible_cards = lambda: ("n00001",)
    desk.live.selected_address = lambda: "n00002"
    desk.show()
    desk.image.look_at(ImageOf("test", 7))
    asked = desk.engine.asked[-3:]
    assert asked == [
        Predict(ImageOf("test", 7)), CardMaps(("n00001",), ImageOf("test", 7)), Inspect("n00002", ImageOf("test", 7)),
    ]  # fmt: skip


def test_a_late_answer_about_another_image_is_no_answer(desk: Desk) -> None:
    heard = []
    desk.live.prediction.connect(heard.append)
    desk.show()
    for index in (7, 8):
        desk.image.look_at(ImageOf("test", index))
    for index in (7, 8):
        image = ImageOf("test", index)
        desk.answer_to(Predict(image), Prediction(Picture(image, np.zeros((1, 4, 4), np.uint8)), None, (), 0, False))
    assert [prediction.picture.image.index for prediction in heard] == [8]


def test_that_the_images_are_missing_is_said_while_it_is_so_and_only_of_the_image_in_question(desk: Desk) -> None:
    desk.show()
    first, second = ImageOf("test", 7), ImageOf("test", 8)
    desk.image.look_at(first)
    desk.answer_to(Predict(first), error=DataMissing("MNIST is not here: four files are missing."))
    assert desk.image.missing == "Digits is not on this computer yet."
    assert desk.image.ref == first
    desk.image.look_at(second)
    assert desk.image.missing == ""
    desk.answer_to(Predict(second), error=DataError("It is cut short."))
    assert desk.image.missing == "It is cut short."
    desk.live.ask_everything()
    desk.answer_to(Predict(second), Prediction(Picture(second, np.zeros((1, 4, 4), np.uint8)), None, (), 0, False))
    assert desk.image.missing == ""


def test_cards_whose_image_is_missing_are_without_maps(desk: Desk) -> None:
    maps = []
    desk.live.card_maps.connect(maps.append)
    desk.live.visible_cards = lambda: ("n00001",)
    desk.show()
    desk.answer_to(CardMaps(("n00001",), desk.image.ref), error=DataMissing("MNIST is not here."))
    assert maps == [{}]


def test_while_something_is_drawn_the_answer_is_asked_each_time_and_the_rest_as_often_as_anybody_looks(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.live.visible_cards = lambda: ("n00001",)
    desk.show()
    before = desk.engine.count(CardMaps)
    for index in range(1, 6):
        desk.image.look_at(ImageOf("test", index))
    assert desk.engine.count(Predict) >= 6
    assert desk.engine.count(CardMaps) == before + 1
    qtbot.waitUntil(lambda: CardMaps(("n00001",), ImageOf("test", 5)) in desk.engine.asked)
    assert desk.engine.count(CardMaps) == before + 2


def test_why_a_network_cannot_be_shown_is_told_in_the_persons_figures(desk: Desk) -> None:
    said: list[str] = []
    desk.showing.no_answer.connect(said.append)
    numerals.choose("comma")
    try:
        desk.showing._cannot_show(DeviceError("It needs 1,234.5 GB, and 3.2 GB are free.", "Make it smaller."))
    finally:
        numerals.choose("point")
    assert said == [desk.workspace.no_model] == ["It needs 1.234,5 GB, and 3,2 GB are free. Make it smaller."]
