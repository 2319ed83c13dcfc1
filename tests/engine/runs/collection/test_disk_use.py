"""How much disk runs take."""

import shutil

import pytest

from engine.project.project import Project
from engine.runs.collection import disk_use
from engine.runs.collection.disk_use import DiskMeasure
from engine.runs.collection.trash import Trash
from engine.runs.folder import KEPT_FOLDERS, Result, RunFolder


def made(root, name, size):
    folder = RunFolder.create(Project(), root, name)
    (folder.snapshots / "000007.safetensors").write_bytes(bytes(size))
    folder.write_result(Result(name, "budget", 1, 7, 1.0, None, None, None, None, None))
    return folder


def on_disk(folder):
    return sum(path.stat().st_size for path in folder.path.rglob("*") if path.is_file())


def test_the_bytes_of_all_files_by_run(tmp_path):
    assert DiskMeasure(tmp_path / "none").measure().runs == {}
    folders = [made(tmp_path, name, 1000 * number) for number, name in enumerate("ab", 1)]
    (tmp_path / "notes.txt").write_text("no run")
    told = []
    use = DiskMeasure(tmp_path).measure(lambda done, of: told.append((done, of)))
    assert use.runs == {folder.id: on_disk(folder) for folder in folders}
    assert told == [(0, 2), (1, 2)]


def test_what_lies_in_the_trash_is_counted_apart(tmp_path):
    folder, measure = made(tmp_path, "a", 500), DiskMeasure(tmp_path)
    size = measure.measure().runs["a"]
    Trash(tmp_path).take(folder.path)
    use = measure.measure()
    assert (use.runs, use.trash) == ({}, {"a": size})


def test_a_run_that_goes_on_is_measured_again(tmp_path):
    folder, measure = made(tmp_path, "a", 500), DiskMeasure(tmp_path)
    before = measure.measure().runs["a"]
    folder.result_file.unlink()
    (folder.snapshots / "000008.safetensors").write_bytes(bytes(10_000))
    assert measure.measure().runs["a"] > before + 9_000


def test_one_that_has_ended_is_not_looked_through_again_unless_it_was_changed(tmp_path, monkeypatch):
    folder, measure, looked = made(tmp_path, "a", 500), DiskMeasure(tmp_path), []
    real = disk_use._bytes_in
    monkeypatch.setattr(disk_use, "_bytes_in", lambda place: looked.append(place) or real(place))
    before = measure.measure().runs["a"]
    looked.clear()
    assert measure.measure().runs["a"] == before
    assert not looked
    (folder.snapshots / "000007.safetensors").unlink()
    assert measure.measure().runs["a"] == before - 500


@pytest.mark.parametrize("kept", KEPT_FOLDERS)
def test_what_goes_while_it_is_measured_is_known_the_next_time(tmp_path, monkeypatch, kept):
    folder, measure = made(tmp_path, "a", 500), DiskMeasure(tmp_path)
    (folder.path / kept).mkdir(exist_ok=True)
    going = folder.path / kept / "000007.bin"
    going.write_bytes(bytes(9_000))
    real = disk_use._bytes_in

    def lightened_meanwhile(place):
        size = real(place)
        if place == str(folder.path):
            going.unlink(missing_ok=True)
        return size

    monkeypatch.setattr(disk_use, "_bytes_in", lightened_meanwhile)
    assert measure.measure().runs["a"] > 9_000
    assert measure.measure().runs["a"] == on_disk(folder)


def test_it_ends_when_it_is_given_up(tmp_path):
    made(tmp_path, "a", 1)

    def give_up(done, of):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        DiskMeasure(tmp_path).measure(give_up)


def test_one_that_goes_while_it_is_looked_at_takes_nothing(tmp_path, monkeypatch):
    gone, stays = made(tmp_path, "a", 1000), made(tmp_path, "b", 2000)
    dates = disk_use._changed_at

    def goes(place):
        if place == str(gone.path):
            shutil.rmtree(place)
        return dates(place)

    monkeypatch.setattr(disk_use, "_changed_at", goes)
    assert DiskMeasure(tmp_path).measure().runs == {"a": 0, "b": on_disk(stays)}
