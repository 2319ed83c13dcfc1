"""The list of runs: what it says of each, in which order, and that nothing that lies about there ends it."""

import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from engine.errors import NewerVersion
from engine.events import CheckpointSaved, Evaluated, StateChanged
from engine.project.project import Project, save_project
from engine.project.recipes import read_recipe
from engine.runs.collection import run_list as room
from engine.runs.collection.label import LabelChange, write_label
from engine.runs.collection.recipe import Recipe
from engine.runs.collection.run_list import RunSummary, listing, run_list
from engine.runs.folder import Result, RunFolder
from engine.runs.lock.lock import Lock
from engine.runs.logs import STEP, EventLog
from engine.typed.document import changed
from tests.runs_on_disk import put_run


def made(root, name, result=None, step=7):
    folder = RunFolder(root / name)
    for part in (folder.checkpoints, folder.snapshots):
        part.mkdir(parents=True)
    (folder.snapshots / f"{step:06}.safetensors").touch()
    save_project(Project(title=f"Title of {name}"), folder.project_file)
    if result:
        folder.write_result(Result(name, result, 2, 40, 1.5, 900.0, None, 0.5, 0.25, 0.75))
    return folder


def states(root):
    return {run.name: run.state for run in run_list(root)}


def test_the_newest_is_first_with_its_figures(tmp_path):
    for day in (1, 3, 2):
        made(tmp_path, f"2026-01-0{day}_000000_a_aaa", "budget")
    first, *rest = run_list(tmp_path)
    name = "2026-01-03_000000_a_aaa"
    figures = (40, 0.75, "finished", 900.0, 1.5, 2, 0.25)
    assert first == RunSummary(tmp_path / name, name, f"Title of {name}", *figures, first.recipe)
    assert [run.name[8:10] for run in rest] == ["02", "01"]


def begun(root, name, run):
    """A run in a folder of that name, as its log was begun under the id `run`."""
    folder = made(root, name, "budget")
    folder.events_file.write_text(f'{{"event":"state","run":"{run}","time":1795655437.7,"state":"preparing"}}\n')


def test_copies_stand_where_they_began(tmp_path):
    old, new = "2026-01-01_000000_a_aaa", "2026-01-02_000000_a_aaa"
    for name, run in ((old, old), (new, new), ("zcopy", old), ("another", new), ("given", "id")):
        begun(tmp_path, name, run)
    made(tmp_path, "unknown", "budget")
    assert [run.name for run in run_list(tmp_path)] == ["given", "another", new, "zcopy", old, "unknown"]
    assert [run.began[:10] for run in run_list(tmp_path)][2:] == [*["2026-01-02"], *["2026-01-01"] * 2, ""]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"run": "id", "time": 1e300}', b'{"run": "id", "time": -1e30}']
)
def test_a_log_that_says_nothing_of_its_beginning_is_passed_over(tmp_path, content):
    made(tmp_path, "run", "budget").events_file.write_bytes(content)
    assert [run.began for run in run_list(tmp_path)] == [""]


@pytest.mark.parametrize(
    ("stopped_by", "state"),
    [("budget", "finished"), ("user", "stopped"), ("interrupt", "interrupted"), ("failure", "failed")],
)
def test_how_a_run_ended(tmp_path, stopped_by, state):
    made(tmp_path, "run", stopped_by)
    assert states(tmp_path) == {"run": state}


def test_a_run_that_never_ended_stands_at_its_newest_weights(tmp_path):
    folder = made(tmp_path, "run")
    assert [(run.step, run.state) for run in run_list(tmp_path)] == [(7, "not finished")]
    for name in ("000064.safetensors", "000512.safetensors", "999999.txt", "²", ".0123.part"):
        (folder.snapshots / name).touch()
    assert run_list(tmp_path)[0].step == 512
    for name in ("000600", ".aside-77"):
        (folder.checkpoints / name).mkdir()
    assert run_list(tmp_path)[0].step == 600


def test_where_there_is_no_folder_there_are_no_runs(tmp_path):
    (tmp_path / "file").touch()
    assert run_list(tmp_path / "none") == run_list(tmp_path / "file") == []


def test_runs_are_looked_for_in_the_users_data_unless_told_otherwise():
    folder = RunFolder.create(Project())
    (folder.snapshots / "000007.safetensors").touch()
    assert [run.folder for run in run_list()] == [folder.path]


