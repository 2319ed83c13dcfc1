"""Updates: a throwaway copy of a training takes its next step, and how far that moves each tensor is measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress

import numpy as np
from torch import Tensor

from engine.data.dataset import Dataset
from engine.errors import RunFolderError
from engine.model.weights import trainable_parameters
from engine.runs.checkpoints import Arrays
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.training.steps.preparation import prepare
from engine.training.weight_step.standing import CPU, Standing
from engine.training.weight_step.update import Update, Updates

LEARNS = ("/weight", "/bias")  # the rest of a snapshot are running statistics


def updates_of_next_step(standing: Standing, dataset: Dataset) -> Updates:
    """What the very next step does, as `weight_step` takes it; nothing that is kept changes. Raises as that does."""
    prepared = prepare(standing.project, dataset, CPU, standing.legs, standing.setup, apart=True)
    with closing(prepared):
        if standing.checkpoint is not None and standing.records is not None:
            prepared.go_on_from(standing.checkpoint, standing.records)
        parameters, trainer = trainable_parameters(prepared.net), prepared.trainer
        before = {name: one.detach().clone() for name, one in parameters.items()}
        step = trainer.step
        trainer.advance()
        trainer.fetch()
        moved = tuple(_moved(name, before[name], one.detach()) for name, one in parameters.items())
        return Updates(step, 1, moved, standing.remark, next=True)


def _moved(name: str, before: Tensor, after: Tensor) -> Update:
    return Update(name, _length(after - before), _length(before))


def updates_between(run: RunFolder, step: int) -> Updates:
    """How far a step moved them on average between the kept steps around one, from the snapshots alone.

    One that cannot be read is passed over. Raises RunFolderError where there are no two.
    """
    snapshots = Snapshots(run.snapshots)
    steps = snapshots.steps()
    after = bisect_right(steps, step)
    earlier = _readable(snapshots, reversed(steps[:after]))
    later = _readable(snapshots, steps[after:])
    last, before_last = next(later, None) or next(earlier, None), next(earlier, None)
    if last is None or before_last is None:
        raise RunFolderError("The run keeps no two steps, between which its weights moved.", "Train it on.")
    (first, before), (end, then) = before_last, last
    learned = [name for name in before if name in then and name.endswith(LEARNS)]
    moved = tuple(_between(name, before, then, end - first) for name in learned)
    return Updates(first, end - first, moved)


def _readable(snapshots: Snapshots, steps: Iterable[int]) -> Iterator[tuple[int, Arrays]]:
    """Those of some steps that can be read, each when it is asked for."""
    for step in steps:
        with suppress(RunFolderError):
            yield step, snapshots.load(step)


def _between(name: str, before: Arrays, after: Arrays, steps: int) -> Update:
    one, other = (arrays[name].astype(np.float64) for arrays in (before, after))
    return Update(name, float(np.linalg.norm(other - one)) / steps, float(np.linalg.norm(one)))


def _length(tensor: Tensor) -> float:
    return float(tensor.double().norm())
