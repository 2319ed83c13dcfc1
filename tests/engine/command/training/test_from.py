"""`train PROJECT --from RUN[@STEP]`: begins with the weights of a run, and says what it took over."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.runs.checkpoints import Checkpoints
from tests.engine.command.helpers import refused, told

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def fork(run_folder, tmp_path_factory):
    """A fork of the short run, with other settings."""
    runs = tmp_path_factory.mktemp("forks")
    words = ("train", "lenet5-sample", "--from", run_folder, "--steps", 12, "--seed", 4, "--threads", 1)
    return told(*words, "--set", "training.optimiser.rate=0.0005", "--out", runs, "--json")


def kept(folder, step):
    return Checkpoints(Path(folder) / "checkpoints").load(step).weights


def test_it_counts_its_own_steps_and_names_its_parent(fork, run_folder):
    assert fork.status == 0
    assert fork.figures["steps"] == 12
    assert fork.figures["parent"] == {"run": run_folder, "step": 100}
    parent = json.loads((Path(fork.figures["run"]) / "parent.json").read_text())
    assert (parent["run"], parent["step"], parent["behind"]["steps"]) == (run_folder, 100, 100)


def test_it_says_what_was_taken_over_and_logs_that(fork):
    (line,) = [line for line in fork.err.splitlines() if line.startswith("Begins with the weights of")]
    assert "all 5 layers with weights are kept. The optimiser goes on with the state" in line
    first = (Path(fork.figures["run"]) / "events.jsonl").read_text().splitlines()[0]
    assert json.loads(first)["what"] == line


def test_its_first_weights_are_those_of_the_parent(fork, run_folder):
    import numpy as np
    import safetensors.numpy

    first = safetensors.numpy.load_file(Path(fork.figures["run"]) / "snapshots" / "000000.safetensors")
    before = kept(run_folder, 100)
    assert all(np.array_equal(first[name], before[name]) for name in before)


def test_project_and_seed_are_those_of_the_command(fork):
    project = json.loads((Path(fork.figures["run"]) / "project.json").read_text())
    assert project["training"]["seed"] == 4
    assert project["training"]["optimiser"]["rate"] == 0.0005


def test_a_run_that_is_none_has_no_parent(short_run):
    assert short_run.figures["parent"] is None


def test_runs_name_the_parent_too(fork, run_folder):
    folder = Path(fork.figures["run"])
    (listed,) = told("runs", folder.parent, "--json").figures
    assert listed["parent"] == {"run": run_folder, "step": 100}
    assert f"{Path(run_folder).name}@100" in told("runs", folder.parent).out


def test_from_a_snapshot_the_optimiser_begins_anew(run_folder, tmp_path):
    answer = told(
        "train", "lenet5-sample", "--from", f"{run_folder}@64", "--steps", 2, "--threads", 1, "--out", tmp_path
    )
    assert answer.status == 0
    assert "The optimiser begins anew" in answer.err


@pytest.mark.parametrize("step", ["33", "0101", "100000000000000000000"])
def test_a_step_that_is_not_kept_is_refused_with_the_nearest(run_folder, step, tmp_path):
    sentence = refused("train", "lenet5-sample", "--from", f"{run_folder}@{step}", "--out", tmp_path)
    assert "The nearest kept step" in sentence
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "names no run"),
        ("@5", "“@5” names no run"),
        ("/nowhere", "There is no run"),
        ("/nowhere@5", "There is no run"),
        ("{run}@", "After the @ stands a step"),
        ("{run}@last", "After the @ stands a step, not “last”"),
        ("{run}@-1", "After the @ stands a step"),
        ("lenet5-sample", "There is no run"),
    ],
)
def test_what_is_no_run_or_step_is_refused(run_folder, source, why, tmp_path):
    assert why in refused("train", "lenet5-sample", "--from", source.format(run=run_folder), "--out", tmp_path)


def test_a_run_that_goes_on_begins_from_no_other(run_folder):
    assert "--from cannot be used with --resume" in refused("train", run_folder, "--resume", "--from", run_folder)


def test_a_folder_with_an_at_in_its_name(run_folder, tmp_path):
    copy = shutil.copytree(run_folder, tmp_path / "run@5")
    words = ("train", "lenet5-sample", "--steps", 2, "--threads", 1, "--out", tmp_path, "--json", "--from")
    assert told(*words, copy).figures["parent"] == {"run": str(copy), "step": 100}
    assert told(*words, f"{copy}@1").figures["parent"] == {"run": str(copy), "step": 1}


def test_a_fork_goes_on_without_its_parent_and_says_that_it_is_gone(run_folder, tmp_path):
    parent = shutil.copytree(run_folder, tmp_path / "parent")
    words = ("--threads", 1, "--json")
    begun = told("train", "lenet5-sample", "--from", parent, "--steps", 2, "--out", tmp_path, *words)
    folder = begun.figures["run"]
    assert "gone" not in told("train", folder, "--resume", "--steps", 3, *words).err
    shutil.rmtree(parent)
    answer = told("train", folder, "--resume", "--steps", 4, *words)
    assert (answer.status, answer.figures["steps"]) == (0, 4)
    assert answer.figures["parent"] == {"run": str(parent), "step": 100}
    assert "was forked from at step 100 is gone" in answer.err


def test_another_network_keeps_what_fits(run_folder, tmp_path):
    words = ("train", "lenet5-sample", "--from", run_folder, "--set", "network.1.filters=7", "--steps", 2)
    answer = told(*words, "--threads", 1, "--out", tmp_path)
    assert answer.status == 0
    assert "3 of 5 layers with weights are kept. Made anew: Layer 1 (" in answer.err


@pytest.mark.slow
def test_the_real_thing(run_folder, tmp_path):
    words = ("train", "lenet5-sample", "--from", f"{run_folder}@100", "--steps", "2", "--out", tmp_path, "--json")
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", *words], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["parent"]["step"] == 100
