"""A run as the window shows it again: its figures, and the model that it left."""

from __future__ import annotations

from pathlib import Path

from engine.runs.reader import RunReader
from engine.service.answers import RunView, Shown
from engine.service.showing import Showing


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
