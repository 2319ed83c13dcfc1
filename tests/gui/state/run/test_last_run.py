"""The last run of a project that nobody has trained since it was opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.events import Reply
from engine.project.recipes import read_recipe
from engine.service.answers import Compute, RunSummary
from engine.service.questions import FindLastRun
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.run.last_run import LastRun
from gui.state.run.run import RunState
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from tests.asked import Asked

FOUND = RunSummary(Path("runs/r"), "r", "Mine", 1500, 0.969, "finished")


class Desk:
    """A document whose runs are asked about of an engine that answers when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.document, self.engine = Document(read_recipe("lenet5-sample")), Asked()
        self.workspace, self.run, self.jobs = Workspace(self.document), RunState(Bridge()), Jobs(self.engine)
        self.settings = SettingsFile(folder / "settings.json")
        self.last = LastRun(self.document, self.workspace, self.run, self.settings, self.jobs)

    def answer(self, found: RunSummary | None = FOUND) -> None:
        assert isinstance(self.engine.asked[-1], FindLastRun)
        self.jobs.take(Reply(len(self.engine.asked), found))


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.workspace.set_engine_ready(Compute("cpu", 1))
    yield made
    made.document.close()


def test_it_is_that_of_the_network_and_the_data_as_they_are(desk: Desk) -> None:
    assert desk.last.found is None
    desk.answer()
    assert desk.last.found == FOUND
    stack = desk.document.network
    desk.document.edit_network(stack.remove([stack.nodes[0].id]), "Remove")
    assert desk.last.found is None
    desk.document.undo_stack.undo()
    desk.document.edit_fields("Rate", training=changed(desk.document.project.training, seed=5))
    assert desk.last.found == FOUND
    desk.document.open(read_recipe("batchnorm-mnist"), None)
    assert desk.last.found is None
    desk.answer(None)
    assert desk.last.found is None


def test_beside_a_run_there_is_none(desk: Desk) -> None:
    desk.answer()
    desk.run.begin("other", desk.document.project)
    assert desk.last.found is None


def test_another_folder_of_runs_is_looked_through(desk: Desk) -> None:
    desk.answer()
    desk.settings.change(theme="dark")
    assert len(desk.engine.asked) == 1
    desk.settings.change(runs_folder="/elsewhere")
    desk.answer(None)
    assert desk.last.found is None
