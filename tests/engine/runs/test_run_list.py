"""The list of runs: what it says of each, in which order, and that nothing that lies about there ends it."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import NewerVersion
from engine.project.project import Project, save_project
from engine.runs import run_list as room
from engine.runs.folder import Result, RunFolder
from engine.runs.run_list import RunSummary, run_list


def made(root, name, result=None):
    folder = RunFolder(root / name)
    for part in (folder.checkpoints, folder.snapshots):
        part.mkdir(parents=True)
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
    assert first == RunSummary(tmp_path / name, name, f"Title of {name}", 40, 0.75, "finished", 900.0, 1.5)
    assert [run.name[8:10] for run in rest] == ["02", "01"]


@pytest.mark.parametrize(
    ("stopped_by", "state"),
    [("budget", "finished"), ("user", "stopped"), ("interrupt", "interrupted"), ("failure", "failed")],
)
def test_how_a_run_ended(tmp_path, stopped_by, state):
    made(tmp_path, "run", stopped_by)
    assert states(tmp_path) == {"run": state}


def test_a_run_that_never_ended_stands_at_its_newest_weights(tmp_path):
    folder = made(tmp_path, "run")
    assert [(run.step, run.state) for run in run_list(tmp_path)] == [(0, "not finished")]
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


def test_only_the_title_of_a_project_is_read(tmp_path):
    folder = made(tmp_path, "run", "budget")
    folder.project_file.write_bytes(b'\xef\xbb\xbf{"later": [1, {"a": 2}], "title": "Mine"}')
    assert run_list(tmp_path)[0].title == "Mine"
    folder.project_file.write_bytes(b"{}")
    assert run_list(tmp_path)[0].title == "Untitled"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"run": "x"}', b"[" * 100_000, b"\0" * 100_000])
def test_a_broken_result_is_none(tmp_path, content):
    made(tmp_path, "run", "budget").result_file.write_bytes(content)
    assert states(tmp_path) == {"run": "not finished"}


def test_a_result_of_a_newer_program_says_so(tmp_path):
    file = made(tmp_path, "run", "budget").result_file
    file.write_bytes(file.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert states(tmp_path) == {"run": "newer version"}
    with pytest.raises(NewerVersion, match="version 2 of this file; this program knows up to 1"):
        RunFolder.open(file.parent).result()


def test_folders_and_files_in_each_others_place(tmp_path):
    folder = made(tmp_path, "run")
    folder.result_file.mkdir()
    for part in (folder.checkpoints, folder.snapshots):
        part.rmdir()
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


def test_more_runs_than_one_thread_takes_up_keep_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "AT_A_TIME", 3)
    for number in range(20):
        (tmp_path / f"{number:02}").mkdir()
        (tmp_path / f"{number:02}" / "project.json").write_text("{}")
    assert [run.name for run in run_list(tmp_path)] == [f"{number:02}" for number in reversed(range(20))]
