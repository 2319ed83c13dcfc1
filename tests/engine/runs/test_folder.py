"""Run folders: their names, their contents, and the sentences when one cannot be."""

import errno
import os

import pytest

from engine.errors import RunFolderError
from engine.project.project import Project
from engine.runs.folder import Result, RunFolder, runs_root, written_error


def test_a_new_run_is_named_by_time_and_title(tmp_path):
    folder = RunFolder.create(Project(title="LeNet-5, on Digits!"), tmp_path / "runs")
    day, clock, title, mark = folder.id.split("_")
    assert (len(day), len(clock), title, len(mark)) == (10, 6, "lenet-5-on-digits", 3)
    assert folder.project() == Project(title="LeNet-5, on Digits!")
    assert RunFolder.open(folder.path).id == folder.id


def test_runs_are_kept_in_the_users_data_unless_told_otherwise():
    folder = RunFolder.create(Project())
    assert folder.path.parent == runs_root()
    assert [run.id for run in RunFolder.list()] == [folder.id]


def test_the_newest_run_is_first_and_other_folders_are_no_runs(tmp_path):
    for name in ("2026-01-01_000000_a_aaa", "2026-01-02_000000_b_bbb", "notes"):
        (tmp_path / name).mkdir()
        if name != "notes":
            (tmp_path / name / "project.json").write_text("{}")
    assert [run.id for run in RunFolder.list(tmp_path)] == ["2026-01-02_000000_b_bbb", "2026-01-01_000000_a_aaa"]
    assert RunFolder.list(tmp_path / "none") == []


def test_a_folder_that_runs_lie_in_is_told_from_one(tmp_path):
    newest = [RunFolder.create(Project(), tmp_path, name).path for name in ("2026-01-01_a", "2026-01-02_b")][-1]
    with pytest.raises(RunFolderError) as refused:
        RunFolder.open(tmp_path)
    assert refused.value.what == f"“{tmp_path}” is not a run: 2 runs lie in it."
    assert refused.value.hint == f"The newest is “{newest}”."


def test_a_result_comes_back(tmp_path):
    folder = RunFolder.create(Project(), tmp_path)
    assert folder.result() is None
    result = Result(folder.id, "budget", 2, 40, 1.5, 900.0, None, 0.5, 0.25, 0.75, (1.0, None))
    folder.write_result(result)
    assert folder.result() == result


def test_a_run_is_no_place_for_runs(tmp_path):
    folder = RunFolder.create(Project(), tmp_path)
    with pytest.raises(RunFolderError) as refused:
        RunFolder.create(Project(), folder.path)
    assert "is a run already" in refused.value.what


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFolderError) as refused:
        RunFolder.create(Project(), tmp_path / "file")
    assert "is not a folder" in refused.value.what


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_place_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(RunFolderError) as refused:
        RunFolder.create(Project(), tmp_path)
    assert "cannot be written to" in refused.value.what


def test_a_folder_for_runs_with_too_long_a_name_is_refused_in_words(tmp_path):
    with pytest.raises(RunFolderError, match="cannot be written to"):
        RunFolder.create(Project(), tmp_path / ("a" * 300))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "cannot be written to."),
        (errno.EACCES, "cannot be written to."),
        (errno.EIO, "cannot be written to ("),
    ],
)
def test_what_the_system_says_becomes_a_sentence(tmp_path, number, words):
    error = written_error(OSError(number, os.strerror(number)), tmp_path)
    assert words in error.what
    assert error.hint


def test_a_full_disk_leaves_no_half_made_run(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunFolderError) as refused:
        RunFolder.create(Project(), tmp_path)
    assert "is full" in refused.value.what
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none", "empty"])
def test_what_is_no_run_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunFolderError) as refused:
        RunFolder.open(tmp_path / name)
    assert name in refused.value.what
