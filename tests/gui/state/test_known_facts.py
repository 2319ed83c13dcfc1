"""What is found out about the document's data: it wins, is no edit, and a difference is said once."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.errors import DataError, DataMissing
from engine.events import DataFound, Reply, StateChanged
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Digits, FashionMnist, Mnist
from engine.project.project import Project, training_images
from engine.project.training.budgets import Epochs
from engine.project.training.training_settings import TrainingSettings
from engine.service.answers import Compute
from engine.service.questions import CountImages
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.conditions import Conditions
from gui.state.data.data_facts import DataFacts
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import Message, MessageQueue
from gui.state.run.run import RunState
from gui.state.workspace import Workspace
from tests.asked import Asked

SMALL = Mnist.published.counted(200, 80)
SAID = "MNIST has 200 training and 80 test images here, not 60,000 and 10,000."
MNIST = Project(data=DataSettings(source=Mnist()), training=TrainingSettings(batch=10, budget=Epochs(3)))


@pytest.fixture
def project() -> Project:
    return MNIST


def heard(document: Document) -> list[int]:
    said: list[int] = []
    document.changed.connect(lambda _, new: said.append(new.facts.train_images))
    return said


def test_facts_are_no_edit(document: Document) -> None:
    said, revision = heard(document), document.revision
    document.know_facts(Mnist(), SMALL)
    document.know_facts(Mnist(), SMALL)
    assert said == [200]
    assert document.project.facts == SMALL
    assert not document.modified
    assert (document.undo_stack.count(), document.revision) == (0, revision)


def test_undo_and_redo_take_no_facts_back(document: Document) -> None:
    document.edit_fields("Rename", title="Mine")
    document.know_facts(Mnist(), SMALL)
    document.edit_fields("Notes", notes="Yours")
    for move, title in ((document.undo_stack.undo, "Mine"), (document.undo_stack.undo, "Untitled")):
        move()
        assert (document.project.title, document.project.facts) == (title, SMALL)
    document.undo_stack.redo()
    assert document.project.facts == SMALL
    assert document.undo_stack.count() == 2


def test_another_data_set_has_its_own_facts_and_the_first_one_keeps_them(document: Document) -> None:
    document.know_facts(Mnist(), SMALL)
    document.edit_fields("Change data set", data=changed(document.project.data, source=Digits()))
    assert document.project.facts is Digits.published
    document.undo_stack.undo()
    assert document.project.facts == SMALL


def test_a_document_that_is_opened_has_the_facts_that_are_known(document: Document) -> None:
    document.know_facts(Mnist(), SMALL)
    document.open(changed(MNIST, title="Another"), None)
    assert document.project.facts == SMALL
    document.open(document.project, None)
    document.know_facts(Mnist(), None)
    assert (document.project.title, document.project.facts) == ("Another", Mnist.published)


def test_an_edit_from_a_project_that_knows_nothing_is_only_that_edit(document: Document) -> None:
    document.know_facts(Mnist(), SMALL)
    document.edit(MNIST, "Nothing")
    assert document.undo_stack.count() == 0
    document.edit(changed(MNIST, title="Mine"), "Rename")
    assert document.project.facts == SMALL


class Desk:
    """A document whose facts are looked up by an engine that keeps what it is asked."""

    def __init__(self, document: Document) -> None:
        self.document, self.engine, self.said = document, Asked(), list[Message]()
        self.workspace, messages = Workspace(document), MessageQueue()
        self.jobs = Jobs(self.engine)
        messages.show_by(self.said.append)
        self.conditions = Conditions()
        self.facts = DataFacts(document, self.workspace, self.jobs, messages, self.conditions)

    def answer(self, result: object = None, error: Exception | None = None) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result, error))

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.said]


@pytest.fixture
def desk(document: Document) -> Desk:
    return Desk(document)


def test_the_engine_is_asked_when_it_is_ready_and_whenever_the_data_may_be_others(desk: Desk) -> None:
    desk.facts.look()
    assert desk.engine.asked == []
    desk.workspace.set_engine_ready(Compute("cpu", 1))
    desk.document.edit_fields("Rename", title="Mine")
    assert desk.engine.asked == [CountImages(Mnist())]
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=FashionMnist()))
    desk.document.open(MNIST, None)
    assert [type(one.source) for one in desk.engine.asked[1:]] == [FashionMnist, Mnist, Mnist]


def test_a_difference_is_said_once(desk: Desk) -> None:
    desk.workspace.set_engine_ready(Compute("cpu", 1))
    for _ in range(3):
        desk.answer(SMALL)
        desk.facts.look()
    assert (desk.texts, desk.said[0].level) == ([SAID], "info")
    desk.answer(Mnist.published.counted(60_000, 10_000))
    assert desk.document.project.facts == Mnist.published
    assert desk.texts == [SAID]


def test_an_answer_about_another_data_set_changes_nothing_of_this_one(desk: Desk) -> None:
    desk.workspace.set_engine_ready(Compute("cpu", 1))
    desk.answer(SMALL)
    asked = len(desk.engine.asked)
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=Digits()))
    desk.jobs.take(Reply(asked, Mnist.published.counted(7, 7)))
    assert desk.document.project.facts is Digits.published


def test_images_that_are_gone_leave_the_published_facts(desk: Desk) -> None:
    desk.workspace.set_engine_ready(Compute("cpu", 1))
    desk.answer(SMALL)
    desk.facts.look()
    desk.answer(error=DataError("They are not here."))
    assert desk.document.project.facts is Mnist.published
    assert desk.texts == [SAID]


@pytest.fixture
def run(qapp: object) -> Iterator[tuple[RunState, Bridge]]:
    bridge = Bridge()
    yield RunState(bridge), bridge
    bridge.stop()


def tell(bridge: Bridge, *events: object) -> None:
    for event in events:
        bridge.sink(event)  # type: ignore[arg-type]  # each is an event
    bridge.drain()


def test_a_run_has_the_steps_of_the_images_that_it_found(run: tuple[RunState, Bridge], qtbot: QtBot) -> None:
    state, bridge = run
    begun: list[int] = []
    state.began.connect(lambda run: begun.append(run.total))
    state.begin("r", MNIST)
    assert state.current is not None
    assert state.current.total == 18_000
    tell(bridge, DataFound("another", 5, 5))
    assert state.current.total == 18_000
    tell(bridge, DataFound("r", 200, 80), StateChanged("r", 0.0, "preparing", 0))
    assert (state.current.total, begun) == (60, [60])
    assert training_images(state.current.project) == 200
    assert not state.current.legs[0].first_step


def test_what_is_found_out_about_another_data_set_is_no_condition_of_this_one(desk: Desk) -> None:
    missing = DataMissing("They are not here.", "Get them.")
    desk.facts.are_missing(missing, FashionMnist())
    assert desk.conditions.get("images") is None
    desk.facts.are_missing(missing, Mnist())
    desk.facts.are_there(FashionMnist())
    assert desk.conditions.get("images").text == "MNIST is not on this computer yet."
    desk.facts.are_there(Mnist())
    assert desk.conditions.get("images") is None
