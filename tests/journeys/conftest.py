"""Windows for the journeys, each in a folder of its own; whatever happens they are closed, and no thread stays."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.store import DataStore
from engine.inspection.embedding import sample as held_against
from engine.inspection.muting import sample as looked_at
from engine.project.project import Project
from engine.service.model.warm_up import warm_up
from gui.appearance import theme
from tests.journeys.person import Person, short

Opened = Callable[..., Person]


@pytest.fixture(scope="session")
def warmed() -> None:
    """The slow imports, once for all journeys."""
    warm_up(DataStore())


@pytest.fixture(autouse=True)
def fewer_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person waits a second for is looked at on few images: the paths are the same, and the suite is shorter."""
    monkeypatch.setattr(held_against, "HELD_AGAINST", (200, 400))
    monkeypatch.setattr(looked_at, "MOST", 200)
    monkeypatch.setattr(looked_at, "MOST_SEARCHED", 500)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path, warmed: None) -> Iterator[Opened]:
    """Opens a window on a project; `ready=False` leaves the engine cold."""
    people: list[Person] = []
    theme.apply(qapp, "light")

    def open_one(project: Project | None = None, *, folder: str = "one", ready: bool = True) -> Person:
        person = Person(qtbot, tmp_path / folder, project or short(60))
        people.append(person)
        if ready:
            person.warm_up()
        return person

    yield open_one
    for person in people:
        person.close()
        assert person.service.close(30)


@pytest.fixture
def window(opened: Opened) -> Person:
    """A person at a warm window on LeNet-5 and the bundled digits, with a run of 60 steps ahead."""
    return opened()
