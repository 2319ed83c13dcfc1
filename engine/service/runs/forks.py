"""Answers to the questions about forks, from the folders of runs alone."""

from __future__ import annotations

from typing import assert_never

from engine.runs.family.kept_points import KeptPoints, kept_points
from engine.runs.family.parent import lies_at, read_parent
from engine.runs.folder import RunFolder
from engine.service.answers import KnownParent
from engine.service.fork_questions import FindParent, ListForkPoints, OfForks


def answered(question: OfForks) -> KeptPoints | KnownParent | None:
    """Raises LayerscopeError in words."""
    match question:
        case ListForkPoints(run=run):
            return kept_points(RunFolder.open(run))
        case FindParent(run=run):
            return _parent(RunFolder.open(run))
        case _:
            assert_never(question)


def _parent(run: RunFolder) -> KnownParent | None:
    parent = read_parent(run.parent_file)
    return None if parent is None else KnownParent(run.path, parent, lies_at(parent, run.path))