def test_hidden_folders_files_and_other_folders_are_passed_over(tmp_path):
    made(tmp_path, "run", "budget")
    made(tmp_path, ".trash", "budget")
    made(tmp_path / ".trash", "removed", "budget")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "odd" / "project.json").mkdir(parents=True)
    assert list(states(tmp_path)) == ["run"]


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"title": 5}', b"[" * 100_000])
def test_a_project_that_is_no_object_is_unreadable(tmp_path, content):
    made(tmp_path, "run", "budget").project_file.write_bytes(content)
    made(tmp_path, "good", "budget")
    assert states(tmp_path) == {"run": "unreadable", "good": "finished"}


def test_parts_of_a_project_that_cannot_be_read_are_left_out(tmp_path):
    folder = made(tmp_path, "run", "budget")
    folder.project_file.write_bytes(
        b'\xef\xbb\xbf{"later": [1, {"a": 2}], "title": "Mine", "network": [], "data": {"source": 5}, "training": "x"}'
    )
    assert [(run.title, run.recipe) for run in run_list(tmp_path)] == [("Mine", Recipe())]
    folder.project_file.write_bytes(b"{}")
    assert run_list(tmp_path)[0].title == "Untitled"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"run": "x"}', b"[" * 100_000, b"\0" * 100_000])
def test_a_broken_result_is_none(tmp_path, content):
    made(tmp_path, "run", "budget").result_file.write_bytes(content)
    assert states(tmp_path) == {"run": "not finished"}


def test_a_result_of_a_newer_program_says_so(tmp_path):
    file = made(tmp_path, "run", "budget").result_file
    file.write_bytes(file.read_bytes().replace(b'"version": 2', b'"version": 3'))
    assert states(tmp_path) == {"run": "newer version"}
    begun_by_newer = made(tmp_path, "other", "budget").project_file
    begun_by_newer.write_bytes(begun_by_newer.read_bytes().replace(b'"version": 5', b'"version": 6'))
    assert states(tmp_path)["other"] == "newer version"
    with pytest.raises(NewerVersion, match="version 3 of this file; this program knows up to 2"):
        RunFolder.open(file.parent).result()


