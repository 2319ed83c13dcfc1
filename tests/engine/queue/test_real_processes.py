"""A queue with processes that really train, killed as a power cut would."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.processes import lives
from engine.project.assignments import assigned
from engine.queue.adding import Wanted, add
from engine.queue.queue import Queue
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps
from tests.engine.command.helpers import told
from tests.engine.queue.workers import LENET

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 120


def worker(queue):
    return subprocess.Popen(
        [sys.executable, "main.py", "queue", "--work", "--out", str(queue.runs), "--json"], cwd=ROOT, stdout=-1
    )


def until(found):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return value


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_worker_and_run_are_killed_and_the_next_worker_goes_on_as_if_nothing_had_been(tmp_path):
    queue = Queue(tmp_path / "runs")
    project = assigned(LENET, "training.budget.epochs=6")
    add(queue, [Wanted(project)])
    first = worker(queue)
    run = RunFolder(queue.runs / until(lambda: queue.read().entries[0].run))
    until(lambda: logged_steps(run.steps_file) > 100)
    process = queue.read().entries[0].process
    first.kill()
    os.kill(process.pid, signal.SIGKILL)
    first.communicate()
    until(lambda: not lives(process))
    second = worker(queue)
    second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 0
    (entry,) = queue.read().entries
    assert (entry.state, entry.run, entry.deaths) == ("done", run.id, 0)
    words = ("--set", "training.budget.epochs=6", "--threads", entry.threads, "--out", tmp_path / "unbroken", "--json")
    unbroken = told("train", "lenet5-sample", *words).figures
    assert RunFolder(queue.runs / entry.run).result().test_accuracy == unbroken["test_accuracy"]
