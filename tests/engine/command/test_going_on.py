"""`train RUN --resume` goes on as the run ran; what is otherwise is told in one sentence."""

import json
import shutil
from pathlib import Path

import pytest

from engine.events import Resumed
from engine.runs.logs import read_events
from tests.engine.command.helpers import refused, told


@pytest.fixture
def run(run_folder, tmp_path):
    """A copy of the short run, to change."""
    return Path(shutil.copytree(run_folder, tmp_path / "run"))


def ran_on(run, **fields):
    """The run as if it had been trained on something else."""
    file = run / "environment.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **fields}))


def resumed(run):
    return [event for event in read_events(run / "events.jsonl") if isinstance(event, Resumed)][-1]


def test_what_is_not_said_is_as_it_was(tmp_path):
    begun = told("train", "lenet5-sample", "--steps", 100, "--threads", 2, "--out", tmp_path, "--json")
    run = Path(begun.figures["run"])
    answer = told("train", run, "--resume", "--steps", 104)
    assert answer.status == 0
    assert "bit-equal" not in answer.err
    assert resumed(run).bit_equal
    assert json.loads((run / "legs" / "2.json").read_text())["environment"]["threads"] == 2


def test_other_threads_are_allowed_said_and_recorded(run):
    answer = told("train", run, "--resume", "--steps", 104, "--threads", 2)
    assert answer.status == 0
    (line,) = [line for line in answer.err.splitlines() if "bit-equal" in line]
    assert "with 2 instead of 1 CPU threads" in line
    assert not resumed(run).bit_equal


def test_a_device_that_is_not_here_is_refused_with_what_to_do(run):
    ran_on(run, device="cuda:5", hardware="NVIDIA H200", memory_format="contiguous_format")
    sentence = refused("train", run, "--resume", "--steps", 104)
    assert "“cuda:5”" in sentence
    assert "--device cpu" in sentence
    answer = told("train", run, "--resume", "--steps", 104, "--device", "cpu", "--threads", 1)
    assert answer.status == 0
    assert "on cpu instead of cuda:5" in answer.err
    leg = json.loads((run / "legs" / "2.json").read_text())
    assert (leg["first_step"], leg["rule"], leg["project"]["training"]["budget"]["steps"]) == (
        100,
        {"kind": "go-on", "scale": 1.0},
        104,
    )
    assert leg["environment"]["memory_format"] == "contiguous_format"
    assert leg["environment"]["device"] == "cpu"


@pytest.mark.parametrize("fields", [{"precision": "float8"}, {"memory_format": "sparse"}])
def test_what_this_program_cannot_do_is_refused(run, fields):
    ran_on(run, **fields)
    assert next(iter(fields.values())) in refused("train", run, "--resume", "--steps", 104)
