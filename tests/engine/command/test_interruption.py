"""SIGINT and SIGTERM: a checkpoint, exit status 130, and a sentence on how to go on."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.command.interruption import Interruption
from tests.engine.command.helpers import told

ROOT = Path(__file__).resolve().parents[3]


def send_after_first_checkpoint(number, runs):
    """Sends this process a signal as soon as a run among `runs` has begun."""

    def watch():
        while not ended.wait(0.01):
            if list(runs.glob("*/checkpoints/000000/manifest.json")):
                os.kill(os.getpid(), number)
                return

    ended = threading.Event()
    thread = threading.Thread(target=watch)
    thread.start()
    return thread, ended


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_with_a_checkpoint_and_the_run_goes_on_as_if_unbroken(number, tmp_path):
    before = signal.getsignal(number)  # ignored where the tests run in the background of a shell
    thread, ended = send_after_first_checkpoint(number, tmp_path)
    answer = told("train", "lenet5-sample", "--steps", 1000, "--threads", 1, "--out", tmp_path, "--json")
    ended.set()
    thread.join()
    assert answer.status == 130
    figures = answer.figures
    assert figures["stopped_by"] == "interrupt"
    assert 0 <= figures["steps"] < 1000
    assert answer.err.splitlines()[-1].endswith(f"main.py train {figures['run']} --resume")
    assert signal.getsignal(number) == before

    more = ("--steps", figures["steps"] + 20, "--threads", 1, "--json")
    resumed = told("train", figures["run"], "--resume", *more).figures
    unbroken = told("train", "lenet5-sample", *more, "--out", tmp_path / "unbroken").figures
    same = ["steps", "test_loss", "test_accuracy", "stopped_by"]
    assert [resumed[key] for key in same] == [unbroken[key] for key in same]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_a_real_process_leaves_with_130(tmp_path):
    words = ["main.py", "train", "lenet5-sample", "--epochs", "1000", "--threads", "1", "--out", str(tmp_path)]
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=-1, stderr=-1, text=True)
    for line in process.stderr:
        if line.startswith("Epoch 1 "):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("Interrupted at step ")
    assert list(tmp_path.glob("*/result.json"))


def test_a_signal_that_comes_early_is_remembered():
    heard = []
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert interruption.asked
        interruption.call(lambda: heard.append("stop"))
    assert heard == ["stop"]


def test_a_second_signal_leaves_at_once():
    with Interruption() as interruption:
        interruption.call(lambda: None)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_other_threads_take_no_signals():
    before = signal.getsignal(signal.SIGINT)
    found = []

    def work():
        with Interruption():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [before]
