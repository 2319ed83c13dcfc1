"""Source answers: what is asked of where images come from, before they are read; without torch."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, assert_never

from engine.data.download.download import download
from engine.data.facts import facts_there
from engine.data.first_images import first_images
from engine.data.folder_look import look_into
from engine.data.reading import data_root
from engine.errors import DataMissing
from engine.project.data.sources import AnySource
from engine.service import questions as q
from engine.service.answers import Pixels
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import Task


def answered(question: q.OfSources, folders: DataFolders, task: Task) -> Any:
    """The answer; raises Stopped soon after nobody waits for it any more."""
    match question:
        case q.CountImages(source=source, run=run):
            return facts_there(source, folders.of(source, run), lambda: task.stopped)
        case q.FindSamples(source=source, count=count):
            return _samples(source, folders.of(source, None), count, task)
        case q.LookIntoFolder(folder=folder, wanted=wanted):
            return look_into(folder, wanted)
        case q.Download(source=source):
            return _download(source, folders.of(source, None), task)
        case _:
            assert_never(question)


def _samples(source: AnySource, root: Path | None, count: int, task: Task) -> tuple[Pixels, ...] | None:
    with suppress(DataMissing):
        return first_images(source, root, count, lambda: task.stopped)
    return None


def _download(source: AnySource, root: Path | None, task: Task) -> None:
    download(source, root or data_root(), partial(task.tell, unit="bytes"), lambda: task.stopped)
