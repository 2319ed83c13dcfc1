"""Resuming: what a run knows of its data, and whether it has anything left to do."""

from __future__ import annotations

from pathlib import Path

from msgspec import UNSET

from engine.data.facts import looked_up
from engine.errors import InputError
from engine.figures import counted
from engine.library.run import Run
from engine.project.project import Project, epoch_steps, with_facts
from engine.project.training.rates import total_steps
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps


def with_facts_here(project: Project, root: Path | None, resumed: Run | None = None) -> Project:
    """The project with the facts of its data: of the run that it goes on with, else as they lie under `root`."""
    begun = None if resumed is None else resumed.project
    return looked_up(project, root) if begun is None or begun.here is UNSET else with_facts(project, begun.facts)


def budget_steps(project: Project) -> int:
    """Steps of the project's whole budget."""
    return total_steps(project.training, epoch_steps(project))


def refuse_done(folder: RunFolder, project: Project, hint: str = "Give it a larger budget.") -> None:
    """Raises InputError when nothing is left to do of the project's budget."""
    done, result, total = logged_steps(folder.steps_file), folder.result(), budget_steps(project)
    if done > total:
        raise InputError(f"The run “{folder.id}” has done {done:,} steps already, more than {total:,}.", hint)
    if done == total and result and result.stopped_by == "budget":
        raise InputError(f"The run “{folder.id}” is complete.", hint)
    minutes, had = project.training.budget.minutes, folder.latest_project().training.budget.minutes
    if result and result.stopped_by == "time" and 0 < minutes <= had:
        raise InputError(f"The run “{folder.id}” has taken its {counted(had, 'minute')}.", "Give it more minutes.")
