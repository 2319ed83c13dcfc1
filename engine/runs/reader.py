"""Reading a run: the same for a live one, a finished one, and one that another process writes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import RunFolderError
from engine.events import AnyLogEvent, EpochDone, Evaluated, StepsDone
from engine.metrics.confusion import counted
from engine.project.data.splits import EvaluatedSplit
from engine.project.project import Project
from engine.project.training.watching import best_step
from engine.runs.checkpoints import Arrays, Checkpoints, Damaged
from engine.runs.collection.beginning import logged_moment, named_moment
from engine.runs.environment import Environment, read_environment
from engine.runs.family.parent import Parent, read_parent
from engine.runs.folder import Result, RunFolder
from engine.runs.kept.predictions import Predicted, Predictions
from engine.runs.kept.snapshots import Snapshots
from engine.runs.kept.statistics import Histograms, Statistics
from engine.runs.lock.lock import live_holder
from engine.runs.logs import Logged, read_log, read_steps
from engine.runs.step_figures import steps_done

if TYPE_CHECKING:
    from torch import Tensor


class RunReader:
    """What a run folder holds at this moment; every call looks anew and changes nothing."""

    def __init__(self, path: Path) -> None:
        """Raises RunFolderError when there is no run."""
        self.folder = RunFolder.open(path)
        self.id = self.folder.id
        self._snapshots = Snapshots(self.folder.snapshots)
        self._checkpoints = Checkpoints(self.folder.checkpoints)

    def project(self) -> Project:
        """What ran; raises ProjectError."""
        return self.folder.project()

    def environment(self) -> Environment | None:
        """What it ran on; None while the images are read."""
        return read_environment(self.folder.environment_file)

    def parent(self) -> Parent | None:
        """Of a fork: the run and the step that it began from."""
        return read_parent(self.folder.parent_file)

    def result(self) -> Result | None:
        """What it came to; None until it has ended."""
        return self.folder.result()

    @property
    def began(self) -> str:
        """As names of runs have it, "2026-11-21_174510"; empty where nothing says so."""
        return named_moment(self.id) or logged_moment(str(self.folder.events_file))

    @property
    def live(self) -> bool:
        """True while some process trains it."""
        return live_holder(self.folder.lock_file) is not None

    def log(self) -> Logged:
        """The events so far, and how many lines of the log are not known here."""
        return read_log(self.folder.events_file)

    def events(self) -> list[AnyLogEvent]:
        """Everything logged so far."""
        return list(self.log().events)

    def evaluations(self) -> list[Evaluated]:
        """The evaluations so far."""
        return [event for event in self.events() if isinstance(event, Evaluated)]

    def steps(self, after: int = 0) -> StepsDone:
        """The figures of all steps after so many, as a live run tells them."""
        return steps_done(self.id, read_steps(self.folder.steps_file, after))

    def evaluated_steps(self, split: EvaluatedSplit) -> list[int]:
        """Steps whose evaluation on a split still has its predictions, rising."""
        return Predictions(self.folder.predictions, split).steps()

    def predictions(self, split: EvaluatedSplit, step: int | None = None) -> Predicted:
        """What the evaluation after a step, or the newest kept one, found for each image, in the order of the split.

        Raises RunFolderError in words, also for what is not what the log says of it.
        """
        kept = Predictions(self.folder.predictions, split)
        newest = kept.steps()[-1:]
        if step is None and not newest:
            raise RunFolderError(f"The run keeps no predictions on the {split} images.", "Train it first.")
        at = newest[0] if step is None else step
        return kept.load_as(at, [one for one in self.evaluations() if (one.split, one.step) == (split, at)])

    def confusion(self, event: Evaluated, labels: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
        """The confusion matrix (classes, classes) of an evaluation: as it was logged, or counted again.

        `labels` (images,) are those of the evaluated images, in the order of the split. Raises RunFolderError, in
        words, where the predictions are not kept or are those of other images.
        """
        if event.confusion:
            return np.array(event.confusion, np.int64)
        predicted = self.predictions(event.split, event.step)
        if len(labels) != len(predicted) or predicted["predicted"].max() >= classes:
            raise RunFolderError(
                f"The predictions of step {event.step:,} are not those of these images.",
                "Choose the data folder that the run was trained with.",
            )
        return counted(labels, predicted["predicted"].astype(np.int64), classes).dense()

    def statistics(self, step: int) -> Histograms:
        """Histograms of the weights at the snapshot of a step; raises RunFolderError in words."""
        return Statistics(self.folder.statistics).load(step)

    def kept_steps(self) -> list[int]:
        """Steps whose weights can be read, rising."""
        return sorted({*self._snapshots.steps(), *self._checkpoints.steps()})

    def best_step(self) -> int | None:
        """The best step by the validation images, where the recipe keeps its weights and they are there."""
        events = self.events()
        ends = {event.step for event in events if isinstance(event, EpochDone)}
        at_ends = (one for one in events if isinstance(one, Evaluated) and one.step in ends)
        tried = ((one.step, one.beside_training, one.accuracy) for one in at_ends if one.split == "validation")
        found = best_step(self.project().training.keep_best, tried)
        return found if found in self._snapshots.steps() else None

    def tensors(self, step: int | None = None) -> tuple[int, dict[str, Tensor]]:
        """The same as `arrays`, for torch; the one thing here that loads it."""
        from torch import tensor

        found, arrays = self.arrays(step)
        return found, {name: tensor(array) for name, array in arrays.items()}

    def arrays(self, step: int | None = None) -> tuple[int, Arrays]:
        """A step and the weights and buffers after it: the newest that were kept whole, or those of the step asked for.

        Raises RunFolderError when nothing can be read.
        """
        if step is not None:
            return step, self._at(step)
        found, arrays, _ = self.newest()
        return found, arrays

    def newest(self) -> tuple[int, Arrays, tuple[str, ...]]:
        """The newest weights, of a checkpoint or a snapshot, and what says of newer checkpoints why they are damaged.

        After a kill the last snapshot may be newer than the last checkpoint, and then counts; one beside a damaged
        checkpoint does not, as that one is proven by sums and this one is not. Raises RunFolderError for none at all.
        """
        checkpoint, skipped = self._checkpoints.newest()
        last = max(self._checkpoints.steps(), default=-1)
        for step in reversed([step for step in self._snapshots.steps() if step > last]):
            with suppress(RunFolderError):
                return step, self._snapshots.load(step), skipped
        if checkpoint is None and skipped:
            raise RunFolderError(f"No checkpoint of the run is whole ({skipped[0]}).", "Train it afresh.")
        if checkpoint is None:
            raise RunFolderError("The run has no weights that can be read.", "Train it first.")
        return checkpoint.position.step, checkpoint.weights, skipped

    def _at(self, step: int) -> Arrays:
        if step not in self._snapshots.steps() and step in self._checkpoints.steps():
            try:
                return self._checkpoints.load(step).weights
            except Damaged as damage:
                raise RunFolderError(f"The checkpoint is damaged ({damage}).", "Choose another step.") from None
        return self._snapshots.load(step)
