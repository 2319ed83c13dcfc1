"""Updates: a throwaway copy of a training takes its next step, and how far that moves each tensor is measured."""

from __future__ import annotations

from contextlib import closing

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

    Raises RunFolderError where there are no two.
    """
    snapshots = Snapshots(run.snapshots)
    steps = snapshots.steps()
    if len(steps) < 2:
        raise RunFolderError("The run keeps no two steps, between which its weights moved.", "Train it on.")
    at = max(1, next((index for index, one in enumerate(steps) if one > step), len(steps) - 1))
    first, last = steps[at - 1 : at + 1]
    before, after = snapshots.load(first), snapshots.load(last)
    learned = [name for name in before if name in after and name.endswith(LEARNS)]
    moved = tuple(_between(name, before, after, last - first) for name in learned)
    return Updates(first, last - first, moved)


def _between(name: str, before: Arrays, after: Arrays, steps: int) -> Update:
    one, other = (arrays[name].astype(np.float64) for arrays in (before, after))
    return Update(name, float(np.linalg.norm(other - one)) / steps, float(np.linalg.norm(one)))


def _length(tensor: Tensor) -> float:
    return float(tensor.double().norm())
