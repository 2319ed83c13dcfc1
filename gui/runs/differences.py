"""What tells runs apart: the columns in which they differ, and from those their names where titles are alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.service.answers import RunSummary
from gui.runs.columns import COLUMNS, DATE, Column

ENOUGH = 100  # of the first rows: to go through thousands would be felt
MADE_OF = ("optimiser", "seed", "batch", "parameters", "data", "stack")  # what a run was told, the shortest first


def differing(runs: Sequence[RunSummary]) -> frozenset[str]:
    """The keys of the columns in which these are not all alike."""
    first = runs[:ENOUGH]
    return frozenset(column.key for column in COLUMNS if _differ(column, first))


def _differ(column: Column, runs: Sequence[RunSummary]) -> bool:
    return any(column.order(run) != column.order(runs[0]) for run in runs[1:])


def names(runs: Sequence[RunSummary]) -> tuple[str, ...]:
    """What each is called among the others: its title, and where another has the same, how the two differ."""
    count = Counter(run.title for run in runs)
    return tuple(run.title if count[run.title] == 1 else _told_apart(run, runs) for run in runs)


def short_names(runs: Sequence[RunSummary]) -> tuple[str, ...]:
    """The same without the title where it is that of all: it tells nothing apart."""
    found = names(runs)
    if len(runs) < 2 or len({run.title for run in runs}) > 1:
        return found
    return tuple(name.removeprefix(f"{run.title} · ") for name, run in zip(found, runs, strict=True))


def _told_apart(run: RunSummary, runs: Sequence[RunSummary]) -> str:
    """By one column that tells all of them apart, or by all in which they differ, and where need be when they began."""
    alike = [other for other in runs if other.title == run.title]
    columns = [column for key in MADE_OF for column in COLUMNS if column.key == key and _differ(column, alike)]
    alone = [column for column in columns if len({column.order(other) for other in alike}) == len(alike)]
    enough = len({tuple(column.order(other) for column in columns) for other in alike}) == len(alike)
    words = [_in_words(column, run) for column in alone[:1] or (columns if enough else [*columns, DATE])]
    return " · ".join((run.title, *filter(None, words)))


def _in_words(column: Column, run: RunSummary) -> str:
    """A bare figure says what it is of."""
    return column.text(run) if column.left else f"{column.title.lower()} {column.text(run)}"
