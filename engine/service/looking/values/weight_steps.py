"""Weight steps: how one weight of a training learns, from where it stands now."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from pathlib import Path
from typing import assert_never

from engine.data.facts import looked_up
from engine.data.store import DataStore
from engine.errors import RunFolderError
from engine.machine.threads import thread_settings
from engine.project.project import Project, refuse_training
from engine.runs.checkpoints import Checkpoint
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.service.images.reading import read
from engine.service.long_tasks import Task
from engine.service.looking.layers.statistics_questions import MeasureUpdates
from engine.service.looking.values.value_questions import ExplainStep
from engine.training.session.session import TrainingSession
from engine.training.steps.own_drawings import with_drawings
from engine.training.weight_step.standing import CPU, Standing, at, beginning, legs_of_run, standing_of
from engine.training.weight_step.taking import weight_step
from engine.training.weight_step.update import Updates
from engine.training.weight_step.updates import updates_between, updates_of_next_step
from engine.training.weight_step.weight_step import WeightStep

LOOK_AGAIN = 0.2  # seconds, whether anybody still waits


def answered(
    question: ExplainStep | MeasureUpdates,
    store: DataStore,
    root: Path | None,
    session: TrainingSession | None,
    task: Task,
) -> WeightStep | Updates:
    """The answer; raises InputError in words, RunFolderError, DataError, and Stopped."""
    project = looked_up(question.project, root)
    refuse_training(project)
    try:
        standing = _standing(project, question, session, task)
    except RunFolderError:
        if isinstance(question, ExplainStep) or question.run is None or question.step is None:
            raise
        return updates_between(RunFolder.open(question.run), question.step)
    folder = None if question.run is None else RunFolder.open(question.run)
    dataset = with_drawings(read(store, project.data, root, task), project, folder, task.go_on)
    with thread_settings(CPU, 1, background=True):
        match question:
            case ExplainStep():
                return weight_step(standing, dataset, question.name, question.index)
            case MeasureUpdates():
                return updates_of_next_step(standing, dataset)
            case _:
                assert_never(question)


def _standing(
    project: Project, question: ExplainStep | MeasureUpdates, session: TrainingSession | None, task: Task
) -> Standing:
    if question.run is None:
        return beginning(project)
    return _of_run(question.run, question.step, session, task)


def _of_run(run: Path, step: int | None, session: TrainingSession | None, task: Task) -> Standing:
    checkpoint = None if session is None or step is not None else _of_now(session, task)
    if checkpoint is None:
        return standing_of(run, step)
    folder = RunFolder.open(run)
    return at(legs_of_run(folder), checkpoint, read_steps(folder.steps_file), folder.latest_environment())


def _of_now(session: TrainingSession, task: Task) -> Checkpoint | None:
    """Where a session stands; None where it does not train any more."""
    given: Future[Checkpoint] = Future()
    if not session.request_checkpoint(given.set_result):
        return None
    while session.alive or given.done():
        task.go_on()
        with suppress(Late):
            return given.result(LOOK_AGAIN)
    return None
