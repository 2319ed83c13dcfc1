"""Tuning: what trains a project fastest on this machine, tried before any training of it."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from engine.data.dataset import Dataset
from engine.data.memory_budget import MemoryBudget, budget_of
from engine.data.store import load
from engine.library.arguments.words import listener, yes_or_no
from engine.library.finding import ProjectLike, data_folder, path_given, read, run_meant
from engine.library.training.resuming import with_facts_here
from engine.library.training.training import named
from engine.machine.devices import Machine
from engine.project.project import Project, refuse_training
from engine.training.tuning import tuner
from engine.training.tuning.contest import says_nothing
from engine.training.tuning.tuned import Tuned


def tune(
    project: ProjectLike,
    *,
    lower_precision: bool = False,
    device: str = "auto",
    data_dir: str | PathLike[str] | None = None,
    image_memory: str | int | None = None,
    progress: Callable[[str, int, int], None] = says_nothing,
) -> Tuned:
    """What trains a project, a recipe, or the project of a run fastest here, tried for 15 seconds at most.

    `print(tuned.sentence)` says it; its `rows` are all that was tried, the fastest first. Trainings of this network
    with this batch that begin later, and are given no threads, take the best by themselves. Nothing is learned. With
    `lower_precision` bfloat16 is tried too, which changes results a little, and taken by trainings that allow it as
    well; all else changes no more than their last bits. `progress(doing, done, total)` is told how far it is; `device`,
    `data_dir` and `image_memory` are as for `train`.

    Raises InputError, in words, for a project that cannot be trained, and while something trains in this process.
    """
    lower_precision, progress = yes_or_no(lower_precision, "lower_precision"), listener(progress)
    wanted = read(project)
    root = data_folder(run_meant(project), wanted.data.source, path_given(data_dir))
    wanted = with_facts_here(wanted, root)
    machine = Machine(named(device), lower_precision=lower_precision)
    return tuned_on(wanted, machine, root, progress, lambda: False, budget_of(image_memory))[0]


def tuned_on(  # each is another thing that the command line says
    project: Project,
    machine: Machine,
    root: Path | None,
    progress: Callable[[str, int, int], None],
    stopped: Callable[[], bool],
    budget: MemoryBudget | None = None,
) -> tuple[Tuned, Dataset]:
    """The same, with the images, which need not be read again. Raises Stopped soon after `stopped()` becomes true."""
    refuse_training(project)

    def reading(done: int, total: int) -> None:
        progress(f"Reading {project.data.source.name}", done, total)

    dataset = load(project.data, root, reading, stopped, budget)
    return tuner.tune(project, dataset, machine, progress, stopped), dataset
