"""Whose recovery file is whose: a window that lives keeps its own, what the dead left is offered to one window."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.processes import DEAD_SECONDS, Process, started, this_process
from engine.project.project import Project, read_project, save_project
from gui.window.files.recovery import Recovery, recovery_folder

SECONDS = 60.0  # to wait for what must come


@pytest.fixture(autouse=True)
def folder() -> Path:
    recovery_folder().mkdir(parents=True)
    return recovery_folder()


@pytest.fixture
def other():
    """A process that lives, beside this one."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield Process(process.pid, started(process.pid), this_process().host)
    process.communicate(b"\n")


def kept_by(owner: Process, title: str = "Lost") -> Path:
    """The recovery file of a window of a process."""
    window = Recovery()
    window.file = recovery_folder() / f"{owner.pid}_{owner.started:.2f}_{owner.host}.json"
    window.keep(Project(title=title))
    return window.file


def kept_of_old(pid: int, written: float) -> Path:
    """The recovery file of an earlier version, named by the number alone."""
    file = recovery_folder() / f"{pid}.json"
    save_project(Project(title="Old"), file)
    os.utime(file, (written, written))
    return file


def taken() -> str | None:
    project = Recovery().take()
    return project and project.title


def test_what_an_earlier_process_of_our_own_number_left_is_offered():
    me = this_process()
    kept_by(Process(me.pid, me.started - 3600, me.host))
    assert taken() == "Lost"


def test_what_an_earlier_process_of_another_living_ones_number_left_is_offered(other):
    kept_by(Process(other.pid, other.started - 3600, other.host))
    assert taken() == "Lost"


def test_a_window_that_lives_keeps_its_work(other):
    file = kept_by(other)
    assert taken() is None
    assert read_project(file).title == "Lost"


def test_ones_own_work_is_not_offered():
    window = Recovery()
    window.keep(Project(title="Mine"))
    assert window.take() is None
    assert read_project(window.file).title == "Mine"


def test_what_an_earlier_version_left_under_our_number_is_offered():
    kept_of_old(os.getpid(), this_process().started - 60)
    assert taken() == "Old"


def test_what_an_earlier_version_left_under_a_number_given_out_again_is_offered(other):
    kept_of_old(other.pid, other.started - 60)
    assert taken() == "Old"


def test_a_window_of_an_earlier_version_that_lives_keeps_its_work(other):
    file = kept_of_old(other.pid, other.started + 60)
    assert taken() is None
    assert file.exists()


def test_a_window_on_another_machine_keeps_its_work_while_it_gives_signs():
    file = kept_by(Process(1, 5.0, "else%2Fwhere"))
    assert taken() is None
    window = Recovery()
    window.file = file
    long_ago = file.stat().st_mtime - 2 * DEAD_SECONDS
    os.utime(file, (long_ago, long_ago))
    window.beat()
    assert taken() is None
    os.utime(file, (long_ago, long_ago))
    assert taken() == "Lost"


def test_a_sign_of_life_of_nothing_kept_is_none():
    window = Recovery()
    window.beat()
    assert not window.file.exists()


def test_the_newest_is_offered_first_and_the_others_stay_for_later():
    me = this_process()
    for age, title in ((7200, "Older"), (3600, "Newer")):
        file = kept_by(Process(me.pid, me.started - age, me.host), title)
        os.utime(file, (me.started - age, me.started - age))
    window = Recovery()
    assert window.take().title == "Newer"
    assert window.take() is None
    window.forget()
    assert window.take().title == "Older"


def test_what_is_broken_hides_nothing(folder):
    kept_of_old(os.getpid(), this_process().started - 60)
    (folder / "1_1.00_x.json").write_bytes(b"torn")
    (folder / "notes.json").write_bytes(b"{")
    os.utime(folder / "1_1.00_x.json", (1, 1))
    assert taken() == "Old"


def test_of_many_windows_that_begin_at_once_one_gets_it(folder):
    windows, rounds = 6, 60
    barrier, got = threading.Barrier(windows), []

    def begin(number: int) -> None:
        for at in range(rounds):
            window = Recovery()
            window.file = folder / f"{os.getpid()}_{this_process().started:.2f}_window{number}.json"
            if number == 0:
                kept_by(Process(os.getpid(), 5.0, this_process().host))
            barrier.wait(SECONDS)
            if window.take():
                got.append(at)
            barrier.wait(SECONDS)
            window.forget()

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(windows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert got == list(range(rounds))


def test_what_a_newer_program_kept_stays_for_it(folder):
    newer = folder / "1_1.00_x.json"
    newer.write_text('{"format": "layerscope", "version": 9}')
    os.utime(newer, (1, 1))
    kept_of_old(os.getpid(), this_process().started - 60)
    assert taken() == "Old"
    window = Recovery()
    assert window.take() is None
    assert newer.read_text() == '{"format": "layerscope", "version": 9}'
