"""Importing: the answers to the questions about a person's own images."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from engine.data.importing import preview
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.cache import cache
from engine.data.importing.opening import changed_since
from engine.project.data.own_images import OwnImages
from engine.service.importing.import_questions import (
    BringIn,
    EmptyCache,
    ListCached,
    LookAtImages,
    NoticeChange,
    OfImports,
    ShowOriginals,
    ShowReading,
)
from engine.service.long_tasks import Task


def answered(question: OfImports, task: Task) -> object:
    """The answer; raises Stopped soon after nobody waits for it any more."""

    def stop() -> bool:
        return task.stopped

    match question:
        case LookAtImages(images=path):
            return preview.look(path, stop)
        case ShowOriginals(images=path, names=names, side=side):
            return preview.originals(path, names, side, stop)
        case ShowReading(images=path, names=names, reading=reading):
            return preview.shown(path, names, reading, stop)
        case BringIn(images=path, wish=wish):
            tell = partial(task.tell, f"Reading {path.name}", unit="pictures")
            return brought_in(path, wish, tell, stop)
        case NoticeChange(source=source):
            return isinstance(source, OwnImages) and changed_since(source, stop)
        case ListCached():
            return preview.cached()
        case EmptyCache(keys=keys):
            return cache.emptied(keys)
        case _:
            assert_never(question)
