"""One process trains a run; a dead one's lock does not stand in the way."""

import errno
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from engine import guard
from engine.errors import RunFolderError
from engine.processes import DEAD_SECONDS
from engine.runs.lock.lock import BEAT_SECONDS, Lock, live_holder
from tests.engine.runs.lock_racers import SECONDS, leave, leave_dead, race, take_turns


@pytest.fixture
def path(tmp_path):
    return tmp_path / "lock"


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


def test_the_start_of_the_process_is_in_it(path):
    Lock(path).acquire()
    written = json.loads(path.read_bytes())
    assert written["pid"] == os.getpid()
    assert abs(written["started"] - psutil.Process().create_time()) < 1
    assert written["host"] == os.uname().nodename


def test_what_a_newer_program_writes_beside_is_passed_over(path):
    Lock(path).acquire()
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "mood": ["good"], "version": 2}))
    assert live_holder(path).pid == os.getpid()
    with pytest.raises(RunFolderError):
        Lock(path).acquire()


def test_another_machine_lives_as_long_as_it_gives_signs(path):
    leave(path, 1, 0.0, "elsewhere")
    assert live_holder(path).host == "elsewhere"
    then = path.stat().st_mtime - 2 * DEAD_SECONDS
    os.utime(path, (then, then))
    assert live_holder(path) is None


def test_a_sign_from_the_future_is_one_of_life(path):
    """The clock of this machine was set back, or that of another is ahead."""
    leave(path, 1, 0.0, "elsewhere")
    later = path.stat().st_mtime + 86400
    os.utime(path, (later, later))
    assert live_holder(path).host == "elsewhere"
    with pytest.raises(RunFolderError):
        Lock(path).acquire()


@pytest.fixture
def held(tmp_path):
    """A lock in a folder of its own, held."""
    (tmp_path / "run").mkdir()
    lock = Lock(tmp_path / "run" / "lock")
    lock.acquire()
    return tmp_path / "run" / "lock"


def test_a_copy_of_a_folder_that_is_held_is_free(held, tmp_path):
    copy = Path(shutil.copytree(held.parent, tmp_path / "copy")) / "lock"
    assert live_holder(held) is not None
    assert live_holder(copy) is None
    held.unlink()  # the original has ended
    assert live_holder(copy) is None
    shutil.copy(copy, held)
    Lock(copy).acquire()
    assert live_holder(copy) is not None
    assert live_holder(held) is not None


def test_a_folder_that_was_moved_while_it_is_held_is_held(held, tmp_path):
    moved = held.parent.rename(tmp_path / "moved")
    assert live_holder(moved / "lock") is not None


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_that_is_reached_by_a_link_is_held(held, tmp_path):
    (tmp_path / "link").symlink_to(held.parent, target_is_directory=True)
    assert live_holder(tmp_path / "link" / "lock") is not None


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


ROUNDS, RACERS = 150, 4
SPAWN = multiprocessing.get_context("spawn")
RACERS_OF_BOTH_KINDS = pytest.mark.parametrize(
    ("start", "barrier"),
    [
        pytest.param(SPAWN.Process, SPAWN.Barrier, id="processes", marks=pytest.mark.slow),
        pytest.param(threading.Thread, threading.Barrier, id="threads"),
    ],
)


