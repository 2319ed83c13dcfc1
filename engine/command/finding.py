"""Finding: what a name on the command line stands for: a recipe, a project file or a run."""

from __future__ import annotations

import zipfile
from pathlib import Path

from engine.errors import InputError
from engine.project.project import Project, read_project
from engine.project.recipes import NAMES, read_recipe
from engine.runs.folder import RunFolder, runs_root
from engine.typed.wording import did_you_mean


def find_project(name: str) -> Project:
    """The project that a name stands for: recipe, file or run; raises InputError in words."""
    if name in NAMES:
        return read_recipe(name)
    if (run := run_meant(name)) is not None:
        return run.project()
    if name and (_exists(Path(name)) or _is_meant_as_file(name)):
        return _in_file(Path(name))
    raise InputError(f"There is no project, recipe or run “{name}”.", did_you_mean(name, NAMES))


def _in_file(path: Path) -> Project:
    """The project in a project file, or in a file that also holds a model."""
    if not (path.is_file() and zipfile.is_zipfile(path)):
        return read_project(path)
    from engine.exchange.archive import open_archive

    return open_archive(path)[0]


def find_run(name: str) -> RunFolder:
    """The run that a name stands for: a folder, or the id of a run in the usual place; raises InputError in words."""
    return run_at(name) or RunFolder.open(Path(name))


def run_meant(name: str) -> RunFolder | None:
    """The run whose project `find_project` gives; None for a recipe, a file or nothing."""
    return None if name in NAMES else run_at(name)


def run_at(name: str) -> RunFolder | None:
    """The run in a folder, or by its id in the usual place; None where there is none."""
    for path in (Path(name), runs_root() / name):
        if name and _exists(path) and path.is_dir():
            return RunFolder.open(path)
    return None


def _is_meant_as_file(name: str) -> bool:
    return Path(name).name != name or bool(Path(name).suffix)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a zero byte
        return False
