"""The last run of a project: the newest that trained its network on its data. Needs no torch."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.errors import LayerscopeError
from engine.project.data.renaming import same_but_for_names
from engine.project.project import Project
from engine.runs.collection.beginning import named_moment
from engine.runs.collection.run_list import RunSummary, run_summary
from engine.runs.folder import RunFolder


def last_run_of(project: Project, runs: Path, go_on: Callable[[], None]) -> RunSummary | None:
    """Whatever its settings of training and what classes are called; None where none made a step.

    `go_on` is called before each run is read, and ends the search by what it raises.
    """
    names = sorted((folder.path.name for folder in RunFolder.list(runs)), key=_age, reverse=True)
    for name in names:
        go_on()
        with suppress(LayerscopeError):  # one that cannot be read, or never made a step
            if _is_of(project, RunFolder(runs / name)) and (found := run_summary(runs / name)).step:
                return found
    return None


def _age(name: str) -> tuple[str, str]:
    return named_moment(name), name


def _is_of(project: Project, run: RunFolder) -> bool:
    told = run.project()
    return told.network == project.network and same_but_for_names(told.data, project.data)
