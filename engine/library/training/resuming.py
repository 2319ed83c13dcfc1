"""Resuming: what a run knows of its data, and whether it has anything left to do."""

from __future__ import annotations

from pathlib import Path

from msgspec import UNSET

from engine.data.facts import looked_up
from engine.errors import InputError
from engine.events import Evaluated
from engine.figures import counted
from engine.library.run import Run
from engine.project.project import Project, epoch_steps, with_facts
from engine.project.training.rate.rates import total_steps
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps, read_events, read_steps
from engine.training.course.time_limit import TimeLimit


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
    if result and _time_is_over(folder, project):
        minutes = counted(project.training.budget.minutes, "minute")
        raise InputError(f"The run “{folder.id}” has taken its {minutes}.", "Give it more minutes.")


def _time_is_over(folder: RunFolder, project: Project) -> bool:
    """Whether the limit in minutes would end it before its next step."""
    limit = TimeLimit(project.training.budget, read_steps(folder.steps_file))
    limit.evaluations = sum(event.seconds for event in read_events(folder.events_file) if isinstance(event, Evaluated))
    return limit.is_over
