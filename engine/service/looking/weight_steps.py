"""Weight steps: how one weight of a training learns, from where it stands now."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from pathlib import Path

from engine.data.facts import looked_up
from engine.data.store import DataStore
from engine.machine.threads import thread_settings
from engine.project.project import refuse_training
from engine.runs.checkpoints import Checkpoint
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.service.images.reading import read
from engine.service.long_tasks import Task
from engine.service.looking.value_questions import ExplainStep
from engine.training.session.session import TrainingSession
from engine.training.steps.own_drawings import with_drawings
from engine.training.weight_step.standing import CPU, Standing, at, beginning, legs_of_run, standing_of
from engine.training.weight_step.taking import weight_step
from engine.training.weight_step.weight_step import WeightStep

LOOK_AGAIN = 0.2  # seconds, whether anybody still waits


def explained_step(
    question: ExplainStep, store: DataStore, root: Path | None, session: TrainingSession | None, task: Task
) -> WeightStep:
    """The answer; raises InputError in words, DataError, and Stopped."""
    project = looked_up(question.project, root)
    refuse_training(project)
    folder = None if question.run is None else RunFolder.open(question.run)
    dataset = with_drawings(read(store, project.data, root, task), project, folder)
    standing = beginning(project) if question.run is None else _of_run(question.run, question.step, session, task)
    with thread_settings(CPU, 1, background=True):
        return weight_step(standing, dataset, question.name, question.index)


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
