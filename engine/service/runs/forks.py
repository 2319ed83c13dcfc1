"""Answers to the questions about forks, from the folders of runs alone."""

from __future__ import annotations

from contextlib import suppress
from typing import assert_never

from engine.errors import LayerscopeError, NewerVersion
from engine.runs.comparison.curves import stored_curves
from engine.runs.family.kept_points import KeptPoints, kept_points
from engine.runs.family.parent import lies_at, read_parent
from engine.runs.folder import RunFolder
from engine.service.answers import KnownParent, ParentCurves
from engine.service.fork_questions import FindParent, ListForkPoints, OfForks


def answered(question: OfForks) -> KeptPoints | ParentCurves | None:
    """Raises LayerscopeError in words."""
    match question:
        case ListForkPoints(run=run):
            return kept_points(RunFolder.open(run))
        case FindParent(run=run):
            return _with_curves(known_parent(RunFolder.open(run)))
        case _:
            assert_never(question)


def _with_curves(known: KnownParent | None) -> ParentCurves | None:
    if known is None or known.folder is None:
        return None if known is None else ParentCurves(known, None)
    with suppress(LayerscopeError):
        return ParentCurves(known, stored_curves(known.folder))
    return ParentCurves(known, None)


def known_parent(run: RunFolder) -> KnownParent | None:
    """The run that a fork began from, as far as it can be read, and where it lies now."""
    with suppress(NewerVersion):
        if parent := read_parent(run.parent_file):
            return KnownParent(run.path, parent, lies_at(parent, run.path))
    return None
