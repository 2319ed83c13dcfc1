"""The cache: whole or not there, made anew where it is damaged, and emptied by whoever wants its room."""

import errno
import os
import time

import msgspec
import pytest
from msgspec.structs import replace

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish
from engine.data.importing.cache import cache, left_over, part_writer
from engine.data.importing.preview import cached
from engine.errors import DataError, Stopped
from engine.processes import this_process
from tests.own_images import put_classes


@pytest.fixture
def photos(tmp_path):
    return put_classes(tmp_path / "photos", 5)


def only(folder):
    (one,) = folder.iterdir()
    return one


def test_images_are_kept_once_for_each_reading(photos, images_cache):
    brought_in(photos)
    first = only(images_cache)
    brought_in(photos)
    assert only(images_cache) == first
    brought_in(photos, Wish(size=(8, 8)))
    assert len(cache.listed()) == 2
    assert {one.manifest.path for one in cache.listed()} == {str(photos)}


def test_a_moved_folder_finds_its_images(photos, images_cache):
    brought_in(photos)
    first = only(images_cache)
    photos.rename(photos.with_name("elsewhere"))
    brought = brought_in(photos.with_name("elsewhere"))
    assert only(images_cache) == first
    assert brought.source.name == "elsewhere"


def test_what_is_no_longer_there_makes_room_for_what_is(photos, images_cache):
    brought_in(photos)
    first = only(images_cache)
    (photos / "cat" / "000.png").unlink()
    brought_in(photos)
    assert only(images_cache) != first


def test_a_damaged_folder_is_made_anew(photos, images_cache):
    source = brought_in(photos).source
    for damage in ("manifest.json", "train-images.npy", "test-labels.npy"):
        path = only(images_cache) / damage
        path.write_bytes(path.read_bytes()[:-20])
        assert brought_in(photos).source == source
        assert cache.found(only(images_cache).name) is not None


def test_a_half_written_folder_is_made_anew(photos, images_cache):
    source = brought_in(photos).source
    (only(images_cache) / "manifest.json").unlink()
    assert brought_in(photos).source == source


def test_emptying_gives_the_room_back(photos, images_cache):
    brought_in(photos)
    brought_in(photos, Wish(size=(8, 8)))
    first, second = cache.listed()
    assert cache.emptied([first.folder.name]) > first.size  # with its manifest
    assert [one.folder for one in cache.listed()] == [second.folder]
    (images_cache / ".half.part").mkdir()
    assert cache.emptied() > 0
    assert list(images_cache.iterdir()) == []
    assert brought_in(photos).source.train_images == 8


def test_emptying_never_reaches_out_of_the_cache(photos, images_cache):
    brought_in(photos)
    cache.emptied(["../../photos", str(photos)])
    assert photos.is_dir()


def test_a_full_disk_is_said_in_words_and_nothing_is_left(photos, images_cache, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(part_writer.PartWriter, "add", full)
    with pytest.raises(DataError) as error:
        brought_in(photos)
    assert error.value.what == "The disk that the images are kept on is full."
    assert list(images_cache.iterdir()) == []


def test_too_little_room_is_said_before_anything_is_decoded(photos, images_cache, monkeypatch):
    monkeypatch.setattr(cache.shutil, "disk_usage", lambda _: _Usage())
    with pytest.raises(DataError) as error:
        brought_in(photos)
    assert "are free" in error.value.what
    assert list(images_cache.iterdir()) == []


class _Usage:
    free = 100


def test_nothing_is_left_where_it_was_given_up(photos, images_cache):
    with pytest.raises(Stopped):
        brought_in(photos, stop=images_cache.exists)  # amid the decoding
    assert list(images_cache.iterdir()) == []


def half_made(root, name, maker=None, age=0.0):
    """A folder that is being made by a process, or was, so many seconds ago."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "train-images.npy").write_bytes(b"half")
    if maker is not None:
        (folder / "maker.json").write_bytes(msgspec.json.encode(maker))
    os.utime(folder, (time.time() - age,) * 2)


@pytest.mark.parametrize("asked", [brought_in, lambda _: cached()])
def test_what_a_killed_process_left_half_made_is_taken_away(photos, images_cache, asked):
    here = this_process()
    half_made(images_cache, ".mine.part", here)
    dead = replace(here, started=here.started - 100, born="long ago" if here.born else "")
    half_made(images_cache, ".dead.part", dead)
    half_made(images_cache, ".elsewhere.part", replace(here, host="another"))
    half_made(images_cache, ".unknown.part", age=2 * left_over.DAY)
    asked(photos)
    hidden = {path.name for path in images_cache.iterdir() if path.name.startswith(".")}
    assert hidden == {".mine.part", ".elsewhere.part"}


def test_what_is_damaged_takes_no_room_for_long(photos, images_cache):
    brought_in(photos)
    (only(images_cache) / "train-images.npy").write_bytes(b"")
    assert cached() == []
    assert list(images_cache.iterdir()) == []


def test_images_that_a_single_class_was_evaluated_with_do_not_become_a_project(photos):
    (photos / "dog").rename(photos.parent / "away")
    assert brought_in(photos, least_classes=1).source.classes == ("cat",)
    with pytest.raises(DataError, match="of one class"):
        brought_in(photos)


def test_whatever_becomes_of_a_manifest_the_images_are_there(photos, images_cache):
    source = brought_in(photos).source
    for content in (b"", b"{}", b"[1]", b"\xff\xfe", b'{"kind": "folder"}', b"[" * 100_000):
        (only(images_cache) / "manifest.json").write_bytes(content)
        assert brought_in(photos).source == source
