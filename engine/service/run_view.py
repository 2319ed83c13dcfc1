"""A run as the window shows it again, read from its folder without torch."""

from __future__ import annotations

from pathlib import Path

from engine.project.data_settings import steps_per_epoch
from engine.project.project import Project, training_images
from engine.project.schedules import total_steps
from engine.runs.reader import RunReader
from engine.service.answers import RunView


def run_view(path: Path) -> RunView:
    """One run; raises RunFolderError or ProjectError, in words."""
    reader = RunReader(path)
    run, project = reader.folder, reader.folder.latest_project()
    events, steps = tuple(reader.events()), reader.steps()
    return RunView(run.path, project, events, steps, bool(reader.kept_steps()), steps_in_all(project))


def steps_in_all(project: Project) -> int:
    """Steps of the project's whole budget."""
    each = steps_per_epoch(max(1, training_images(project)), project.training.batch)
    return total_steps(project.training, each)
