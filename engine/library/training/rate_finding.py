"""Rate finding: which learning rate suits a project, tried before any training of it."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike

from engine.data.memory_budget import budget_of
from engine.data.store import load
from engine.library.arguments.words import listener
from engine.library.finding import ProjectLike, data_folder, path_given, read, run_meant
from engine.library.training.resuming import with_facts_here
from engine.library.training.training import named
from engine.machine.devices import Machine
from engine.project.project import refuse_training
from engine.training.rate_finding import sweep
from engine.training.rate_finding.found_rate import FoundRate
from engine.training.steps.own_drawings import with_drawings
from engine.training.tuning.contest import Asked, says_nothing


def find_rate(
    project: ProjectLike,
    *,
    device: str = "auto",
    data_dir: str | PathLike[str] | None = None,
    image_memory: str | int | None = None,
    progress: Callable[[str, int, int], None] = says_nothing,
) -> FoundRate:
    """The learning rate at which the loss of a project, a recipe, or the project of a run falls fastest.

    Some hundred steps of a throwaway copy on its training images, each with a higher rate than the one before, until
    training runs away: `rates`, the `losses` of their batches, and these `smoothed` are the curve, `suggestion` is the
    rate, None where the loss falls clearly at none, and `print(found.sentence)` says it. Nothing of it is kept, and no
    test image is looked at. The same project and seed give the same curve on the same machine.
    `progress(doing, done, total)` is told how far it is; `device`, `data_dir` and `image_memory` are as for `train`.

    Raises InputError, in words, for a project that cannot be trained, and while something trains in this process.
    """
    progress = listener(progress)
    wanted = read(project)
    root = data_folder(run_meant(project), wanted.data.source, path_given(data_dir))
    wanted = with_facts_here(wanted, root)
    refuse_training(wanted)

    def reading(done: int, total: int) -> None:
        progress(f"Reading {wanted.data.source.name}", done, total)

    dataset = with_drawings(load(wanted.data, root, reading, None, budget_of(image_memory)), wanted, None)
    return sweep.find_rate(wanted, dataset, Machine(named(device)), Asked(tell=progress))
