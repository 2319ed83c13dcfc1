"""The queue's file: edits, several programs at once, and files that cannot be read."""

import os
import threading

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DataMissing, DeviceError, InputError, NetworkError, NewerVersion
from engine.network.network import Network
from engine.project.data.sources import Mnist
from engine.project.training.training_settings import LAST_SEED
from engine.queue.adding import Wanted, add
from engine.queue.entry import Entry, QueueFile, added, moved, without
from engine.queue.queue import Queue
from engine.queue.view import QueueViews
from engine.typed.document import changed
from tests.engine.queue.workers import LENET, MLP

NAMES = "abcdefgh"


def entries(names):
    return tuple(Entry(name, "p.json", f"Project {name}", 0) for name in names)


@given(st.sets(st.sampled_from(NAMES)), st.sampled_from([*NAMES, None, "gone"]))
def test_what_is_moved_keeps_its_order_and_loses_nobody(ids, before):
    after = [one.id for one in moved(QueueFile(entries(NAMES)), ids, before).entries]
    assert sorted(after) == list(NAMES)
    assert [name for name in after if name in ids] == sorted(ids)
    assert [name for name in after if name not in ids] == [name for name in NAMES if name not in ids]
    if before in set(NAMES) - ids and ids:
        assert after.index(before) == after.index(max(ids)) + 1


def test_one_that_trains_is_not_taken_away():
    queue = QueueFile((Entry("a", "p", "A", 0, state="running"), *entries("b")))
    assert [one.id for one in without(queue, {"a", "b"}).entries] == ["a"]


@pytest.fixture
def queue(tmp_path):
    return Queue(tmp_path)


def test_seeds_of_one_project_share_its_file(queue):
    assert add(queue, [Wanted(LENET)], 5) == 5
    found = queue.read().entries
    assert [one.seed for one in found] == [0, 1, 2, 3, 4]
    assert len({one.project for one in found}) == 1
    assert queue.project(found[0].project) == LENET


def test_all_or_none_are_added_and_what_is_wrong_is_said_with_the_title(queue):
    broken = changed(LENET, title="Nothing in it", network=Network())
    with pytest.raises(NetworkError, match="Nothing in it: "):
        add(queue, [Wanted(LENET), Wanted(broken)])
    assert queue.read().entries == ()


def test_images_that_are_missing_are_said_before_the_night(queue, tmp_path):
    elsewhere = changed(LENET, title="Elsewhere", data=changed(LENET.data, source=Mnist()))
    with pytest.raises(DataMissing, match="Elsewhere: "):
        add(queue, [Wanted(LENET), Wanted(elsewhere, tmp_path)])
    assert queue.read().entries == ()


@pytest.mark.parametrize("device", ["tpu", "cuda:99", ""])
def test_a_device_that_is_not_there_is_said_before_the_night(queue, device):
    with pytest.raises(DeviceError, match="There is no device"):
        add(queue, [Wanted(LENET)], device=device)
    assert queue.read().entries == ()


def test_seeds_come_to_an_end_in_words(queue):
    last = changed(LENET, training=changed(LENET.training, seed=LAST_SEED))
    with pytest.raises(InputError, match="After the seed 2,147,483,647 there are not 2 of them"):
        add(queue, [Wanted(last)], 2)


def test_a_thousand_fit_and_no_more(queue):
    assert add(queue, [Wanted(MLP)], 1000) == 1000
    with pytest.raises(InputError, match="holds 1,000 runs; 1,000 runs are in it"):
        add(queue, [Wanted(LENET)])
    assert QueueViews(queue).view().left == 1000


def test_many_at_once_lose_nothing(tmp_path):
    def put(name):
        Queue(tmp_path).change(lambda queue: added(queue, entries(name)))

    threads = [threading.Thread(target=put, args=(name,)) for name in NAMES]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(one.id for one in Queue(tmp_path).read().entries) == list(NAMES)


def test_a_change_by_another_is_seen(tmp_path):
    here, there = Queue(tmp_path), Queue(tmp_path)
    assert here.read() == QueueFile()
    there.change(lambda queue: added(queue, entries("a")))
    assert [one.id for one in here.read().entries] == ["a"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"entries": 3}', b"\xff\xfe"])
def test_a_damaged_file_is_kept_aside_and_said(queue, content):
    queue.folder.mkdir()
    queue.file.write_bytes(content)
    assert "cannot be read" in QueueViews(queue).view().remark
    queue.change(lambda before: added(before, entries("a")))
    (kept,) = queue.damaged()
    assert kept.read_bytes() == content
    view = QueueViews(queue).view()
    assert (len(view.entries), str(kept) in view.remark) == (1, True)
    os.utime(kept, (0, 0))
    assert QueueViews(queue).view().remark == "", "that was long ago"
    assert kept.exists()


def test_a_newer_file_is_left_alone_in_words(queue):
    queue.folder.mkdir()
    content = msgspec.json.encode({"version": 99, "entries": []})
    queue.file.write_bytes(content)
    with pytest.raises(NewerVersion):
        queue.change(lambda before: added(before, entries("a")))
    assert queue.file.read_bytes() == content
    assert "newer Layerscope" in QueueViews(queue).view().remark


def test_what_nobody_needs_any_more_goes(queue):
    add(queue, [Wanted(LENET)])
    add(queue, [Wanted(MLP)])
    first, second = queue.read().entries
    queue.make_room_for_telling()
    for one in (first, second):
        queue.told_by(one.id).write_text("Reading Digits …")
    queue.change(lambda before: without(before, {first.id}))
    queue.tidy()
    assert len(list(queue.projects.iterdir())) == 2, "the entry of what is young may be about to come"
    for path in (*queue.projects.iterdir(), queue.told_by(first.id), queue.told_by(second.id)):
        os.utime(path, (0, 0))
    queue.tidy()
    assert [path.name for path in queue.projects.iterdir()] == [second.project]
    assert not queue.told_by(first.id).exists()
    assert queue.told_by(second.id).exists()
