"""Kept points: the steps of a run from which another can begin, with what each reached, to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from engine.events import Evaluated, RateChanged, rate_changes
from engine.project.project import Project, called, epoch_steps
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import read_events


class KeptPoint(msgspec.Struct, frozen=True):
    """One of them; accuracies are fractions, None where the network was not tried after that step.

    `optimiser` says whether a checkpoint keeps the optimiser's state; `rate_by_hand` is the learning rate to which
    it was changed by hand last before that step.
    """

    step: int
    epochs: float
    optimiser: bool
    validation: float | None = None
    test: float | None = None
    rate_by_hand: float | None = None


class KeptPoints(msgspec.Struct, frozen=True):
    """Those of a run, the newest first, and what the run was told last."""

    folder: Path
    project: Project
    points: tuple[KeptPoint, ...]

    @property
    def title(self) -> str:
        """What the run is called."""
        return called(self.project.title)


def kept_points(run: RunFolder) -> KeptPoints:
    """Whether they are whole shows when one is read. Raises LayerscopeError in words."""
    project = run.latest_project()
    checkpoints, snapshots = Checkpoints(run.checkpoints).steps(), Snapshots(run.snapshots).steps()
    events, length = list(read_events(run.events_file)), epoch_steps(project)
    tried, changes = _tried(events), rate_changes(events)
    points = tuple(
        KeptPoint(
            step,
            step / length,
            step in checkpoints,
            tried.get(("validation", step)),
            tried.get(("test", step)),
            _by_hand(changes, step),
        )
        for step in sorted({*checkpoints, *snapshots}, reverse=True)
    )
    return KeptPoints(run.path, project, points)


def _by_hand(changes: Iterable[RateChanged], step: int) -> float | None:
    return next((one.after for one in reversed([*changes]) if one.step <= step), None)


def _tried(events: Iterable[object]) -> dict[tuple[str, int], float]:
    return {(one.split, one.step): one.accuracy for one in events if isinstance(one, Evaluated)}
