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
from tests.engine.queue.workers import LENET, MLP

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
    project = assigned(LENET, "training.budget.epochs=3")
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
    words = ("--set", "training.budget.epochs=3", "--threads", entry.threads, "--out", tmp_path / "unbroken", "--json")
    unbroken = told("train", "lenet5-sample", *words).figures
    assert RunFolder(queue.runs / entry.run).result().test_accuracy == unbroken["test_accuracy"]


DIES_AT_ONCE = """
import os, signal, sys
from pathlib import Path
from engine.queue.queue import Queue
from engine.queue.starting import start_training
from engine.queue.worker import Worker

def start(queue, entry):
    start_training(queue, entry)
    os.kill(os.getpid(), signal.SIGKILL)

Worker(Queue(Path(sys.argv[1])), start).work(lambda _: True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_a_process_that_nobody_wrote_down_is_found_and_trains_alone(tmp_path):
    queue = Queue(tmp_path / "runs")
    add(queue, [Wanted(assigned(MLP, "training.budget.epochs=1"))])
    subprocess.run([sys.executable, "-c", DIES_AT_ONCE, str(queue.runs)], cwd=ROOT, check=False)
    assert (queue.read().entries[0].state, queue.read().entries[0].process) == ("running", None)
    worker(queue).communicate(timeout=PATIENCE_SECONDS)
    (entry,) = queue.read().entries
    assert (entry.state, entry.deaths) == ("done", 0)
    assert [path.name for path in queue.runs.iterdir() if not path.name.startswith(".")] == [entry.run]
