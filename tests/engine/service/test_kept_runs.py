"""What the window asks about the runs that are kept: named, removed, brought back, made lighter, measured."""

import os
import shutil

import pytest

from engine.errors import RunFolderError
from engine.events import Progress
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.service import questions as q
from tests.engine.service.door import Door, small
from tests.engine.service.test_runs import LONG, begun
from tests.samples import SAMPLES


@pytest.fixture
def runs(tmp_path):
    root = tmp_path / "runs"
    for name in ("a", "b"):
        shutil.copytree(SAMPLES / "run-5", root / name)
    return root


def names(door: Door):
    return [run.name for run in door.ask(q.ListRuns())]


def test_a_name_and_a_note(door: Door, runs):
    assert door.ask(q.LabelRun(runs / "a", run_title="Mine")) == "Mine"
    assert door.ask(q.LabelRun(runs / "a", note="Wider.")) == "Mine"
    assert [(run.title, run.note) for run in door.ask(q.ListRuns())] == [("Sample", ""), ("Mine", "Wider.")]
    assert door.ask(q.ReadRun(runs / "a")).project.title == "Mine"
    assert door.ask(q.LabelRun(runs / "a", run_title="")) == "Sample"


def test_removed_and_brought_back(door: Door, runs):
    moved = door.ask(q.RemoveRuns((runs / "a", runs / "none", runs / "b")))
    assert [one.origin.name for one in moved.removed] == ["a", "b"]
    assert [str(error) for error in moved.refused] == [
        f"There is no run at “{runs / 'none'}”. Name the folder of a run."
    ]
    assert names(door) == []
    assert door.ask(q.BringBackRuns(moved.removed[:1])).folders == (runs / "a",)
    assert names(door) == ["a"]
    assert door.ask(q.EmptyTrash()) == 1
    (refused,) = door.ask(q.BringBackRuns(moved.removed[1:])).refused
    assert "not in the trash any more" in str(refused)


def test_the_run_that_trains_stays(door: Door, tmp_path):
    run = begun(door, small(LONG))
    (error,) = door.ask(q.RemoveRuns((door.service.folder(run),))).refused
    assert isinstance(error, RunFolderError)
    assert [one.state for one in door.ask(q.ListRuns())] == ["training"]
    door.service.stop(run)
    door.ended(run)
    assert names(door) == [run]


def test_sizes_are_known_once_they_were_measured(door: Door, runs):
    assert [run.size for run in door.ask(q.ListRuns())] == [None, None]
    use = door.ask(q.MeasureRuns())
    assert set(use.runs) == {"a", "b"}
    assert [run.size for run in door.ask(q.ListRuns())] == [use.runs["b"], use.runs["a"]]
    assert {event.unit for event in door.events if isinstance(event, Progress)} == {"runs"}


def test_a_lighter_run_takes_less(door: Door, runs):
    before = door.ask(q.MeasureRuns()).runs
    assert door.ask(q.LightenRuns((runs / "a",))).folders == (runs / "a",)
    after = door.ask(q.MeasureRuns()).runs
    assert after["a"] < before["a"]
    assert after["b"] == before["b"]


def test_what_a_dead_process_left_without_a_step_is_taken_away(door: Door, runs):
    dead, fresh = (RunFolder.create(Project(), runs, name) for name in ("dead", "fresh"))
    dead.lock_file.write_text('{"pid": 1, "started": 5.0, "host": "elsewhere"}')
    os.utime(dead.lock_file, (1, 1))
    assert names(door) == ["b", "a"]
    assert fresh.path.exists()
    assert not dead.path.exists()
