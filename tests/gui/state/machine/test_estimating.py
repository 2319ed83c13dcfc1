"""How long the document would train: asked when nothing else goes on, and never of what has changed since."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DeviceError
from engine.events import Reply, StateChanged
from engine.project.recipes import read_recipe
from engine.service.answers import Compute, Estimate
from engine.service.questions import EstimateTraining, MeasureTraining
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.machine.estimating import Estimating
from gui.state.message_queue import MessageQueue
from gui.state.next_run import NextRun
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from tests.asked import Asked

FOUND = Estimate(4.0, 40.0, 10**9, measured=True)
FORETOLD = Estimate(5.0, 50.0, 10**9, measured=False)


class Desk:
    """A document whose estimate is asked of an engine that answers when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.document, self.bridge, self.engine = Document(read_recipe("lenet5-sample")), Bridge(), Asked()
        self.workspace, self.run, self.jobs = Workspace(self.document), RunState(self.bridge), Jobs(self.engine)
        self.settings = SettingsFile(folder / "settings.json")
        control = RunControl(
            self.document, self.workspace, self.run, self.engine, self.jobs, MessageQueue(), self.settings
        )
        self.next_run = NextRun(self.document, self.workspace, self.run, self.settings, control)
        self.estimating = Estimating(self.next_run, self.jobs)

    def warm(self) -> None:
        self.workspace.set_engine_ready(Compute("cpu", 1))

    def rest(self) -> None:
        """Nobody edits for a while."""
        if self.estimating._settled.isActive():
            self.estimating._settled.stop()
            self.estimating._settled.timeout.emit()

    def answer(self, result: object) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result))

    def edit(self, **training: object) -> None:
        self.document.edit_fields("Change", training=changed(self.document.project.training, **training))

    def measured(self) -> None:
        self.estimating.begin()
        self.warm()
        self.rest()
        self.answer(FOUND)

    def asked(self, kind: type) -> list[object]:
        return [one for one in self.engine.asked if isinstance(one, kind)]


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.estimating.end()
    made.document.close()


def test_nobody_is_asked_until_it_begins_and_the_engine_is_there(desk: Desk) -> None:
    desk.warm()
    desk.rest()
    desk.edit(batch=64)
    desk.rest()
    assert desk.engine.asked == []
    desk.estimating.begin()
    desk.rest()
    assert len(desk.asked(MeasureTraining)) == 1


def test_it_is_measured_once_nobody_edits_and_nobody_waits_for_an_answer(desk: Desk) -> None:
    desk.estimating.begin()
    desk.rest()
    assert desk.engine.asked == []  # the engine is not there
    desk.jobs.ask(EstimateTraining(desk.document.project, desk.next_run.machine), lambda _: None)
    desk.warm()
    desk.jobs.ask(EstimateTraining(desk.document.project, desk.next_run.machine), lambda _: None)
    desk.rest()
    assert not desk.asked(MeasureTraining)  # somebody waits
    desk.answer(None)
    desk.rest()
    assert desk.asked(MeasureTraining)[0].project == desk.document.project
    desk.answer(FOUND)
    assert desk.estimating.now == FOUND


def test_after_an_edit_it_is_told_from_what_was_measured_and_then_measured_itself(desk: Desk) -> None:
    desk.measured()
    desk.edit(batch=64)
    assert desk.estimating.now == FOUND  # until there is something better
    assert desk.asked(EstimateTraining)[-1].project.training.batch == 64
    desk.answer(FORETOLD)
    assert desk.estimating.now == FORETOLD
    desk.rest()
    assert desk.asked(MeasureTraining)[-1].project.training.batch == 64


def test_what_is_told_late_leaves_nothing_of_the_project_before(desk: Desk) -> None:
    desk.measured()
    desk.edit(batch=64)
    desk.estimating._late.timeout.emit()
    assert desk.estimating.now is None
    desk.answer(FORETOLD)
    assert desk.estimating.now == FORETOLD
    assert not desk.estimating._late.isActive()


def test_another_project_begins_with_nothing_of_the_one_before(desk: Desk) -> None:
    desk.measured()
    desk.document.open(desk.document.project, None)
    assert desk.estimating.now == FOUND  # it is the same one
    desk.document.open(read_recipe("batchnorm-mnist"), None)
    assert desk.estimating.now is None
    desk.answer(FORETOLD)
    assert desk.estimating.now == FORETOLD


