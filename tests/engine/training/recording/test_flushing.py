"""Flushing: every file lasts when it was waited for, whatever came up meanwhile, and failures are told."""

import threading

import pytest

from engine.training.recording import flushing
from engine.training.recording.flushing import Flushing


class Disk:
    """Stands in for the disk: each flush waits until it is let go."""

    def __init__(self):
        self.flushed, self.at_work, self.may_go_on = [], threading.Event(), threading.Event()

    def __call__(self, files):
        self.at_work.set()
        assert self.may_go_on.wait(60)
        self.flushed.append(set(files))


@pytest.fixture
def disk(monkeypatch):
    made = Disk()
    monkeypatch.setattr(flushing, "flush", made)
    return made


def test_a_slow_disk_holds_nobody_up_and_takes_what_came_up_meanwhile_together(disk):
    files = Flushing()
    for name in "abc":
        files.add(name)
    assert disk.at_work.wait(60)
    assert disk.flushed == []
    disk.may_go_on.set()
    files.wait()
    assert disk.flushed == [{"a"}, {"b", "c"}]
    files.wait()
    assert len(disk.flushed) == 2
    files.close()


def test_a_failure_is_told_to_who_waits_and_only_once(monkeypatch):
    def fails(_):
        raise OSError(5, "broken")

    monkeypatch.setattr(flushing, "flush", fails)
    files = Flushing()
    files.add("a")
    with pytest.raises(OSError, match="broken"):
        files.wait()
    files.wait()
    files.close()


def test_when_no_thread_can_begin_any_more_they_are_flushed_at_once(disk):
    disk.may_go_on.set()
    files = Flushing()
    files.close()
    files.add("a")
    assert disk.flushed == [{"a"}]
    files.wait()


def test_a_file_that_is_gone_is_passed_over(tmp_path):
    files = Flushing()
    (tmp_path / "there").touch()
    files.add(tmp_path / "there", tmp_path / "gone")
    files.wait()
    files.close()
