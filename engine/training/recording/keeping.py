"""Keeping: what a run leaves along the way to look back on: snapshots, their statistics, predictions for each image."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from engine.model.weights import Tensors, arrays_of
from engine.project.data.splits import EvaluatedSplit
from engine.runs.folder import RunFolder
from engine.runs.kept import predictions
from engine.runs.kept.predictions import Predicted, Predictions
from engine.runs.kept.snapshots import Snapshots, most_snapshots
from engine.runs.kept.statistics import Statistics, histograms
from engine.runs.kept.thinning import Raster, epoch_ends
from engine.training.recording.flushing import Flushing


class Keeping:
    """Writes these files, lets go of those that are too many, and makes the others last.

    Which are kept is a function of the steps done and of the evaluations so far, never of when it was called.
    """

    def __init__(
        self,
        folder: RunFolder,
        steps_per_epoch: int,
        tensors: Tensors,
        *,
        validates: bool,
        keeps_best: bool = False,
        best: int | None = None,
    ) -> None:
        """`keeps_best`: the weights of the step `best` stay, beside those on the raster."""
        self.steps_per_epoch = steps_per_epoch
        size = sum(tensor.nbytes for tensor in tensors.values())
        self.best = best
        self._former: set[int] = set()  # the best before, which the newest checkpoint still knows as such
        beside = 1 + keeps_best  # the last step of all, and the best
        self._raster = Raster(steps_per_epoch, max(1, most_snapshots(size) - beside))
        # Beside the ends of epochs the newest ones, and with validation the best one.
        self._ends = (predictions.MOST - 3) // 2 if validates else predictions.MOST - 1
        self._snapshots = Snapshots(folder.snapshots)
        self._statistics = Statistics(folder.statistics)
        self._predictions = _predictions(folder)
        self._flushing = Flushing()

    def wants_weights(self, step: int) -> bool:
        """Whether a snapshot of a step is to be kept, other than as the last of all."""
        return self._raster.holds(step)

    def keep_weights(self, step: int, tensors: Tensors) -> None:
        """A snapshot of the newest step and its statistics; raises OSError."""
        if step not in self._snapshots.steps():  # the best may be there already
            self._save(step, tensors)
        self._keep_only({*self._raster.steps(step), self.best, *self._former, step})

    def keep_best(self, step: int, tensors: Tensors) -> None:
        """The weights of the newest step are the best so far; raises OSError.

        Those before stay until a checkpoint knows of these: after a kill the run goes on from where they are the best.
        """
        if self.best is not None:
            self._former.add(self.best)
        self.best = step
        self.keep_weights(step, tensors)

    def settle_best(self, step: int) -> None:
        """A checkpoint of the newest step is kept: the best ones before may go. Raises OSError."""
        gone, self._former = self._former - {*self._raster.steps(step), self.best}, set()
        if gone:
            self._keep_only({step for step in self._snapshots.steps() if step not in gone})

    def _keep_only(self, steps: Collection[int | None]) -> None:
        self._snapshots.keep_only(steps)
        self._statistics.keep_only(steps)

    def _save(self, step: int, tensors: Tensors) -> None:
        arrays = arrays_of(tensors)
        self._snapshots.save(step, arrays)
        self._statistics.save(step, histograms(arrays))
        self._flushing.add(self._snapshots.at(step), self._statistics.at(step))

    def keep_predictions(self, step: int, split: EvaluatedSplit, predicted: Predicted) -> None:
        """Those of an evaluation after the newest step; raises OSError."""
        self._predictions[split].save(step, predicted)
        self._flushing.add(self._predictions[split].at(step))

    def thin_predictions(self, step: int, best: int | None) -> None:
        """Leaves those of the snapshots' steps, the newest, and of validation the best; raises OSError."""
        kept = self._raster.steps(step) & epoch_ends(step, self.steps_per_epoch, self._ends)
        for split, files in self._predictions.items():
            chosen = {best, self.best} if split == "validation" else set()
            files.keep_only({*kept, *chosen, *files.steps()[-1:]})

    def wait(self) -> None:
        """Returns when all of them last through a power cut; raises OSError."""
        self._flushing.wait()

    def close(self) -> None:
        """Ends the thread that sees to that."""
        self._flushing.close()


def discard_after(folder: RunFolder, step: int) -> None:
    """Lets go of what a run left along the way after a step; raises OSError."""
    for files in (Snapshots(folder.snapshots), Statistics(folder.statistics), *_predictions(folder).values()):
        files.discard_after(step)


def _predictions(folder: RunFolder) -> dict[EvaluatedSplit, Predictions]:
    splits: tuple[EvaluatedSplit, ...] = get_args(EvaluatedSplit)
    return {split: Predictions(folder.predictions, split) for split in splits}
