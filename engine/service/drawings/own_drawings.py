"""Answering about own drawings. Long: on threads of their own; the shown model is asked as a copy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, assert_never

import numpy as np
import torch

from engine.data.batches.normalise import fitted_lazily
from engine.data.dataset import whole
from engine.data.store import DataStore
from engine.drawings.exporting import export
from engine.drawings.for_network import Seen, prepared, seen_by, set_of
from engine.drawings.own_set import KeptFile
from engine.drawings.pictures import Drawn, read_drawn
from engine.drawings.places import classes_of
from engine.errors import DataError, ImageError, InputError
from engine.prediction.answer import predict
from engine.project.project import Project
from engine.service.answers import DrawingOf, ImageOf, ImageRef, PictureOf, Pixels
from engine.service.drawings.drawing_answers import OpenedDrawing, TriedDrawings
from engine.service.drawings.drawing_questions import (
    CompareLearned,
    ExportDrawings,
    KeepDrawing,
    MoveDrawing,
    OfDrawings,
    OpenDrawing,
    PutBackDrawing,
    TakeOutDrawing,
    TryDrawings,
)
from engine.service.drawings.learned import compared
from engine.service.images.evaluated_images import EvaluatedImages
from engine.service.images.image_search import Subject
from engine.service.images.reading import read
from engine.service.images.shown_model import ShownModel
from engine.service.images.small_images import refuse_beyond, small_images
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import Task
from engine.service.model.showing import split_of

CHUNK = 256  # drawings that are in memory at once
SIDE = 56  # pixels that small ones keep


def answered(question: OfDrawings, store: DataStore, folders: DataFolders, shown: ShownModel, task: Task) -> Any:
    """The answer, of drawings as what is shown sees them. Raises LayerscopeError, and Stopped."""
    match question:
        case TryDrawings(project=project):
            return _tried(project, store, shown, task)
        case KeepDrawing():
            return _kept(question, store, folders, task)
        case OpenDrawing(path=path):
            return OpenedDrawing(path, read_drawn(path).pixels)
        case CompareLearned():
            return compared(question, lambda *of: EvaluatedImages(store, of[0], folders.of(of[0].source, of[1])), task)
        case MoveDrawing(project=project, path=path, label=label):
            return set_of(project).move(path, label)
        case TakeOutDrawing(project=project, path=path):
            return set_of(project).take_out(path)
        case PutBackDrawing(project=project, path=path):
            return set_of(project).put_back(path)
        case ExportDrawings(project=project, path=path):
            return export(set_of(project), path, project.facts.classes, task.go_on)
        case _:
            assert_never(question)


# --- keeping one ---


def _kept(question: KeepDrawing, store: DataStore, folders: DataFolders, task: Task) -> Path:
    project = question.project
    if not 0 <= question.label < len(project.facts.classes):
        raise DataError("The class is none of this network’s.", "Choose one of the list.")
    root = folders.of(project.data.source, question.run)
    drawn = _drawn(question.image, lambda image: _of_data(image, project, store, root, task))
    try:
        if prepared(drawn, project) is None:
            raise DataError("There is nothing on the canvas to keep.", "Draw something first.")
    except ImageError as error:
        raise DataError(error.what, error.hint) from None
    return set_of(project).keep(drawn, question.label)


def _drawn(image: ImageRef, of_data: Callable[[ImageOf], Pixels]) -> Drawn:
    match image:
        case DrawingOf(pixels=pixels):
            return Drawn("drawing", pixels)
        case PictureOf(pixels=pixels):
            return Drawn("picture", pixels)
        case ImageOf():
            return Drawn("picture", of_data(image), tested=image.split != "train")
        case _:
            assert_never(image)


def _of_data(image: ImageOf, project: Project, store: DataStore, root: Path | None, task: Task) -> Pixels:
    split = split_of(read(store, project.data, root, task), image.split)
    refuse_beyond(split, [image.index])
    return split.image(image.index).numpy()


# --- trying all ---


def _tried(project: Project, store: DataStore, shown: ShownModel, task: Task) -> TriedDrawings:
    own = set_of(project)
    files, judge = own.files(), _judge(project, shown, task)
    net = judge.net() if judge is not None and files else None
    parts = [
        _part(judge.project if judge else project, files[begin : begin + CHUNK], judge, net, store, task)
        for begin in range(0, max(1, len(files)), CHUNK)
    ]
    seen, guesses, probabilities, images = zip(*parts, strict=True)
    return TriedDrawings(
        own.folder,
        project.facts.classes,
        tuple(kept.path for one in seen for kept in one.files),
        np.concatenate([one.labels.numpy() for one in seen]),
        np.concatenate(guesses),
        np.concatenate(probabilities),
        np.concatenate(images),
        sum(len(one.passed_over) for one in seen),
        asked=judge is not None,
    )


def _judge(project: Project, shown: ShownModel, task: Task) -> Subject | None:
    """The shown model where it tells these classes apart."""
    with suppress(InputError):
        judge = shown.subject(task)
        return judge if classes_of(judge.project) == classes_of(project) else None
    return None


def _part(
    project: Project, files: list[KeptFile], judge: Subject | None, net: Any, store: DataStore, task: Task
) -> tuple[Seen, np.ndarray, np.ndarray, Pixels]:
    """Some of them, what they are taken for, how surely, and small images."""
    seen = seen_by(project, files, task.go_on)
    guesses, probabilities = np.full(len(seen), -1, np.int64), np.zeros(len(seen), np.float32)
    if judge is not None and net is not None and len(seen):
        settings, root = judge.project.data, judge.root
        channels = judge.project.facts.shape[0]
        normaliser = fitted_lazily(settings.normalisation, channels, lambda: read(store, settings, root, task).train)
        said = predict(net, normaliser, seen.images)
        best, sure = said.nan_to_num().max(1), said.isfinite().all(1)
        guesses, probabilities = torch.where(sure, best.indices, -1).numpy(), best.values.numpy()
    return seen, guesses, probabilities, _small(seen)


def _small(seen: Seen) -> Pixels:
    if not len(seen):
        return np.zeros(seen.images.shape, np.uint8)
    return small_images(whole(seen.images, torch.zeros(len(seen), dtype=torch.int64)), range(len(seen)), SIDE)
