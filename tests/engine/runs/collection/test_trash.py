"""The trash among the runs: what goes there comes back as it was, and what trains does not go."""

import errno
import os

import pytest

from engine.errors import RunFolderError
from engine.project.project import Project
from engine.runs.collection.run_list import run_list
from engine.runs.collection.trash import Removed, Trash
from engine.runs.folder import RunFolder
from engine.runs.lock import lock as lock_room
from engine.runs.lock.lock import Lock


def made(root, name):
    folder = RunFolder.create(Project(title=name), root, name)
    (folder.snapshots / "000007.safetensors").write_bytes(b"weights")
    return folder.path


def content(path):
    return {str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def test_a_run_goes_and_comes_back(tmp_path):
    folder, trash = made(tmp_path, "run"), Trash(tmp_path)
    before = content(folder)
    removed = trash.take(folder)
    assert removed == Removed(tmp_path / ".trash" / "run", folder)
    assert run_list(tmp_path) == []
    assert content(removed.place) == before
    assert trash.bring_back(removed) == folder
    assert content(folder) == before
    assert trash.runs() == []


def test_two_of_one_name_lie_there_side_by_side(tmp_path):
    trash = Trash(tmp_path)
    places = [trash.take(made(tmp_path, "run")) for _ in range(3)]
    assert [one.place.name for one in places] == ["run", "run~2", "run~3"]
    made(tmp_path, "run")
    assert trash.bring_back(places[1]).name == "run~2"
    assert [run.name for run in run_list(tmp_path)] == ["run~2", "run"]


def test_one_that_trains_stays(tmp_path):
    folder, trash = made(tmp_path, "run"), Trash(tmp_path)
    lock = Lock(folder / "lock")
    lock.acquire()
    with pytest.raises(RunFolderError, match="being trained by process"):
        trash.take(folder)
    assert folder.is_dir()
    lock.release()
    trash.take(folder)


def test_the_lock_of_a_dead_process_holds_nothing(tmp_path):
    folder, trash = made(tmp_path, "run"), Trash(tmp_path)
    (folder / "lock").write_text('{"pid": 1, "started": 5.0, "host": "elsewhere"}')
    os.utime(folder / "lock", (1, 1))
    assert "lock" not in content(trash.take(folder).place)


def test_on_a_full_disk_runs_can_be_removed_to_make_room(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder, trash = made(tmp_path, "run"), Trash(tmp_path)
    trash.path.mkdir()
    monkeypatch.setattr(lock_room, "create_whole", full)
    removed = trash.take(folder)
    assert trash.bring_back(removed) == folder
    trash.take(folder)
    assert trash.empty() == 1


def test_where_it_may_not_be_written_it_stays_and_that_is_said(tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    folder, trash = made(tmp_path, "run"), Trash(tmp_path)
    monkeypatch.setattr(lock_room, "create_whole", refused)
    with pytest.raises(RunFolderError, match="cannot be written to"):
        trash.take(folder)
    assert folder.is_dir()


def test_emptied_it_is_gone_for_good(tmp_path):
    trash = Trash(tmp_path)
    assert trash.empty() == 0
    removed = [trash.take(made(tmp_path, name)) for name in "ab"]
    told = []
    assert trash.empty(lambda done, of: told.append((done, of))) == 2
    assert told == [(0, 2), (1, 2)]
    with pytest.raises(RunFolderError, match="not in the trash any more"):
        trash.bring_back(removed[0])


def test_what_is_no_run_does_not_go(tmp_path):
    (tmp_path / "notes").mkdir()
    for name in ("notes", "none"):
        with pytest.raises(RunFolderError):
            Trash(tmp_path).take(tmp_path / name)


def test_a_file_in_place_of_the_trash_is_named(tmp_path):
    folder = made(tmp_path, "run")
    (tmp_path / ".trash").write_text("")
    with pytest.raises(RunFolderError) as refused:
        Trash(tmp_path).take(folder)
    assert str(refused.value).startswith(f"“{tmp_path / '.trash'}” is not a folder.")
    assert folder.is_dir()
