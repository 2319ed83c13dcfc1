"""Where the runs are kept that the window knows."""

from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from engine.project.project import Project
from gui.state.run.run import Run
from gui.state.run.run_folder import current_folder, folder_called, folder_of

SERVICE = mock.Mock(folder=lambda run: Path("/runs") / run)
ELSEWHERE = Path("/elsewhere/first")


def runs(current):
    return SimpleNamespace(current=current)


def run(folder=None):
    return Run("first", "First", (mock.Mock(project=Project()),), "read", folder=folder)


def test_a_run_that_was_opened_lies_where_it_was_opened():
    assert folder_of(run(ELSEWHERE), SERVICE) == current_folder(runs(run(ELSEWHERE)), SERVICE) == ELSEWHERE
    assert folder_called("first", runs(run(ELSEWHERE)), SERVICE) == ELSEWHERE


def test_of_one_that_was_begun_here_the_engine_knows_it():
    assert folder_of(run(), SERVICE) == Path("/runs/first")


def test_another_run_than_the_one_that_is_shown():
    assert folder_called("second", runs(run(ELSEWHERE)), SERVICE) == Path("/runs/second")
    assert folder_called("second", runs(None), SERVICE) == Path("/runs/second")
    assert current_folder(runs(None), SERVICE) is None
