"""Beginning: how a run begins, new or to train on, on its own thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.events import Sink
from engine.files import discard_folder
from engine.machine.devices import Machine
from engine.project.project import Project, refuse_training
from engine.project.training.budgets import Budget
from engine.project.training.legs import Extend
from engine.runs.folder import RunFolder
from engine.service.answering import Answering
from engine.service.runs.begun_run import BegunRun
from engine.service.runs.fork_questions import ForkFrom
from engine.typed.document import changed

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.runs.family.first_state import FirstState
    from engine.runs.family.fork_point import ForkPoint
    from engine.training.session.session import TrainingSession

Point: TypeAlias = "Callable[[], ForkPoint]"  # waits for what is on its way; raises LayerscopeError


class Beginning:
    """Makes the session of a run, ready to start; raises what is wrong with its project or its images, and Stopped."""

    def __init__(self, sink: Sink, answering: Answering) -> None:
        self._sink = sink
        self._answering = answering
        self._folders = answering.folders  # as they are now: another may be chosen before the images are read

    def new_run(
        self, begun: BegunRun, project: Project, machine: Machine, point: Point | None, like: Path | None
    ) -> TrainingSession:
        """Of a new run, from fresh weights or from others where they fit; on the images of the run `like`."""
        root = self._folders.of(project.data.source, like)
        project = _looked_up(project, root)
        refuse_training(project)
        first = None if point is None else _forked(project, point())
        dataset = self._images(begun, project, root)
        begun.go_on()
        folder = RunFolder.create(project, self._answering.runs_root, begun.id, first)
        self._answering.note_folder(begun.id, folder.path)
        begun.when_taken_back(lambda: discard_folder(folder.path))
        return self._session(project, folder, machine, dataset, root)

    def kept(self, fork: ForkFrom) -> Point:
        """What a run kept of the step that was chosen, to be read when it is wanted."""
        return partial(self._answering.held.point, fork)

    def further_leg(
        self, begun: BegunRun, folder: Path, budget: Budget, machine: Machine, extend: Extend
    ) -> TrainingSession:
        """Of a run that trains on to another budget."""
        run = RunFolder.open(folder)
        project = run.latest_project()
        project = changed(project, training=changed(project.training, budget=budget))
        refuse_training(project)
        root = self._folders.of(project.data.source, run.path)
        dataset = self._images(begun, project, root)
        begun.go_on()
        return self._session(project, run, machine, dataset, root, resume=True, extend=extend)

    def _images(self, begun: BegunRun, project: Project, root: Path | None) -> Dataset:
        tell = partial(begun.tell, f"Reading {project.data.source.name}")
        return self._answering.store.get(project.data, root, tell, lambda: begun.stopping)

    def _session(
        self, project: Project, folder: RunFolder, machine: Machine, dataset: Dataset, root: Path | None, **options: Any
    ) -> TrainingSession:
        from engine.training.session.session import TrainingSession

        session = TrainingSession(project, folder, self._sink, machine, root, **options)
        session.use(dataset)
        return session


def _forked(project: Project, point: ForkPoint) -> FirstState:
    from engine.training.forking.forking import forked

    return forked(project, point)


def _looked_up(project: Project, root: Path | None) -> Project:
    """With the facts of its data as they lie there now."""
    from engine.data.facts import looked_up

    return looked_up(project, root)
