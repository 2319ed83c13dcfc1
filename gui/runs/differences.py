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
