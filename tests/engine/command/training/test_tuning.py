"""--tune: what was tried is told as a table in words, the run takes the best, and options that clash are refused."""

import json
import signal
from pathlib import Path

import pytest

from engine.command import arguments
from engine.errors import Stopped
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder
from engine.training.tuning import proof, race, remembered, tuner
from tests.engine.command.helpers import refused, told
from tests.engine.training.tuning.fakes import all_win, none_wins

WORDS = ("train", "lenet5-sample", "--steps", 3, "--device", "cpu")


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(race, "BLOCK", 0.01)
    monkeypatch.setattr(proof, "SECONDS", 0.0)


def environment(answer):
    return read_environment(RunFolder.open(Path(answer.figures["run"])).environment_file)


def test_the_table_is_told_and_the_run_takes_the_best(tmp_path, monkeypatch):
    for module in (tuner, remembered):
        monkeypatch.setattr(module, "thread_counts", lambda: (1, 2))
    monkeypatch.setattr(tuner.Race, "winners", all_win)
    answer = told(*WORDS, "--tune", "--out", tmp_path, "--json")
    assert answer.status == 0
    lines = answer.err.splitlines()
    assert sum("× as fast" in line for line in lines) >= 3
    assert sum(line.endswith(": as it is now") for line in lines) == 1
    assert any("limit" in line for line in lines)
    found = answer.figures["tuned"]
    assert set(found) == {"threads", "memory_format", "precision", "optimiser_form", "times_as_fast"}
    ran_on = environment(answer)
    assert ran_on.setup_by == "tuned"
    assert all(getattr(ran_on, name) == found[name] for name in found if name != "times_as_fast")
    (best,) = [line for line in lines if line.startswith("* ")]
    assert "same results" in best or best.endswith(": as it is now")  # whichever was the fastest just now


def test_where_nothing_is_faster_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tuner.Race, "winners", none_wins)
    answer = told(*WORDS, "--tune", "--lower-precision", "--out", tmp_path, "--json")
    sentences = ("As fast as it gets on this computer: ", "Nothing was faster every time, so it stays as it is: ")
    assert any(f"{sentence}1 thread, channels last." in answer.err for sentence in sentences)
    assert "bfloat16 was not tried" in answer.err
    assert answer.figures["tuned"]["times_as_fast"] == 1.0


def test_what_was_found_can_be_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(tuner.Race, "winners", all_win)
    told(*WORDS, "--tune", "--out", tmp_path, "--json")
    assert environment(told(*WORDS, "--out", tmp_path, "--json")).setup_by == "tuned"
    assert environment(told(*WORDS, "--forget-tuned", "--out", tmp_path, "--json")).setup_by == "default"
    assert environment(told(*WORDS, "--out", tmp_path, "--json")).setup_by == "default"


def test_more_threads_than_cores_are_remarked_upon(tmp_path, monkeypatch):
    monkeypatch.setattr(arguments, "thread_counts", lambda: (1, 2))
    remark = "threads on 2 cores: they wait for each other."
    assert f"3 {remark}" in told(*WORDS, "--threads", 3, "--out", tmp_path).err
    assert remark not in told(*WORDS, "--threads", 2, "--out", tmp_path).err


def test_without_it_nothing_was_tuned(tmp_path):
    assert "tuned" not in told(*WORDS, "--threads", 1, "--out", tmp_path, "--json").figures


@pytest.mark.usefixtures("interruptible")
def test_interrupted_while_it_tries_no_run_is_kept(tmp_path, monkeypatch):
    def interrupted(*_, **__):
        signal.raise_signal(signal.SIGINT)
        raise Stopped

    monkeypatch.setattr("engine.library.training.tuning.tuned_on", interrupted)
    answer = told(*WORDS, "--tune", "--out", tmp_path / "runs")
    assert answer.status == 130
    assert answer.err.splitlines()[-1] == "Interrupted before the first step, so no run is kept."
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--lower-precision", "--threads", "1"), "--lower-precision and --threads exclude each other."),
        (("--tune", "--resume"), "--tune cannot be used with --resume."),
        (("--forget-tuned", "--resume"), "--forget-tuned cannot be used with --resume."),
        (("--tune", "--threads", 2), "--tune and --threads exclude each other."),
    ],
)
def test_options_that_clash_are_refused(words, sentence):
    assert sentence in refused("train", "lenet5-sample", *words)


def test_the_library_says_the_same():
    import engine

    told_of = []
    tuned = engine.tune("lenet5-sample", device="cpu", progress=lambda *said: told_of.append(said))
    assert tuned.sentence.endswith(".")
    assert told_of[-1][0].startswith("Trying ")
    assert json.dumps([row.sentence for row in tuned.rows])
