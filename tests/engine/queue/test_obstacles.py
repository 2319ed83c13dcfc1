"""What keeps a worker from starting a run: full disks, lost programs, runs outside; it waits or says why."""

import errno

import pytest
from msgspec import structs

from engine.errors import NewerVersion, RunFolderError
from engine.queue import worker as working
from engine.queue.worker import Worker
from tests.engine.queue.workers import Child


def test_a_full_disk_begins_nothing_and_says_so(bench, monkeypatch):
    bench.add()
    usage = working.shutil.disk_usage
    monkeypatch.setattr(working.shutil, "disk_usage", lambda path: usage(path)._replace(free=10**6))
    assert bench.worker.turn(), "it waits"
    assert (bench.states, bench.queue.read().waits) == (["waiting"], working.FULL)
    monkeypatch.setattr(working.shutil, "disk_usage", usage)
    bench.worker.turn()
    assert (bench.states, bench.queue.read().waits) == (["running"], "")


def test_a_queue_that_cannot_be_written_begins_no_process(bench, monkeypatch):
    bench.add()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.queue.queue.write_aside", full)
    with pytest.raises(RunFolderError, match="is full"):
        bench.worker.turn()
    assert bench.started == []


def test_a_program_that_was_moved_begins_nothing(bench, monkeypatch, tmp_path):
    bench.add()
    monkeypatch.setattr(working, "PROGRAM", tmp_path / "gone.py")
    assert not bench.worker.turn()
    assert (bench.states, bench.queue.read().waits) == (["waiting"], working.MOVED)


def test_one_whose_project_is_gone_fails_in_words(bench):
    bench.add()
    (bench.queue.projects / bench.entries[0].project).unlink()
    assert not bench.worker.turn()
    assert bench.states == ["failed"]
    assert bench.entries[0].why.endswith("There is no such file.")


def test_runs_outside_the_queue_take_their_cores(bench, monkeypatch):
    other = bench.queue.runs / "other"
    bench.add(seeds=2)
    child = Child(bench.queue, structs.replace(bench.entries[0], run="other"))
    other.mkdir(parents=True)
    (other / "project.json").write_bytes(b"{}")
    child.begins()
    monkeypatch.setattr(working, "lives", lambda _: True)
    bench.worker.turn()
    assert bench.states == ["running", "waiting"]
    assert not bench.queue.read().waits, "one of its own trains"


def test_a_queue_that_waits_for_a_run_outside_says_so(bench, monkeypatch):
    bench.add()
    monkeypatch.setattr(Worker, "_others", lambda *_: [2])
    assert bench.worker.turn()
    assert (bench.states, bench.queue.read().waits) == (["waiting"], working.BUSY)
    monkeypatch.setattr(Worker, "_others", lambda *_: [])
    assert bench.worker.turn()
    assert (bench.states, bench.queue.read().waits) == (["running"], "")


def test_a_process_that_cannot_be_started_waits_and_says_why(bench, monkeypatch):
    bench.add()
    start = bench._start

    def refused(*_):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(bench, "_start", refused)
    worker = bench.new_worker()
    assert worker.turn()
    assert (bench.states, bench.entries[0].threads) == (["waiting"], 0)
    assert "resource temporarily unavailable" in bench.queue.read().waits
    monkeypatch.setattr(worker, "_start", start)
    worker.turn()
    assert (bench.states, bench.queue.read().waits) == (["running"], "")


def test_a_newer_queue_ends_the_worker_in_words(bench):
    bench.add()

    def wait(_seconds):
        bench.queue.file.write_text('{"version": 99, "entries": []}')
        return True

    with pytest.raises(NewerVersion):
        bench.worker.work(wait)
    assert bench.queue.worker() is None
