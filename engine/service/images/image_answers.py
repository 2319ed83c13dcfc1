"""Image answers: what is asked of the images of a data set: pixels, constants, an overview, predictions of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, assert_never

from engine.data.store import DataStore
from engine.project.data.data_settings import DataSettings
from engine.service import questions as q
from engine.service.images.data_overview import measured_constants, read_overview
from engine.service.images.evaluated_images import EvaluatedImages
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import Task


def answered(question: q.OfImages, store: DataStore, folders: DataFolders, task: Task) -> Any:
    """The answer; raises Stopped soon after nobody waits for it any more."""

    def of(settings: DataSettings, run: Path | None) -> EvaluatedImages:
        return EvaluatedImages(store, settings, folders.of(settings.source, run))

    match question:
        case q.TryRun(settings=settings, run=run, split=split):
            return of(settings, run).tried(run, split, task)
        case q.FindPredictions(settings=settings, run=run, split=split, step=step):
            return of(settings, run).predictions(run, split, step, task)
        case q.ReadImages(settings=settings, run=run, split=split, indexes=indexes, side=side):
            return of(settings, run).pixels(split, indexes, side, task)
        case q.LookAtData(settings=settings, run=run):
            return read_overview(store, settings, folders.of(settings.source, run), task)
        case q.MeasureImages(settings=settings, run=run):
            return measured_constants(store, settings, folders.of(settings.source, run), task)
        case _:
            assert_never(question)
