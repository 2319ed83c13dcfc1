"""Tuning for the window: on the images in memory, with nothing else that computes beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.data.facts import looked_up
from engine.data.store import DataStore
from engine.project.project import refuse_training
from engine.service.long_tasks import Task
from engine.service.trying.setup_questions import FindSetup, ForgetSetup, Tune
from engine.training.tuning.tuned import KnownSetup, Tuned
from engine.training.tuning.tuner import forget_setup, known_setup, tune

UNIT = "setups"  # by which its progress is known


def tuned(question: Tune, store: DataStore, root: Path | None, task: Task) -> Tuned:
    """Raises DataError where the images are missing, InputError as `tune` does, and Stopped."""
    project = looked_up(question.project, root)
    refuse_training(project)
    tell = partial(task.tell, unit=UNIT)
    reading = partial(tell, f"Reading {project.data.source.name}")
    dataset = store.get(project.data, root, reading, lambda: task.stopped)
    return tune(project, dataset, question.machine, tell, lambda: task.stopped)


def known(question: FindSetup | ForgetSetup) -> KnownSetup | None:
    """What is known of a project; nothing once that is forgotten."""
    if isinstance(question, FindSetup):
        return known_setup(question.project, question.machine)
    forget_setup(question.project, question.machine)
    return None
