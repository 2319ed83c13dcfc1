"""SIGINT and SIGTERM: a checkpoint, exit status 130, and a sentence on how to go on."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.command.training.interruption import Interruption
from engine.errors import Stopped
from engine.files import write_aside
from tests.engine.command.helpers import told

ROOT = Path(__file__).resolve().parents[4]


def until(lines, words):
    """Reads up to a line that begins so."""
    assert any(line.startswith(words) for line in lines)


def long_training(runs):
    """A process of the program's own that trains for as long as it is let."""
    words = ["main.py", "train", "lenet5-sample", "--epochs", "1000", "--threads", "1", "--out", str(runs)]
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=-1, stderr=-1, text=True)


def send_after_first_step(number, runs):
    """Sends this process a signal as soon as a run among `runs` has made a step."""
    return after_first_step(lambda _: os.kill(os.getpid(), number), runs)


def after_first_step(act, runs):
    """Acts on the folder of a run as soon as one among `runs` has made a step."""

    def watch():
        while not ended.wait(0.01):
            if found := list(runs.glob("*/snapshots/000001.safetensors")):
                act(found[0].parent.parent)
                return

    ended = threading.Event()
    thread = threading.Thread(target=watch)
    thread.start()
    return thread, ended


@pytest.fixture
def in_front():
    """As if the tests were started in the foreground: in the background of a shell Ctrl+C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def in_the_background():
    """As a shell without jobs starts what it puts in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.usefixtures("in_front")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_with_a_checkpoint_and_the_run_goes_on_as_if_unbroken(number, tmp_path):
    before = signal.getsignal(number)
    thread, ended = send_after_first_step(number, tmp_path)
    answer = told("train", "lenet5-sample", "--steps", 1000, "--threads", 1, "--out", tmp_path, "--json")
    ended.set()
    thread.join()
    assert answer.status == 130
    figures = answer.figures
    assert figures["stopped_by"] == "interrupt"
    assert 0 < figures["steps"] < 1000
    assert answer.err.splitlines()[-1].endswith(f"main.py train {figures['run']} --resume")
    assert signal.getsignal(number) == before

    more = ("--steps", figures["steps"] + 20, "--threads", 1, "--json")
    resumed = told("train", figures["run"], "--resume", *more).figures
    unbroken = told("train", "lenet5-sample", *more, "--out", tmp_path / "unbroken").figures
    same = ["steps", "test_loss", "test_accuracy", "stopped_by"]
    assert [resumed[key] for key in same] == [unbroken[key] for key in same]


def test_a_run_that_somebody_stops_is_said_to_be_stopped(tmp_path):
    thread, ended = after_first_step(lambda run: write_aside(run / "command", b"stop"), tmp_path)
    answer = told("train", "lenet5-sample", "--steps", 1000, "--threads", 1, "--out", tmp_path)
    ended.set()
    thread.join()
    assert answer.err.splitlines()[-1].startswith("Stopped at step ")


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.usefixtures("in_front")
@pytest.mark.parametrize("json", [(), ("--json",)])
def test_before_the_first_step_no_run_is_kept_and_it_says_so(json, tmp_path, monkeypatch):
    def interrupted(data, root, progress, stopped, _budget):
        os.kill(os.getpid(), signal.SIGINT)
        while not stopped():
            threading.Event().wait(0.01)
        raise Stopped

    monkeypatch.setattr("engine.training.session.session.load", interrupted)
    answer = told("train", "lenet5-sample", "--threads", 1, "--out", tmp_path, *json)
    assert answer.status == 130
    assert answer.err.splitlines()[-1] == "Interrupted before the first step, so no run is kept."
    assert list(tmp_path.iterdir()) == []
    if json:
        assert (answer.figures["run"], answer.figures["steps"]) == (None, 0)


@pytest.mark.slow
@pytest.mark.usefixtures("in_front")
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_a_real_process_leaves_with_130(tmp_path):
    process = long_training(tmp_path)
    until(process.stderr, "Epoch 1 ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("Interrupted at step ")
    assert list(tmp_path.glob("*/result.json"))


@pytest.mark.usefixtures("in_front")
def test_a_signal_that_comes_early_is_remembered():
    heard = []
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert interruption.asked
        interruption.call(lambda: heard.append("stop"))
    assert heard == ["stop"]


@pytest.mark.usefixtures("in_front")
def test_a_second_signal_leaves_at_once():
    with Interruption() as interruption:
        interruption.call(lambda: None)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("in_the_background")
def test_what_was_ignored_stays_ignored_and_the_other_signal_is_heard():
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert not interruption.asked
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        signal.raise_signal(signal.SIGTERM)
        assert interruption.asked
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_handler_that_was_there_before_is_there_again(number):
    def own(*_):
        pass

    before = signal.signal(number, own)
    try:
        with Interruption():
            assert signal.getsignal(number) != own
        assert signal.getsignal(number) is own
    finally:
        signal.signal(number, before)


@pytest.mark.slow
@pytest.mark.usefixtures("in_the_background")
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_a_process_in_the_background_goes_on_through_ctrl_c_and_stops_when_it_is_told(tmp_path):
    process = long_training(tmp_path)
    for epoch in (1, 2):
        until(process.stderr, f"Epoch {epoch} ")
        process.send_signal(signal.SIGINT if epoch == 1 else signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("Interrupted at step ")


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
