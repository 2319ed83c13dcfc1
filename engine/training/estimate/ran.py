"""A run's own speed: what its steps really took, which tells more of its network here than any rehearsal."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from engine.errors import LayerscopeError
from engine.events import ThreadsChanged
from engine.machine.devices import Machine
from engine.runs.folder import RunFolder
from engine.runs.logs import Records, logged_steps, read_events, read_steps
from engine.training.estimate.measurements import Ran, place_of
from engine.training.estimate.work import work_of
from engine.training.steps.conditions import conditions

LAST = 2_000  # steps that tell, at most: how fast it was lately
SETTLING = 0.1  # share of these, the first, in which a run still finds its way
ENOUGH, FEWEST = 1.0, 30  # seconds, and steps: fewer, as of a lesson, tell less than a rehearsal


def ran(run: RunFolder) -> Ran | None:
    """How fast it was lately, whether it trains still or has ended.

    None where that is too little to tell, or where it is not known what it ran on. Only what is on disk is read.
    """
    with suppress(LayerscopeError):  # it has gone, or can no longer be read
        project, environment = run.latest_project(), run.latest_environment()
        begun, threads = _since(run)
        seconds = _whole_steps(_latest(run, begun), project.training.batch)["seconds"]
        if environment is not None and _tells(seconds):
            on = conditions(Machine(threads=threads), environment)
            return Ran(work_of(project), place_of(on), project.training.batch, float(seconds.mean(dtype="f8")))
    return None


def _tells(seconds: NDArray[np.float32]) -> bool:
    """Whether so many steps tell how fast it is: a few that had to wait do not make them enough."""
    return len(seconds) >= FEWEST and len(seconds) * float(np.median(seconds)) >= ENOUGH


def _since(run: RunFolder) -> tuple[int, int | None]:
    """The step after which it has been computed as it is now, and CPU threads where these were changed there."""
    leg = max((leg.first_step for leg in run.later_legs()), default=0)
    changes = [event for event in read_events(run.events_file) if isinstance(event, ThreadsChanged)]
    return (changes[-1].step, changes[-1].threads) if changes and changes[-1].step >= leg else (leg, None)


def _latest(run: RunFolder, begun: int) -> Records:
    records = read_steps(run.steps_file, max(begun, logged_steps(run.steps_file) - LAST))
    return records[int(SETTLING * len(records)) :]


def _whole_steps(records: Records, batch: int) -> Records:
    """Those with as many images as they should have: the last of an epoch may have fewer."""
    whole: Records = records[records["images"] == batch]
    return whole
