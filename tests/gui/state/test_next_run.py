"""The next run: whoever foresees something of it hears of all that it depends on, and whether a run trains by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.events import StateChanged
from engine.network.network import Network
from engine.project.recipes import read_recipe
from engine.service.answers import Compute
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.next_run import NextRun
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from tests.asked import Asked


class Desk:
    """A next run, and what was heard of it."""

    def __init__(self, folder: Path) -> None:
        self.document, self.settings = Document(read_recipe("lenet5-sample")), SettingsFile(folder / "settings.json")
        self.workspace, self.run, engine = Workspace(self.document), RunState(Bridge()), Asked()
        control = RunControl(
            self.document, self.workspace, self.run, engine, Jobs(engine), MessageQueue(), self.settings
        )
        self.next_run = NextRun(self.document, self.workspace, self.run, self.settings, control)
        self.heard: list[str] = []
        self.next_run.changed.connect(lambda: self.heard.append("changed"))
        self.next_run.training_changed.connect(lambda: self.heard.append("training"))


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.document.close()


def test_an_edit_a_setting_and_the_engine_change_it(desk: Desk) -> None:
    training = changed(desk.document.project.training, batch=7)
    desk.document.edit_fields("Change", training=training)
    assert desk.next_run.project.training == training
    desk.settings.change(threads=2)
    assert desk.next_run.machine.threads == 2
    desk.workspace.set_engine_ready(Compute("cpu", 1))
    assert desk.heard == ["changed"] * 3


def test_it_is_told_once_that_a_run_trains_and_once_that_none_does(desk: Desk) -> None:
    desk.run.begin("run", desk.document.project)
    for state in ("preparing", "running", "paused", "running"):
        desk.run._on_state(StateChanged("run", 0.0, state, 1))
    assert (desk.heard, desk.next_run.training) == (["training"], True)
    desk.run._on_state(StateChanged("run", 0.0, "finished", 1))
    assert (desk.heard, desk.next_run.training) == (["training"] * 2, False)


def test_it_can_train_where_the_stack_has_layers_and_no_problem(desk: Desk) -> None:
    assert desk.next_run.can_train
    first, *others = desk.document.network.nodes
    desk.document.edit_network(changed(desk.document.network, nodes=(*others, first)), "Break it")
    assert not desk.next_run.can_train
    desk.document.edit_network(Network(), "Empty it")
    assert not desk.next_run.can_train
