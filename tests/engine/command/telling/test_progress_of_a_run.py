"""What `train` says of a run as it goes, from its device to its last steps."""

import re

import numpy as np
import pytest

from engine.runs.logs import read_events, read_steps
from tests.engine.command.helpers import refused, told

WORDS = ("train", "lenet5-sample", "--threads", 1, "--set", "training.batch=500", "--set", "training.evaluate_every=6")


def test_device_epochs_evaluations_and_mean_losses(tmp_path):
    answer = told(*WORDS, "--steps", 20, "--every", 8, "--out", tmp_path, "--json")
    (folder,) = tmp_path.iterdir()
    losses = read_steps(folder / "steps.bin")["loss"].astype(np.float64)
    lines = answer.err.splitlines()
    assert "On the CPU with 1 thread." in lines
    (epoch,) = [line for line in lines if line.startswith("Epoch 1, step 16: loss ")]
    assert re.search(r"[0-9.]+ % right, [0-9.]+ s, [0-9,]+ images/s$", epoch)
    means = [line for line in lines if "mean loss" in line]
    assert [line.partition(": mean")[0] for line in means] == [
        "Steps 1 to 8",
        "Steps 9 to 16",
        "Steps 17 to 20 (only 4 steps)",
    ]
    assert [float(line.rpartition(" ")[2]) for line in means] == pytest.approx(
        [losses[:8].mean(), losses[8:16].mean(), losses[16:].mean()], abs=0.01
    )
    assert lines.index(means[1]) < lines.index(epoch) < lines.index(means[2])
    tried = [event.step for event in read_events(folder / "events.jsonl") if hasattr(event, "confusion")]
    assert tried == [6, 12, 16, 18, 20]


def test_windows_of_no_steps_are_refused():
    assert refused(*WORDS, "--every", 0).startswith("--every: must be a whole number from 1")