def run_together(start, *arguments):
    """Starts so many racers, processes or threads, and gives what each told through its shared numbers."""
    racers = [start(target=arguments[0], args=(*arguments[1:], number)) for number in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(SECONDS)
    assert all(getattr(racer, "exitcode", 0) == 0 and not racer.is_alive() for racer in racers)


@RACERS_OF_BOTH_KINDS
def test_of_many_who_take_over_a_dead_lock_at_once_one_gets_it(path, start, barrier):
    won = SPAWN.Array("b", ROUNDS * RACERS)
    run_together(start, race, path, ROUNDS, barrier(RACERS), won)
    assert [sum(won[at : at + RACERS]) for at in range(0, len(won), RACERS)] == [1] * ROUNDS
    assert not list(path.parent.iterdir())


@RACERS_OF_BOTH_KINDS
def test_many_who_take_turns_are_never_two_at_once(path, start, barrier):
    """Guards come and go all the time here, each taken away while others wait for it."""
    met = SPAWN.Value("i", 0)
    run_together(start, take_turns, path, 40, barrier(RACERS), met)
    assert met.value == 0
    assert not list(path.parent.iterdir())


def test_the_first_to_come_after_a_crash_gets_it_though_the_others_saw_the_dead_one_too(path, monkeypatch):
    leave_dead(path)
    first, second = Lock(path), Lock(path)
    refuse = Lock._refuse_held

    def refuse_late(lock):  # the second has judged the lock when the first takes it: before, it took it away
        refuse(lock)
        if lock is second:
            with pytest.raises(RunFolderError):
                first.acquire()

    monkeypatch.setattr(Lock, "_refuse_held", refuse_late)
    monkeypatch.setattr(guard, "PATIENCE_SECONDS", 0.0)
    second.acquire()
    assert live_holder(path) == second._mine


def test_a_zombie_holds_nothing(path):
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    leave(path, process.pid, psutil.Process(process.pid).create_time(), os.uname().nodename)
    process.stdin.close()
    try:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE
        Lock(path).acquire()
    finally:
        process.wait()


def test_a_lock_that_was_taken_over_is_left_to_its_new_holder(path):
    lost = Lock(path)
    lost.acquire()
    leave(path, 1, 0.0, "elsewhere")
    lost.release()
    assert live_holder(path).host == "elsewhere"


def test_two_locks_of_one_process_are_told_apart(path):
    lost = Lock(path)
    lost.acquire()
    path.unlink()
    Lock(path).acquire()
    lost.release()
    assert live_holder(path).pid == os.getpid()


def test_a_sign_of_life_is_given_for_ones_own_lock_alone(path):
    lock = Lock(path)
    lock.acquire()
    long_ago = path.stat().st_mtime - 2 * DEAD_SECONDS
    os.utime(path, (long_ago, long_ago))
    lock.beat()
    assert path.stat().st_mtime > long_ago
    leave(path, 1, 0.0, "elsewhere")
    os.utime(path, (long_ago, long_ago))
    lock._beaten -= BEAT_SECONDS
    lock.beat()
    assert path.stat().st_mtime == long_ago
    path.unlink()
    lock._beaten -= BEAT_SECONDS
    lock.beat()
    assert not path.exists()


def said(path):
    with pytest.raises(RunFolderError) as refused:
        Lock(path).acquire()
    assert refused.value.hint
    return refused.value.what


def test_a_lock_that_is_a_folder_is_said(path):
    path.mkdir()
    assert "is a folder, but must be a file" in said(path)
    assert live_holder(path) is None
    assert path.is_dir()


def test_a_folder_that_cannot_be_written_to_is_said(path, monkeypatch):
    assert "cannot be written to" in said(path.parent / "gone" / "lock")
    path.write_text("")
    assert "is not a folder" in said(path / "lock")

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert "cannot be written to." in said(path)


def test_a_lock_that_cannot_be_read_is_not_taken(path, monkeypatch):
    leave(path, os.getpid(), 0.0, os.uname().nodename)

    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert "cannot be written to." in said(path)
    assert live_holder(path) is None


def test_one_who_stays_at_it_too_long_is_said(path, monkeypatch):
    monkeypatch.setattr(guard, "PATIENCE_SECONDS", 0.0)
    with guard.guarded(path):
        assert "by somebody else" in said(path)
    Lock(path).acquire()


@pytest.mark.skipif(os.name != "posix", reason="locks of files are another there")
def test_a_file_system_without_locks_of_files_does_too(path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    leave_dead(path)
    Lock(path).acquire()
    assert "already" in said(path)
