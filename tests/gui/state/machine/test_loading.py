"""While PyTorch loads the window says how long that still takes, by the last start, and keeps what it knows true."""

from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.events import Reply
from engine.project.recipes import read_recipe
from engine.service.answers import Compute
from gui.state.conditions import Conditions
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.machine.loading import WHY, Loading
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from tests.asked import Asked


class Desk:
    def __init__(self, folder: Path, last_time: float) -> None:
        self.now, self.engine = 0.0, Asked()
        self.settings, self.conditions = SettingsFile(folder / "settings.json"), Conditions()
        self.settings.change(load_seconds=last_time)
        self.workspace, self.jobs = Workspace(Document(read_recipe("lenet5-sample"))), Jobs(self.engine)
        self.loading = Loading(self.workspace, self.settings, self.jobs, self.conditions, lambda: self.now)

    def answer(self, result: object = None, error: Exception | None = None) -> None:
        self.jobs.take(Reply(len(self.engine.asked), result, error))


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Desk:
    return Desk(tmp_path, last_time=6.0)


def test_the_last_start_tells_how_long_it_takes(desk: Desk) -> None:
    desk.now = 9.0  # it has not begun: other things were to be done
    assert (desk.loading.words, desk.loading.short_words) == ("Loading PyTorch…", "Loading PyTorch…")
    desk.now = 0.0
    desk.loading.load()
    desk.now = 1.5
    assert (desk.loading.words, desk.loading.share) == ("Loading PyTorch: 4 s", 0.25)
    desk.now = 4.5
    desk.answer(Compute("cpu", 1))
    assert not desk.loading.going_on
    assert desk.workspace.engine_ready
    assert desk.settings.value.load_seconds == 4.5


def test_a_first_start_promises_nothing(qapp: object, tmp_path: Path) -> None:
    desk = Desk(tmp_path, last_time=0.0)
    desk.loading.load()
    assert desk.loading.words == "Loading PyTorch: the first start after an installation is slower"
    assert desk.loading.share is None


def test_one_that_takes_longer_than_last_time_says_so_at_once(desk: Desk) -> None:
    desk.loading.load()
    desk.now = 6.5
    assert desk.loading.short_words == "Loading PyTorch: a moment"
    desk.now = 7.0
    assert desk.loading.words == f"Loading PyTorch: {WHY}"
    assert desk.loading.short_words == "Loading PyTorch: longer than last time"
    assert desk.loading.share is None


def test_a_failure_holds_until_it_is_tried_again(desk: Desk) -> None:
    desk.loading.load()
    desk.answer(error=EngineError("PyTorch could not be loaded (libtorch.so is damaged)."))
    assert desk.loading.failed
    assert "libtorch.so is damaged" in desk.conditions.get("engine").words
    assert "uv sync" in desk.conditions.get("engine").hint
    desk.loading.load()
    assert desk.conditions.get("engine") is None
    assert len(desk.engine.asked) == 2
