"""Runs to be listed, and forks among them, without a folder."""

from pathlib import Path

from engine.runs.collection.run_list import RunSummary
from engine.runs.family.parent import Parent


def summary(number, **fields):
    """The run of this number, as it stands in a list."""
    name = f"2026-11-{number:02d}_1745{number:02d}_lenet-5_k3f"
    values = {"title": f"LeNet {number}", "step": 100 * number, "accuracy": 0.9 + number / 1000, "state": "finished"}
    return RunSummary(Path("/runs") / name, name, **{**values, **fields})


def forked(number, parent, step=8, **fields):
    """A run that was forked from another one."""
    return summary(number, parent=Parent(str(parent), step, "Gone one"), **fields)
