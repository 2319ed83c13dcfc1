"""Past runs: each as one line of a list, and one whole, as the window shows it again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from torch import Tensor

from engine.answers import Curve, RunSummary, RunView, Shown
from engine.errors import ProjectError, RunFolderError
from engine.showing import Showing
from engine.training.checkpoint import Checkpoints
from engine.training.log import Records, read_events, read_steps
from engine.training.run import RunFolder
from engine.training.snapshots import Snapshots

STATES = {"budget": "finished", "user": "stopped", "interrupt": "interrupted", "failure": "failed"}


def run_list(runs: Path | None) -> list[RunSummary]:
    """Every run, newest first; one that never ended, or is damaged, says so."""
    return [_summary(run) for run in RunFolder.list(runs)]


def run_view(showing: Showing, path: Path, step: int | None) -> RunView:
    """One run, whose newest weights, or those of a step, become the shown model.

    Raises RunFolderError or ProjectError, in words.
    """
    run = RunFolder.open(path)
    project = run.project()
    found, tensors = _weights(run, step)
    shown = None
    if tensors is not None:
        shown = showing.weights(tensors, Shown("saved", project, 0, found, run.id, run.path))
    events = tuple(read_events(run.events_file))
    return RunView(run.path, project, events, curve(read_steps(run.steps_file)), shown)


def curve(records: Records) -> Curve:
    """The records of the step log as arrays."""
    accuracy = records["correct"] / np.maximum(records["images"], 1)
    return Curve(
        records["step"].astype(np.int64),
        records["loss"].astype(np.float32),
        accuracy.astype(np.float32),
        records["rate"].astype(np.float32),
    )


def _weights(run: RunFolder, step: int | None) -> tuple[int, dict[str, Tensor] | None]:
    if step is not None:
        return step, Snapshots(run.snapshots).load(step)
    checkpoint, _ = Checkpoints(run.checkpoints).newest()
    return (0, None) if checkpoint is None else (checkpoint.position.step, checkpoint.weights)


def _summary(run: RunFolder) -> RunSummary:
    try:
        title = run.project().title
        steps = len(read_steps(run.steps_file))
    except (ProjectError, RunFolderError, OSError):
        return RunSummary(run.path, run.id, run.id, 0, None, "unreadable")
    result = run.result()
    if result is None:
        return RunSummary(run.path, run.id, title, steps, None, "not finished")
    state, speed = STATES[result.stopped_by], result.images_per_second
    return RunSummary(run.path, run.id, title, result.steps, result.test_accuracy, state, speed, result.seconds)
