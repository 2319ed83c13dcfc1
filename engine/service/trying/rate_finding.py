"""Rate finding for the window: on the images in memory, with nothing else that computes beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.data.facts import looked_up
from engine.data.store import DataStore
from engine.project.project import refuse_training
from engine.service.long_tasks import Task
from engine.service.trying.rate_questions import FindRate
from engine.training.rate_finding.found_rate import FoundRate
from engine.training.rate_finding.sweep import find_rate
from engine.training.steps.own_drawings import with_drawings
from engine.training.tuning.contest import Asked

UNIT = "rates"  # by which its progress is known


def rate_found(question: FindRate, store: DataStore, root: Path | None, task: Task) -> FoundRate:
    """Raises DataError where the images are missing, InputError as `find_rate` does, and Stopped."""
    project = looked_up(question.project, root)
    refuse_training(project)
    tell = partial(task.tell, unit=UNIT)
    reading = partial(tell, f"Reading {project.data.source.name}")
    dataset = store.get(project.data, root, reading, lambda: task.stopped)
    asked = Asked(None, lambda: task.stopped, tell)
    dataset = with_drawings(dataset, project, None, task.go_on)
    return find_rate(project, dataset, question.machine, asked, task.say)
