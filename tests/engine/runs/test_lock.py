"""One process trains a run; a dead one's lock does not stand in the way."""

import os
import subprocess
import sys

import msgspec
import psutil
import pytest

from engine.errors import RunFolderError
from engine.runs.lock import DEAD_SECONDS, Holder, Lock, live_holder


@pytest.fixture
def path(tmp_path):
    return tmp_path / "lock"


def leave(path, pid, started, host):
    path.write_bytes(msgspec.json.encode(Holder(pid, started, host)))


def test_a_second_one_is_refused_until_the_first_is_released(path):
    first = Lock(path)
    first.acquire()
    with pytest.raises(RunFolderError) as refused:
        Lock(path).acquire()
    assert str(os.getpid()) in refused.value.what
    first.release()
    Lock(path).acquire()


def test_another_living_process_is_respected(path):
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        leave(path, process.pid, psutil.Process(process.pid).create_time(), os.uname().nodename)
        with pytest.raises(RunFolderError):
            Lock(path).acquire()
    finally:
        process.communicate(b"\n")
    Lock(path).acquire()


def test_a_later_process_with_the_same_number_is_another(path):
    leave(path, os.getpid(), psutil.Process().create_time() - 1000, os.uname().nodename)
    Lock(path).acquire()


def test_another_machine_lives_as_long_as_it_gives_signs(path):
    leave(path, 1, 0.0, "elsewhere")
    assert live_holder(path).host == "elsewhere"
    then = path.stat().st_mtime - 2 * DEAD_SECONDS
    os.utime(path, (then, then))
    assert live_holder(path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\x00", b"[]"])
def test_a_broken_lock_is_taken_over(path, content):
    path.write_bytes(content)
    Lock(path).acquire()
    assert live_holder(path).pid == os.getpid()


def test_releasing_what_is_not_held_leaves_the_holder_alone(path):
    first, second = Lock(path), Lock(path)
    first.acquire()
    second.release()
    assert live_holder(path) is not None


def test_nothing_is_left_beside_the_lock(path):
    lock = Lock(path)
    lock.acquire()
    assert [file.name for file in path.parent.iterdir()] == ["lock"]
    lock.release()
    assert not list(path.parent.iterdir())


def test_a_file_system_without_links_does_too(path, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    Lock(path).acquire()
    assert live_holder(path).pid == os.getpid()
    with pytest.raises(RunFolderError):
        Lock(path).acquire()
