"""The next step of a training, for scripts: where it stands, and all the images that the step may be taken on."""

from __future__ import annotations

import os

from engine.data.dataset import Dataset
from engine.data.memory_budget import budget_of
from engine.data.store import load
from engine.errors import InputError
from engine.library.arguments.numbers import step_of
from engine.library.finding import ProjectLike, data_folder, path_given, read, run_meant
from engine.library.training.resuming import with_facts_here
from engine.project.project import refuse_training
from engine.training.steps.own_drawings import with_drawings
from engine.training.weight_step.standing import Standing, beginning, standing_of


def standing_at(project: ProjectLike, step: int | None, data_dir: str | os.PathLike[str] | None) -> Standing:
    """Of a run after a step whose checkpoint it keeps, of a project before the first. Raises InputError in words."""
    run, step = run_meant(project), step_of(step)
    if run is not None:
        return standing_of(run.path, step)
    if step is not None:
        raise InputError("A project has taken no step yet.", "Leave `step` out, or name a run.")
    wanted = read(project)
    wanted = with_facts_here(wanted, data_folder(None, wanted.data.source, path_given(data_dir)))
    refuse_training(wanted)
    return beginning(wanted)


def images_for(
    project: ProjectLike, data_dir: str | os.PathLike[str] | None, image_memory: str | int | None
) -> Dataset:
    """Those that it trains on, own drawings too: of a run the ones that it began with. Raises DataError."""
    run, wanted = run_meant(project), read(project)
    root = data_folder(run, wanted.data.source, path_given(data_dir))
    wanted = with_facts_here(wanted, root)
    refuse_training(wanted)
    dataset = load(wanted.data, root, budget=budget_of(image_memory))
    return with_drawings(dataset, wanted, None if run is None else run.folder)
