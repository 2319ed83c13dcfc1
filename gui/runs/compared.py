"""Which runs are drawn in the chart beside the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from engine.service.answers import RunSummary

MOST = 20  # curves more are not told apart
COMPARE = "In what the ticked or selected runs differ, and which is better: settings, figures, images (Space ticks)."
NOTHING_TO_COMPARE = "Tick another run than the shown one first: a click into its box, or Space."


def compared(ticked: Sequence[RunSummary], chosen: Sequence[RunSummary], shown: str) -> tuple[RunSummary, ...]:
    """Those that are ticked, then those that are selected together; `shown` is the path of the shown run.

    A single selected run is none of them: it is selected in passing. Of thousands that are selected no more are looked
    at than MOST and one, which says that they are too many.
    """
    together = chosen if len(chosen) > 1 else ()
    found: dict[Path, RunSummary] = {}
    for run in chain(ticked, together):
        if str(run.folder) != shown:
            found[run.folder] = run
        if len(found) > MOST:
            break
    return tuple(found.values())


def added_by_compare(ticked: Sequence[RunSummary], chosen: Sequence[RunSummary], shown: str) -> tuple[RunSummary, ...]:
    """The selected runs that a press on Compare ticks: where others are ticked, one is selected in passing."""
    others = any(str(run.folder) != shown for run in ticked)
    return () if others and len(chosen) == 1 else tuple(chosen)