def test_what_was_measured_already_is_not_measured_again(desk: Desk) -> None:
    desk.measured()
    desk.edit(seed=5)
    desk.answer(FOUND)
    desk.rest()
    assert len(desk.asked(MeasureTraining)) == 1


def test_an_answer_about_what_has_changed_since_is_dropped(desk: Desk) -> None:
    desk.estimating.begin()
    desk.warm()
    desk.rest()
    desk.edit(batch=64)
    desk.answer(FOUND)
    assert desk.estimating.now is None


def test_other_threads_are_another_question(desk: Desk) -> None:
    desk.measured()
    desk.settings.change(theme="dark")
    assert not desk.asked(EstimateTraining)
    desk.settings.change(threads=2)
    assert desk.asked(EstimateTraining)[-1].machine.threads == 2


def test_of_a_stack_that_cannot_run_nothing_is_said(desk: Desk) -> None:
    desk.measured()
    asked = len(desk.engine.asked)
    first, *others = desk.document.network.nodes
    desk.document.edit_network(changed(desk.document.network, nodes=(*others, first)), "Break it")
    desk.rest()
    assert desk.estimating.now is None
    assert len(desk.engine.asked) == asked
    desk.document.undo_stack.undo()
    desk.answer(FOUND)
    assert desk.estimating.now == FOUND


def test_nothing_is_measured_beside_a_training(desk: Desk) -> None:
    desk.estimating.begin()
    desk.warm()
    desk.rest()
    desk.run.begin("run", desk.document.project)
    assert desk.jobs.idle  # what was measured is given up
    desk.edit(batch=64)
    desk.rest()
    assert len(desk.asked(MeasureTraining)) == 1
    for state in ("running", "finished"):
        desk.run._on_state(StateChanged("run", 0.0, state, 1))
    desk.rest()
    assert len(desk.asked(MeasureTraining)) == 2


def test_what_a_run_shows_of_its_speed_replaces_what_was_measured_before(desk: Desk) -> None:
    desk.measured()
    desk.run.begin("run", desk.document.project)
    asked = len(desk.asked(EstimateTraining))
    desk.estimating._meanwhile.timeout.emit()
    desk.answer(None)  # its first steps tell nothing yet
    assert desk.estimating.now == FOUND
    desk.estimating._meanwhile.timeout.emit()
    desk.estimating._meanwhile.timeout.emit()  # which waits for no second answer
    assert len(desk.asked(EstimateTraining)) == asked + 2
    desk.answer(FORETOLD)
    assert desk.estimating.now == FORETOLD
    assert desk.estimating._meanwhile.isActive()
    for state in ("running", "finished"):
        desk.run._on_state(StateChanged("run", 0.0, state, 1))
    assert not desk.estimating._meanwhile.isActive()


def test_it_is_known_whether_it_is_being_measured_and_why_it_could_not_be(desk: Desk) -> None:
    desk.estimating.begin()
    desk.warm()
    assert not desk.estimating.measuring
    desk.rest()
    assert desk.estimating.measuring
    desk.jobs.take(Reply(len(desk.engine.asked), None, DeviceError("It is too large.", "Make it smaller.")))
    assert (desk.estimating.measuring, desk.estimating.failure) == (False, "It is too large. Make it smaller.")
    desk.edit(batch=64)
    assert desk.estimating.failure == ""


def test_some_minutes_later_it_is_measured_again(desk: Desk) -> None:
    desk.measured()
    desk.estimating._again.timeout.emit()
    assert [question.again for question in desk.asked(MeasureTraining)] == [False, True]
    desk.answer(FORETOLD)
    assert desk.estimating.now == FORETOLD


def test_a_run_that_comes_meanwhile_takes_no_estimate_away(desk: Desk) -> None:
    desk.measured()
    desk.estimating._again.timeout.emit()
    desk.answer(None)
    assert desk.estimating.now == FOUND


def test_the_window_s_end_ends_it(desk: Desk) -> None:
    desk.estimating.begin()
    desk.warm()
    desk.estimating.end()
    desk.rest()
    desk.edit(batch=64)
    assert desk.engine.asked == []
