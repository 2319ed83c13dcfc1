"""What was changed is said to be unsaved only where neither a file nor the shown run holds it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from engine import events
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.run.run import RunState
from gui.state.run.where_kept import WhereKept

STEP = events.StepsDone("run", np.array([1]), *((np.ones(1, np.float32),) * 3), 3.0, 10.0)


class Desk:
    def __init__(self, path: Path | None = None) -> None:
        self.document, self.bridge = Document(Project(), path), Bridge()
        self.run = RunState(self.bridge)
        self.kept = WhereKept(self.document, self.run)
        self.places: list[str] = []
        self.kept.changed.connect(lambda: self.places.append(self.kept.place))

    def edit(self, title: str) -> None:
        self.document.edit(changed(self.document.project, title=title), "Title")

    def train(self, qtbot) -> None:
        self.run.begin("run", self.document.project)
        self.bridge.sink(STEP)
        qtbot.waitUntil(lambda: self.run.current.step == 1)


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.document.close()


def test_a_run_keeps_what_it_trained_with_until_that_is_edited_or_the_run_is_removed(desk, qtbot):
    desk.edit("Mine")
    desk.train(qtbot)
    desk.edit("Another")
    desk.document.undo_stack.undo()
    desk.run.set_removed("run", removed=True)
    desk.run.set_removed("run", removed=False)
    assert desk.places == ["nowhere", "run", "nowhere", "run", "nowhere", "run"]
    desk.document.undo_stack.undo()
    assert desk.places[-1] == "file"


def test_what_has_a_file_is_to_be_saved_there(qtbot, tmp_path):
    desk = Desk(tmp_path / "mine.json")
    desk.edit("Mine")
    desk.train(qtbot)
    assert desk.kept.place == "nowhere"
    desk.document.saved(tmp_path / "mine.json")
    assert desk.places == ["nowhere", "file"]
    desk.document.close()


def test_a_run_whose_folder_others_took_away_keeps_nothing(desk, qtbot):
    desk.edit("Mine")
    desk.train(qtbot)
    for there, place in ((False, "nowhere"), (True, "run")):
        desk.kept.note("run", there=there)
        assert desk.kept.place == place == desk.places[-1]


def test_an_answer_about_a_run_that_was_shown_before_says_nothing_of_this_one(desk, qtbot):
    desk.edit("Mine")
    desk.train(qtbot)
    desk.kept.note("run", there=False)
    for there in (True, False):
        desk.kept.note("another", there=there)
        assert desk.kept.place == "nowhere"


def test_only_a_project_without_a_file_needs_its_run(qtbot, tmp_path):
    desk = Desk(tmp_path / "mine.json")
    desk.train(qtbot)
    assert desk.kept.run is None
    desk.document.open(Project(), None)
    assert desk.kept.run.id == "run"
    desk.document.close()


def test_a_run_that_prepares_is_not_looked_for_as_it_has_no_folder_yet(desk, qtbot):
    desk.edit("Mine")
    desk.run.begin("run", desk.document.project)
    assert desk.kept.run is None
    desk.bridge.sink(STEP)
    qtbot.waitUntil(lambda: desk.kept.run is not None)


def test_a_run_that_trained_on_keeps_what_it_began_with(desk, qtbot):
    desk.edit("Mine")
    desk.train(qtbot)
    leg = desk.run.current.legs[0]
    further = changed(leg.project, training=changed(leg.project.training, budget=Steps(9)))
    desk.run._put(replace(desk.run.current, legs=(leg, structs.replace(leg, project=further))))
    assert desk.places == ["nowhere", "run"]


def test_what_was_opened_from_a_run_is_nowhere_once_that_is_in_the_trash(desk, qtbot, tmp_path):
    desk.train(qtbot)
    desk.run._put(replace(desk.run.current, folder=tmp_path))
    assert desk.kept.place == "file"
    desk.run.set_removed("run", removed=True)
    assert desk.places == ["nowhere"]
