"""The next step of a training, for scripts: where it stands, and all the images that the step may be taken on."""

from __future__ import annotations

import os
from functools import cached_property

from engine.data.dataset import Dataset
from engine.data.memory_budget import budget_of
from engine.data.store import load
from engine.errors import InputError
from engine.library.arguments.numbers import step_of
from engine.library.finding import ProjectLike, data_folder, path_given, read, run_meant
from engine.library.training.resuming import with_facts_here
from engine.project.project import Project, refuse_training
from engine.training.steps.own_drawings import with_drawings
from engine.training.weight_step.standing import Standing, beginning, standing_of


class NextStep:
    """Of a run, or of a project that was not trained."""

    def __init__(self, project: ProjectLike, data_dir: str | os.PathLike[str] | None) -> None:
        """Raises InputError in words for what names none."""
        self.run, self._told = run_meant(project), read(project)
        self._root = data_folder(self.run, self._told.data.source, path_given(data_dir))

    @cached_property
    def project(self) -> Project:
        """With the facts of its data as they lie. Raises InputError where it cannot train."""
        project = with_facts_here(self._told, self._root)
        refuse_training(project)
        return project

    def standing(self, step: int | None) -> Standing:
        """Of a run after a step whose checkpoint it keeps, of a project before the first. Raises InputError."""
        step = step_of(step)
        if self.run is not None:
            return standing_of(self.run.path, step)
        if step is not None:
            raise InputError("A project has taken no step yet.", "Leave `step` out, or name a run.")
        return beginning(self.project)

    def images(self, image_memory: str | int | None) -> Dataset:
        """Those that it trains on, own drawings too: of a run the ones that it began with. Raises DataError."""
        dataset = load(self.project.data, self._root, budget=budget_of(image_memory))
        return with_drawings(dataset, self.project, None if self.run is None else self.run.folder)
