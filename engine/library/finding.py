"""Finding: what a name stands for: a recipe, a project file, a file with a model, or a run."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TypeAlias

from engine.errors import InputError
from engine.library.run import Run
from engine.platform import expanded
from engine.project.data.sources import AnySource
from engine.project.project import Project, read_project
from engine.project.recipes import NAMES, read_recipe
from engine.runs.folder import RunFolder, runs_root
from engine.runs.run_images import images_root
from engine.text import did_you_mean, told

RunLike: TypeAlias = str | os.PathLike[str]  # a Run too, as it stands for its folder
ProjectLike: TypeAlias = Project | RunLike


def read(project: ProjectLike) -> Project:
    """The project that a name stands for.

    A name is that of a recipe, of a project file, of a file that holds a project with its model, of a run's folder, or
    the id of a run in the usual place. A Project is given back as it is. Raises InputError, in words.
    """
    if isinstance(project, Project):
        return project
    if (run := run_meant(project)) is not None:
        return run.project
    name = spelled(project)
    if name in NAMES:
        return read_recipe(name)
    if name and (_exists(Path(name)) or _is_meant_as_file(name)):
        return _in_file(Path(name))
    raise InputError(f"There is no project, recipe or run “{name}”.", did_you_mean(name, NAMES))


def open_run(run: RunLike) -> Run:
    """The run in a folder, or by its id in the usual place. Raises RunFolderError, in words."""
    name = spelled(run)
    return _run_at(name) or Run(RunFolder.open(Path(name)))


def run_meant(project: ProjectLike) -> Run | None:
    """The run whose project `read` gives; None for a recipe, a file or a project."""
    if isinstance(project, Project) or (name := spelled(project)) in NAMES:
        return None
    return _run_at(name)


def data_folder(run: Run | None, source: AnySource, given: Path | None) -> Path | None:
    """Where images lie: as given, or where those of a run were when it was trained, or in the usual place (None)."""
    return given if given is not None or run is None else images_root(run.path, source, None)


def path_given(name: object) -> Path | None:
    """A file or folder, as whoever calls the library names it; raises InputError for what names none."""
    return None if name is None else path_needed(name)


def path_needed(name: object) -> Path:
    """The same where nothing is no answer."""
    if isinstance(name, str | os.PathLike) and "\0" not in os.fsdecode(name):
        return expanded(name)
    raise InputError(f"A file or folder is given by its path, not as {told(name)}.", "Give text or a Path.")


def _run_at(name: str) -> Run | None:
    for path in (Path(name), runs_root() / name):
        if name and _exists(path) and path.is_dir():
            return Run(RunFolder.open(path))
    return None


def _in_file(path: Path) -> Project:
    """The project in a project file, or in a file that also holds a model."""
    if not (path.is_file() and zipfile.is_zipfile(path)):
        return read_project(path)
    from engine.exchange.archive import open_archive

    return open_archive(path)[0]


def spelled(name: object) -> str:
    """The text of a name or path; raises InputError for what is none."""
    if isinstance(name, str | os.PathLike):
        text = os.fsdecode(name)
        return str(expanded(text)) if text.startswith("~") else text
    raise InputError(f"A value of the type {type(name).__name__} names no project and no run.", "Give a name or path.")


def _is_meant_as_file(name: str) -> bool:
    return Path(name).name != name or bool(Path(name).suffix)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a zero byte
        return False
