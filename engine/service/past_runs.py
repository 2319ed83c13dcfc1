"""Past runs: each as one line of a list, and one whole, as the window shows it again."""

from __future__ import annotations

from pathlib import Path

from engine.errors import LayerscopeError
from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from engine.service.answers import RunSummary, RunView, Shown
from engine.service.showing import Showing

STATES = {"budget": "finished", "user": "stopped", "interrupt": "interrupted", "failure": "failed"}


def run_list(runs: Path | None) -> list[RunSummary]:
    """Every run, newest first; one that never ended, or is damaged, says so."""
    return [_summary(run) for run in RunFolder.list(runs)]


def run_view(showing: Showing, path: Path, step: int | None) -> RunView:
    """One run, whose newest weights, or those of a step, become the shown model.

    Raises RunFolderError or ProjectError, in words.
    """
    reader = RunReader(path)
    project, run = reader.project(), reader.folder
    shown = None
    if reader.kept_steps():
        found, tensors = reader.tensors(step)
        shown = showing.weights(tensors, Shown("saved", project, 0, found, run.id, run.path))
    return RunView(run.path, project, tuple(reader.events()), reader.steps(), shown)


def _summary(run: RunFolder) -> RunSummary:
    try:
        title = run.project().title
        steps = RunReader(run.path).kept_steps()
    except (LayerscopeError, OSError):
        return RunSummary(run.path, run.id, run.id, 0, None, "unreadable")
    result = run.result()
    if result is None:
        return RunSummary(run.path, run.id, title, max(steps, default=0), None, "not finished")
    state, speed = STATES[result.stopped_by], result.images_per_second
    return RunSummary(run.path, run.id, title, result.steps, result.test_accuracy, state, speed, result.seconds)