def test_folders_and_files_in_each_others_place(tmp_path):
    folder = made(tmp_path, "run")
    folder.result_file.mkdir()
    folder.label_file.mkdir()
    folder.steps_file.mkdir()
    for part in (folder.checkpoints, folder.snapshots):
        shutil.rmtree(part)
        part.touch()
    assert states(tmp_path) == {"run": "not finished"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hold_up_the_list(tmp_path):
    os.mkfifo(made(tmp_path, "run").result_file)
    assert states(tmp_path) == {"run": "not finished"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_a_folder_that_may_not_be_read_is_unreadable(tmp_path):
    folder = made(tmp_path, "run", "budget")
    folder.path.chmod(0)
    try:
        assert states(tmp_path) == {"run": "unreadable"}
    finally:
        folder.path.chmod(0o700)


def test_a_file_far_too_large_is_not_read(tmp_path):
    with made(tmp_path, "run", "budget").project_file.open("wb") as file:
        file.truncate(2**40)
    assert states(tmp_path) == {"run": "unreadable"}


def test_a_run_that_vanishes_meanwhile_is_left_out(tmp_path, monkeypatch):
    for name in ("a", "b"):
        made(tmp_path, name, "budget")
    monkeypatch.setattr(room, "_names", lambda _: ["a", "gone", "b"])
    assert list(states(tmp_path)) == ["b", "a"]


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_whatever_stands_in_the_files_every_run_is_listed(tmp_path_factory, project, result):
    root = tmp_path_factory.mktemp("runs")
    folder = made(root, "run")
    folder.project_file.write_bytes(project)
    folder.result_file.write_bytes(result)
    made(root, "good", "user")
    assert set(states(root)) == {"run", "good"}


@pytest.mark.parametrize("slow", [0.0, 1000.0])  # as on a slow disk, with threads side by side, and on one at hand
def test_many_runs_keep_their_order_however_they_are_read(tmp_path, monkeypatch, slow):
    monkeypatch.setattr(room, "AT_A_TIME", 3)
    monkeypatch.setattr(room, "SLOW", slow)
    for number in range(20):
        (tmp_path / f"{number:02}").mkdir()
        (tmp_path / f"{number:02}" / "project.json").write_text("{}")
        (tmp_path / f"{number:02}" / "steps.bin").write_bytes(bytes(STEP.itemsize))
    assert [run.name for run in run_list(tmp_path)] == [f"{number:02}" for number in reversed(range(20))]


def test_what_tells_two_runs_apart(tmp_path):
    folder = made(tmp_path, "run", "budget")
    project = read_recipe("lenet5-sample")
    save_project(changed(project, training=changed(project.training, seed=5, batch=50)), folder.project_file)
    (run,) = run_list(tmp_path)
    assert run.recipe.layers[0][0] == "conv1"
    assert structs.replace(run.recipe, layers=()) == Recipe(
        "Digits",
        "2 conv · 3 linear",
        "conv 6 · pool · conv 16 · pool · linear 120 · 84 · 10",
        61_706,
        "Adam 0.001",
        0.001,
        50,
        5,
        length="6 epochs",
    )


def test_a_run_by_the_name_and_note_that_it_was_given(tmp_path):
    folder = made(tmp_path, "run", "budget")
    write_label(folder.label_file, LabelChange(title="Mine", note="Wide."))
    assert [(run.title, run.note) for run in run_list(tmp_path)] == [("Mine", "Wide.")]
    folder.label_file.write_bytes(b'{"title": 5}')
    assert [(run.title, run.note) for run in run_list(tmp_path)] == [("Title of run", "")]
    folder.label_file.write_bytes(b'{"title": "Mine", "version": 99}')
    assert run_list(tmp_path)[0].title == "Title of run"


def test_a_run_that_trains_says_so(tmp_path):
    folder = made(tmp_path, "run", step=0)
    lock = Lock(folder.lock_file)
    lock.acquire()
    assert states(tmp_path) == {"run": "training"}
    lock.release()


def test_a_run_without_a_result_has_the_accuracy_of_its_newest_test(tmp_path):
    folder = made(tmp_path, "run")
    log = EventLog(folder.events_file, 0)
    for step, accuracy in ((20, 0.5), (40, 0.965)):
        log.append(Evaluated("run", 0.0, "test", 1, step, 0.125, accuracy, (), 1.0))
        log.append(Evaluated("run", 0.0, "validation", 1, step, 0.5, 0.1, (), 1.0))
    log.append(CheckpointSaved("run", 0.0, 40))
    log.close()
    with folder.events_file.open("ab") as file:
        file.write(b'{"event": "evaluated", "torn')
    (run,) = run_list(tmp_path)
    assert (run.accuracy, run.loss, run.tested_at, run.state) == (0.965, 0.125, 40, "not finished")


def test_a_run_that_waits_says_so(tmp_path):
    folder = made(tmp_path, "run")
    lock = Lock(folder.lock_file)
    lock.acquire()
    log = EventLog(folder.events_file, 0)
    for state in ("running", "paused"):
        log.append(StateChanged("run", 0.0, state, 5))
    assert states(tmp_path) == {"run": "paused"}
    log.append(StateChanged("run", 0.0, "running", 5))
    assert states(tmp_path) == {"run": "training"}
    log.close()
    lock.release()
    assert states(tmp_path) == {"run": "not finished"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"[" * 5000, b'{"event": "evaluated"}\n'])
def test_a_log_that_says_nothing_gives_no_accuracy(tmp_path, content):
    folder = made(tmp_path, "run")
    folder.events_file.write_bytes(content)
    assert run_list(tmp_path)[0].accuracy is None
    folder.events_file.unlink()
    folder.events_file.mkdir()
    assert run_list(tmp_path)[0].accuracy is None


def test_runs_without_a_step_are_not_listed(tmp_path):
    for name, result in (("killed", None), ("stopped", "user")):
        folder = made(tmp_path, name, step=0)
        if result:
            folder.write_result(Result(name, result, 0, 0, 0.0, None, None, None, None, None))
    assert run_list(tmp_path) == []
    assert listing(tmp_path).unstarted == [tmp_path / "stopped", tmp_path / "killed"]
    folder.predictions.mkdir()
    (folder.predictions / "000000-test.bin").touch()
    assert states(tmp_path) == {"stopped": "stopped"}


def test_sizes_that_are_known_are_told(tmp_path):
    made(tmp_path, "run", "budget")
    assert [run.size for run in listing(tmp_path, {"run": 12}).runs] == [12]


def test_a_rate_that_was_changed_by_hand_is_part_of_how_a_run_was_trained(tmp_path):
    folder = made(tmp_path, "run")
    folder.write_result(Result("run", "budget", 2, 40, 1.5, 900.0, None, 0.5, 0.25, 0.75, rate_changes=1))
    (found,) = run_list(tmp_path)
    assert found.recipe.training.endswith("rate by hand")


def test_runs_of_one_second_stand_in_the_order_of_their_names(tmp_path):
    names = [f"2026-01-01_101010_{letter}" for letter in "bac"]
    for name in names:
        put_run(tmp_path, name, [1.0])
    assert [run.name for run in run_list(tmp_path)] == sorted(names, reverse=True)
