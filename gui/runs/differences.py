"""What tells runs apart: the columns in which they differ, and their names where they are shown together."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service import answers
from engine.service.answers import RunSummary
from gui.appearance.numerals import in_figures
from gui.runs.columns import COLUMNS, DATE, Column

ENOUGH = 100  # of the first rows: to go through thousands would be felt


def differing(runs: Sequence[RunSummary]) -> frozenset[str]:
    """The keys of the columns in which these are not all alike."""
    first = runs[:ENOUGH]
    return frozenset(column.key for column in COLUMNS if _differ(column, first))


def _differ(column: Column, runs: Sequence[RunSummary]) -> bool:
    return any(column.order(run) != column.order(runs[0]) for run in runs[1:])


def short_names(runs: Sequence[RunSummary]) -> tuple[str, ...]:
    """What each is called where they are shown together, no two alike; what tells them apart comes first."""
    return answers.short_names(runs, in_figures, DATE.text)


def names_beside(runs: Sequence[RunSummary], together: Sequence[RunSummary]) -> tuple[str, ...]:
    """The same of others: one that is compared, with others `together`, keeps the name that it has there."""
    known = dict(zip((run.folder for run in together), short_names(together), strict=True)) if together[1:] else {}
    taken = {known[run.folder] for run in runs if run.folder in known}
    own = (f"{name} · {run.name}" if name in taken else name for run, name in zip(runs, short_names(runs), strict=True))
    return tuple(known.get(run.folder, name) for run, name in zip(runs, own, strict=True))
