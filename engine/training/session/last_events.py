"""The last events of a run that was not trained to its end by its course: one that ended early, or failed."""

from __future__ import annotations

import time

from engine.errors import Diverged, LayerscopeError
from engine.events import AnyLogEvent, Failed, Finished, StateChanged, StoppedBy
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder


def ended_early(run: str, stopped_by: StoppedBy, epochs: int, step: int) -> tuple[AnyLogEvent, ...]:
    """Of one that was stopped before its network was built."""
    return (
        StateChanged(run, time.time(), "stopping", step),
        Finished(run, time.time(), stopped_by, epochs, step),
        StateChanged(run, time.time(), "finished", step),
    )


def failed(folder: RunFolder, error: LayerscopeError, step: int) -> tuple[AnyLogEvent, ...]:
    """Of one that cannot go on after a step; what was kept stays."""
    kept = Checkpoints(folder.checkpoints).steps()
    last, diverged = kept[-1] if kept else None, isinstance(error, Diverged)
    return (
        Failed(folder.id, time.time(), error.what, error.hint, step, last, diverged),
        StateChanged(folder.id, time.time(), "failed", step),
    )
