"""The cache: whole or not there, made anew where it is damaged, and emptied by whoever wants its room."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import msgspec
import pytest

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Wish
from engine.data.importing.cache import asides, cache, images_writer
from engine.data.importing.opening import opened
from engine.errors import DataError, Stopped
from engine.processes import Process, this_process
from tests.own_images import picture, put_classes


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
    for damage in ("manifest.json", "images.npy", "labels.npy", "names.txt"):
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
    left_half_made(images_cache, DEAD)
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

    monkeypatch.setattr(images_writer.ImagesWriter, "add", full)
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


def left_half_made(root, maker):
    aside = root / f".{maker.pid}.part"
    aside.mkdir(parents=True)
    (aside / asides.MAKER).write_bytes(msgspec.json.encode(maker))
    return aside


DEAD = Process(2**22 + 1, 1.0, this_process().host)


def test_what_a_killed_process_left_half_made_is_taken_away_next_time(photos, images_cache):
    left, at_work = left_half_made(images_cache, DEAD), left_half_made(images_cache, this_process())
    brought_in(photos)
    assert (left.exists(), at_work.exists()) == (False, True)
    cache.emptied()
    assert list(images_cache.iterdir()) == [at_work]  # somebody is at it


def test_who_began_a_moment_ago_need_not_have_said_who_they_are(photos, images_cache):
    new, old = (images_cache / f".{name}.part" for name in ("new", "old"))
    for aside in (new, old):
        aside.mkdir(parents=True)
    os.utime(old, (1, 1))
    brought_in(photos)
    assert (new.exists(), old.exists()) == (True, False)


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


def test_nothing_goes_that_may_be_of_use(photos, images_cache, monkeypatch):
    brought_in(photos)
    whole = only(images_cache)
    newer, foreign, damaged, empty = (images_cache / name for name in ("a" * 32, "notes", "b" * 32, "c" * 32))
    for folder, content in ((newer, b'{"kind": "clouds"}'), (damaged, b"{")):
        folder.mkdir()
        (folder / "manifest.json").write_bytes(content)
    foreign.mkdir()
    empty.mkdir()
    cache.tidy()
    assert set(images_cache.iterdir()) == {whole, newer, foreign}
    monkeypatch.setattr(cache, "document_content", mock.Mock(side_effect=OSError(errno.EMFILE, "too many open files")))
    cache.tidy()
    assert set(images_cache.iterdir()) == {whole, newer, foreign}


KILLED = """
import os, signal, sys
from pathlib import Path
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.cache import cache

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(cache, sys.argv[2], killed)
brought_in(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("amid", ["write_manifest", "_put"])
def test_a_kill_leaves_nothing_that_is_taken_for_whole_and_that_is_cleared_next_time(photos, images_cache, amid):
    root = Path(cache.__file__).parents[4]
    ended = subprocess.run([sys.executable, "-c", KILLED, str(photos), amid], check=False, cwd=root)
    assert ended.returncode < 0
    assert cache.listed() == []
    assert len(list(images_cache.iterdir())) == 1
    source = brought_in(photos).source
    assert only(images_cache).name == cache.listed()[0].folder.name
    assert len(opened(source).train) == 10


def test_two_programs_that_bring_in_the_same_at_once_make_it_once(photos, images_cache, monkeypatch):
    put = cache._put

    def after_the_other(aside, place, before):
        monkeypatch.setattr(cache, "_put", put)
        other.append(brought_in(photos).source)
        put(aside, place, before)

    other = []
    monkeypatch.setattr(cache, "_put", after_the_other)
    assert brought_in(photos).source == other[0]
    only(images_cache)


def test_a_disk_that_is_full_at_the_end_loses_nothing(photos, images_cache, monkeypatch):
    def full(path, content):
        if path.name == "moments.npy":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content)

    before, write = brought_in(photos).source, images_writer.write_synced
    picture(77).save(photos / "cat" / "new.png")
    monkeypatch.setattr(images_writer, "write_synced", full)
    with pytest.raises(DataError, match="is full"):
        brought_in(photos)
    assert only(images_cache).name == cache.listed()[0].folder.name
    assert cache.listed()[0].manifest.checksum == before.checksum
