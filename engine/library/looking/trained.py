"""Trained: the network of a run as it was kept at a step, for evaluating and predicting."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from engine.data.batches.normalise import Normaliser, fitted_lazily
from engine.data.dataset import Split
from engine.data.memory_budget import MemoryBudget
from engine.data.store import load
from engine.events import failed_at_last
from engine.library.arguments.numbers import step_of
from engine.model.model import Model
from engine.model.net import Net
from engine.model.weights import tensors_of
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events
from engine.runs.reader import RunReader
from engine.text import left_out


@dataclass(frozen=True)
class Trained:
    """A run's project and its network after `step` steps, in evaluation mode on the CPU.

    `skipped` names newer checkpoints that were left out, as they are damaged.
    """

    run: RunFolder
    project: Project
    net: Net
    step: int
    skipped: tuple[str, ...] = ()
    is_best: bool = False  # of all epochs, by the figure on the validation images

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be known of these weights, in sentences: what was wrong, and that they are not the last."""
        best = f"These are the weights after step {self.step:,}, the best on the validation images."
        return (*self._troubles, best) if self.is_best else self._troubles

    @property
    def _troubles(self) -> tuple[str, ...]:
        """What was left out, and that the run failed."""
        return (*map(left_out, self.skipped), *_failure(self.run, self.step))

    def warn(self) -> None:
        """Tells whoever called the library what was wrong."""
        for remark in self._troubles:
            warnings.warn(remark, RuntimeWarning, stacklevel=3)


def _failure(run: RunFolder, step: int) -> tuple[str, ...]:
    """That the run failed, where that is how it stands, and from when these weights are."""
    failed = failed_at_last(read_events(run.events_file))
    if failed is None:
        return ()
    return (f"The run failed after {failed.step:,} steps: {failed.what} These are its weights after step {step:,}.",)


def trained(run: RunFolder, step: int | None = None) -> Trained:
    """The network with its best weights where the recipe keeps them, else the newest, or with those of a kept step.

    Raises InputError, in words, for a run that has nothing to show.
    """
    step = step_of(step)
    project, reader = run.project(), RunReader(run.path)
    best = reader.best_step() if step is None else None
    wanted = best if step is None else step
    step, weights, skipped = _newest(reader) if wanted is None else (*reader.tensors(wanted), ())
    facts = project.facts
    model = Model(project.network, facts.shape, len(facts.classes), weights)
    return Trained(run, project, model.net(), step, skipped, is_best=best is not None)


def _newest(reader: RunReader) -> tuple[int, dict[str, Tensor], tuple[str, ...]]:
    """Step and weights of the newest that was kept whole, and the names of damaged checkpoints that are newer."""
    step, arrays, skipped = reader.newest()
    return step, tensors_of(arrays), skipped


def normaliser(project: Project, root: Path | None, budget: MemoryBudget | None = None) -> Normaliser:
    """The preparation that training used; reads the data only where its statistics are needed. Raises DataError."""
    settings = project.data

    def images() -> Split:
        return load(settings, root, budget=budget).train

    return fitted_lazily(settings.normalisation, project.facts.shape[0], images)
