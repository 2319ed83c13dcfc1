"""Fork points: the steps of a run from which another can begin, and what was kept there. Changes nothing in the run."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from engine.errors import RunFolderError
from engine.events import Evaluated
from engine.platform import absolute
from engine.project.project import Project, called, epoch_steps
from engine.runs.checkpoints import Arrays, Checkpoint, Checkpoints, Damaged
from engine.runs.family.began import began_learned
from engine.runs.family.parent import NOTHING_BEHIND, Behind, Parent, origin
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import read_events, read_steps

RAN_AWAY = "Begin from an earlier step, or train afresh with a lower learning rate."


@dataclass(frozen=True, eq=False)
class ForkPoint:
    """What a run kept of a step: weights and buffers, and of a checkpoint its optimiser's state.

    `parent` is None for weights that are of no run. `skipped` names newer checkpoints that are damaged. `typed_in` are
    filters, by address and number, that a person typed in in place of what was kept. `learned`: the weights had learned
    something by then, in this run or before it.
    """

    project: Project
    weights: Arrays
    optimiser: Arrays | None = None  # of a snapshot
    parent: Parent | None = None
    skipped: tuple[str, ...] = ()
    typed_in: tuple[tuple[str, int], ...] = ()
    learned: bool = False


def read_point(run: RunFolder, step: int | None = None) -> ForkPoint:
    """What a run kept of a step, or its newest checkpoint, or where it has none its newest snapshot.

    The run may be trained meanwhile. Raises LayerscopeError: RunFolderError where nothing is kept of that step, and
    where its weights are no numbers.
    """
    point = _read(run, step)
    if not all(np.isfinite(one).all() for one in point.weights.values()):
        raise RunFolderError(
            f"The weights that “{run.path.name}” kept there are no numbers: it had run away.", RAN_AWAY
        )
    return point


def _read(run: RunFolder, step: int | None) -> ForkPoint:
    found, skipped = _newest(run) if step is None else (_checkpoint(run, step), ())
    project = run.project()
    if found is not None:
        at, weights, optimiser = found.position.step, found.weights, found.optimiser
    else:
        at = _newest_snapshot(run, skipped) if step is None else step
        weights, optimiser = _snapshot(run, at), None
    learned = at > 0 or began_learned(run)
    return ForkPoint(project, weights, optimiser, _parent(run, project, at), skipped, learned=learned)


def _newest(run: RunFolder) -> tuple[Checkpoint | None, tuple[str, ...]]:
    """Looked for again where one was not whole: a run that goes on may just have put another in its place."""
    found, skipped = Checkpoints(run.checkpoints).newest()
    return Checkpoints(run.checkpoints).newest() if skipped else (found, skipped)


def _checkpoint(run: RunFolder, step: int) -> Checkpoint | None:
    checkpoints = Checkpoints(run.checkpoints)
    if step in checkpoints.steps():
        with suppress(Damaged):
            return checkpoints.load(step)
    return None


def _newest_snapshot(run: RunFolder, skipped: tuple[str, ...]) -> int:
    if steps := Snapshots(run.snapshots).steps():
        return steps[-1]
    if skipped:
        raise RunFolderError(f"No checkpoint of “{run.path}” is whole ({skipped[0]}).", "Begin from another run.")
    raise RunFolderError(f"“{run.path}” has kept no weights yet.", "Train it first, or begin from another run.")


def _snapshot(run: RunFolder, step: int) -> Arrays:
    if step in Snapshots(run.snapshots).steps():
        return Snapshots(run.snapshots).load(step)
    if step in Checkpoints(run.checkpoints).steps():
        what = f"The checkpoint of step {step:,} of “{run.path}” is damaged."
        raise RunFolderError(what, _nearest(run, step))
    raise RunFolderError(f"“{run.path}” keeps no weights of step {step:,}.", _nearest(run, step))


def _nearest(run: RunFolder, step: int) -> str:
    """The kept steps before and after one, in a sentence."""
    kept = sorted({*Snapshots(run.snapshots).steps(), *Checkpoints(run.checkpoints).steps()} - {step})
    place = bisect_left(kept, step)
    near = kept[max(0, place - 1) : place + 1]
    if not near:
        return "It keeps none at all: train it first."
    steps = " and ".join(f"{one:,}" for one in near)
    return f"The nearest kept step is {steps}." if len(near) == 1 else f"The nearest kept steps are {steps}."


def _parent(run: RunFolder, project: Project, step: int) -> Parent:
    events = read_events(run.events_file)
    tried = [one for one in events if isinstance(one, Evaluated) and (one.split, one.step) == ("test", step)]
    accuracy = tried[-1].accuracy if tried else None
    return Parent(str(absolute(run.path)), step, called(project.title), accuracy, _behind(run, project, step))


def _behind(run: RunFolder, project: Project, step: int) -> Behind:
    """What a fork of that step has behind it: what the run itself had, and its own steps."""
    parent = origin(run.parent_file)
    before = parent.behind if parent else NOTHING_BEHIND
    epochs = None if before.epochs is None else before.epochs + step / epoch_steps(project)
    seconds = read_steps(run.steps_file, 0, step)["seconds"].sum(dtype=np.float64)
    return Behind(before.steps + step, epochs, None if before.seconds is None else before.seconds + float(seconds))
