"""Closing in every state ends both threads soon, with a checkpoint where there was something to keep."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from engine.project.project import read_project
from engine.project.training.optimisers import Sgd
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from gui.window.files.recovery import recovery_folder
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

LONG = 1_000_000
WILD = Sgd(rate=100.0, momentum=0.0, weight_decay=10.0)  # throws the weights further at each step


def _training(person: Person) -> None:
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.state == "running" and person.step > 3)


def _paused(person: Person) -> None:
    _training(person)
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.state == "paused")


def _just_pressed(person: Person) -> None:
    person.key(Qt.Key.Key_F5)


def _evaluating(person: Person) -> None:
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.shared.run.current.doing.startswith(("Testing", "Checking")))


def _folders(person: Person) -> list[RunFolder]:
    return RunFolder.list(person.runs)


@pytest.mark.parametrize("begin", [_training, _paused, _evaluating])
def test_a_run_keeps_a_checkpoint_of_its_last_step(opened: Opened, begin: Callable[[Person], None]) -> None:
    person = opened(short(LONG, batch=100))
    begin(person)
    person.close()
    assert person.service.close(30)
    (folder,) = _folders(person)
    result = folder.result()
    assert result is not None
    assert result.stopped_by == "interrupt"
    assert Checkpoints(folder.checkpoints).steps()[-1] == result.steps > 0
    assert not folder.lock_file.exists()


def test_a_start_on_its_way_is_stopped_too(opened: Opened) -> None:
    person = opened(short(LONG))
    _just_pressed(person)
    person.close()
    assert person.service.close(30)
    assert all(folder.result() and not folder.lock_file.exists() for folder in _folders(person))


def test_closing_while_the_engine_warms_up(opened: Opened) -> None:
    person = opened(ready=False)
    person.window.warm_up()
    _just_pressed(person)
    person.close()
    assert person.service.close(30)
    assert _folders(person) == []


def test_closing_as_a_run_fails(opened: Opened) -> None:
    person = opened(short(LONG, optimiser=WILD))
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.state == "failed")
    person.close()
    assert person.service.close(30)
    (folder,) = _folders(person)
    assert folder.result().stopped_by == "failure"


def test_a_system_that_ends_the_program_finds_the_unsaved_work_kept(opened: Opened) -> None:
    person = opened(short(LONG))
    person.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    edited = person.shared.document.project
    _training(person)
    person.window.interrupted()
    (kept,) = recovery_folder().glob("*.json")
    assert read_project(kept) == edited
