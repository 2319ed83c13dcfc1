"""Listing: the runs in a folder, from their small files alone."""

from __future__ import annotations

from engine.errors import InputError
from engine.library.finding import path_given
from engine.runs.collection.run_list import RunSummary, run_list
from engine.runs.folder import PROJECT_NAME, runs_root


def list_runs(folder: object = None) -> list[RunSummary]:
    """All runs in a folder, or in the usual place, newest first; needs no torch. Raises InputError for no folder."""
    given = path_given(folder)
    if given is None:
        return run_list(runs_root())
    if given.is_file():
        raise InputError(f"“{given}” is a file, no folder of runs.", "Name the folder that runs lie in.")
    if not given.is_dir():
        raise InputError(f"There is no folder “{given}”.", "Name one that holds runs, or none for the usual place.")
    if (given / PROJECT_NAME).is_file():
        raise InputError(f"“{given}” is a run itself.", f"Name the folder that it lies in, “{given.parent}”.")
    return run_list(given)
