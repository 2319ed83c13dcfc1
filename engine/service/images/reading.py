"""Reading: the images of a data set for whoever asks about them, told as a long task."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.data.dataset import Dataset
from engine.data.store import DataStore
from engine.project.data.data_settings import DataSettings
from engine.service.long_tasks import Task


def read(store: DataStore, settings: DataSettings, root: Path | None, task: Task) -> Dataset:
    """At once where they were read before. Raises DataError, and Stopped soon after nobody waits any more."""
    return store.get(settings, root, partial(task.tell, f"Reading {settings.source.name}"), lambda: task.stopped)
