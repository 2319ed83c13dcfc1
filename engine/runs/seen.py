"""Seen of a run: what its folder holds at this moment for whoever judges its curves."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import numpy as np

from engine.coaching.seen import Seen, Tried
from engine.coaching.standing_still import Still, standing_still
from engine.errors import LayerscopeError
from engine.events import Evaluated, rate_changes, rate_factor
from engine.project.data.splits import EvaluatedSplit
from engine.project.project import Project
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import read_steps
from engine.runs.reader import RunReader
from engine.runs.step_figures import accuracies

APART = 100  # steps between two snapshots: what a dead unit's momentum still moves is over by then
LARGEST = 30 * 10**6  # bytes of a snapshot: reading more beside a training would be felt


def seen_of(reader: RunReader, *, training: bool) -> Seen:
    """Raises LayerscopeError in words. `training`: whether it goes on, as far as whoever asks knows."""
    project, events = reader.folder.latest_project(), reader.events()
    records, changes = read_steps(reader.folder.steps_file), rate_changes(events)
    return Seen(
        project,
        records["loss"].astype(np.float64),
        accuracies(records).astype(np.float64),
        records["rate"].astype(np.float64),
        validation=_tried(events, "validation"),
        test=_tried(events, "test"),
        still=still_units(reader, project),
        ended=not training,
        factor=rate_factor(changes),
        changed_at=changes[-1].step if changes else None,
    )


def _tried(events: Iterable[object], split: EvaluatedSplit) -> Tried:
    """The evaluations on a split; after a kill one may stand there twice, and the later one counts."""
    found = {one.step: one for one in events if isinstance(one, Evaluated) and one.split == split}
    rows = [(step, _number(one.loss), one.accuracy) for step, one in sorted(found.items())]
    return Tried(*np.array(rows, np.float64).reshape(-1, 3).T)


def _number(figure: float | None) -> float:
    return float("nan") if figure is None else figure


def still_units(reader: RunReader, project: Project) -> tuple[Still, ...]:
    """By the newest snapshot and the last one well before it; none where there are no such, or they are large."""
    kept = Snapshots(reader.folder.snapshots)
    with suppress(LayerscopeError, OSError):  # what is thinned meanwhile tells nothing
        steps = kept.steps()
        before = [step for step in steps if step and step + APART <= steps[-1]][-1:]
        if before and kept.at(steps[-1]).stat().st_size <= LARGEST:
            return standing_still(project, kept.load(before[0]), kept.load(steps[-1]), before[0])
    return ()
