"""What the window asks about the runs that are kept: named, removed, brought back, made lighter, measured."""

import os
import shutil
from threading import Event

import pytest

from engine.errors import RunFolderError
from engine.events import Progress
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.runs.collection import trash
from engine.runs.collection.label import LabelChange
from engine.runs.folder import RunFolder
from engine.service import questions as q
from engine.service.runs.beginning import Beginning
from engine.service.runs.kept_runs import TOLD_EVERY
from tests.engine.service.door import ONE_THREAD, Door, small
from tests.engine.service.runs.test_runs import LONG, begun
from tests.samples import SAMPLES


@pytest.fixture
def runs(tmp_path):
    root = tmp_path / "runs"
    for name in ("a", "b"):
        shutil.copytree(SAMPLES / "run-5", root / name)
    return root


def names(door: Door):
    return [run.name for run in door.ask(q.ListRuns()).runs]


def test_a_name_and_a_note(door: Door, runs):
    assert door.ask(q.LabelRun(runs / "a", LabelChange(title="Mine"))) == "Mine"
    assert door.ask(q.LabelRun(runs / "a", LabelChange(note="Wider."))) == "Mine"
    assert [(run.title, run.note) for run in door.ask(q.ListRuns()).runs] == [("Sample", ""), ("Mine", "Wider.")]
    assert door.ask(q.ReadRun(runs / "a")).project.title == "Mine"
    assert door.ask(q.LabelRun(runs / "a", LabelChange(title=""))) == "Sample"


def test_a_run_is_looked_for_where_it_was(door: Door, runs):
    assert door.ask(q.LookForRun(runs / "a"))
    (runs / "a").rename(runs / "elsewhere")
    assert not door.ask(q.LookForRun(runs / "a"))
    assert not door.ask(q.LookForRun(runs / ("a" * 5000)))  # the system refuses to look


def test_tags_and_a_place_on_top(door: Door, runs):
    door.ask(q.LabelRun(runs / "a", LabelChange(tags=(" wide ", "wide", "", "no dropout"), pinned=True)))
    door.ask(q.LabelRun(runs / "a", LabelChange(note="Wider.")))
    assert {run.name: (run.tags, run.pinned) for run in door.ask(q.ListRuns()).runs} == {
        "a": (("wide", "no dropout"), True),
        "b": ((), False),
    }


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
    assert [one.state for one in door.ask(q.ListRuns()).runs] == ["training"]
    door.service.stop(run)
    door.ended(run)
    assert names(door) == [run]


def test_sizes_are_known_once_they_were_measured(door: Door, runs):
    assert [run.size for run in door.ask(q.ListRuns()).runs] == [None, None]
    use = door.ask(q.MeasureRuns())
    assert set(use.runs) == {"a", "b"}
    assert [run.size for run in door.ask(q.ListRuns()).runs] == [use.runs["b"], use.runs["a"]]
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


def test_many_go_and_come_back_with_one_look_at_the_disk_and_tell_how_far_they_are(door: Door, runs, monkeypatch):
    synced = []
    monkeypatch.setattr(trash, "sync_folder", synced.append)
    for number in range(TOLD_EVERY):
        shutil.copytree(SAMPLES / "run-5", runs / f"many {number}")
    moved = door.ask(q.RemoveRuns(tuple(sorted(runs.iterdir()))))
    assert len(moved.removed) == TOLD_EVERY + 2
    door.ask(q.BringBackRuns(moved.removed))
    told = [event.doing for event in door.events if isinstance(event, Progress) and event.doing]
    assert told == ["Moving to the trash", "Bringing back"]
    assert synced == [runs / ".trash", runs] * 2


def test_a_run_that_prepares_to_train_on_stays(door: Door, tmp_path, monkeypatch):
    run = begun(door, small(5))
    door.ended(run)
    door.service.wait()
    gate = Event()
    monkeypatch.setattr(Beginning, "_images", lambda *_: gate.wait(30))
    door.service.train_on(run, Steps(10), ONE_THREAD)
    (error,) = door.ask(q.RemoveRuns((door.service.folder(run),))).refused
    assert error.what == "A run that trains stays where it is."
    door.service.stop(run)
    gate.set()
