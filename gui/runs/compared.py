"""Which runs are drawn in the chart beside the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.answers import RunSummary

MOST = 6  # curves more are not told apart


def compared(ticked: Sequence[RunSummary], chosen: Sequence[RunSummary], shown: str) -> tuple[RunSummary, ...]:
    """Those that are ticked, then those that are selected together; `shown` is the path of the shown run.

    A single selected run is none of them: it is selected in passing.
    """
    together = chosen if len(chosen) > 1 else ()
    found = {run.folder: run for run in (*ticked, *together) if str(run.folder) != shown}
    return tuple(found.values())
