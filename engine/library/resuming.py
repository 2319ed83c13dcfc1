"""Resuming: whether a run has anything left to do."""

from __future__ import annotations

from engine.errors import InputError
from engine.project.data_settings import steps_per_epoch
from engine.project.project import Project, training_images
from engine.project.schedules import total_steps
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps


def budget_steps(project: Project) -> int:
    """Steps of the project's whole budget."""
    return total_steps(project.training, steps_per_epoch(training_images(project), project.training.batch))


def refuse_done(folder: RunFolder, total: int, hint: str = "Give it a larger budget.") -> None:
    """Raises InputError when nothing is left to do of so many steps."""
    done, result = logged_steps(folder.steps_file), folder.result()
    if done > total:
        raise InputError(f"The run “{folder.id}” has done {done:,} steps already, more than {total:,}.", hint)
    if done == total and result and result.stopped_by == "budget":
        raise InputError(f"The run “{folder.id}” is complete.", hint)
