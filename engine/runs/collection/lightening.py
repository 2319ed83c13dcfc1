"""Making a run lighter: weights along the way go, those that it opens with and could go on from stay."""

from __future__ import annotations

from pathlib import Path

from engine.errors import RunFolderError
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder, in_words
from engine.runs.kept.snapshots import Snapshots
from engine.runs.kept.statistics import Statistics
from engine.runs.lock.holding import held


def lighten(folder: Path) -> None:
    """Keeps a run's newest whole checkpoint, what was kept from there on, and the best weights where they are kept.

    Its curves and figures stay as they are.

    Raises RunFolderError, in words, for a run that trains or has no whole checkpoint, and NewerVersion.
    """
    run = RunFolder.open(folder)
    checkpoints = Checkpoints(run.checkpoints)
    with in_words(run.path), held(run):
        newest, _ = checkpoints.newest()
        if newest is None:
            raise RunFolderError(f"“{run.id}” has no whole checkpoint, so nothing of it was removed.")
        step, best = newest.position.step, newest.position.watched.best
        for kept in (Snapshots(run.snapshots), Statistics(run.statistics)):
            kept.keep_only([other for other in kept.steps() if other >= step or (best and other == best.step)])
        checkpoints.discard_before(step)
