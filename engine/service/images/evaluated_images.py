"""Evaluated images: what an evaluation of a run found for each image of a split, and the images themselves.

Everything here is of the run and of one step, whatever model is shown meanwhile. Long: it runs on threads of its own.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.data.batches.normalise import fitted_lazily
from engine.data.dataset import Dataset, Split
from engine.data.store import DataStore
from engine.errors import RunFolderError, Stopped
from engine.events import Evaluated
from engine.metrics.metrics import metrics
from engine.model.model import Model
from engine.project.data.data_settings import DataSettings
from engine.project.data.splits import EvaluatedSplit, images_of
from engine.project.project import epoch_steps
from engine.runs.family.learned_images import found_or_logged
from engine.runs.kept.predictions import Predicted
from engine.runs.plain import plain
from engine.runs.reader import RunReader
from engine.service.answers import ImagePredictions, Pixels
from engine.service.images.reading import read
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task
from engine.service.model.showing import split_of
from engine.training.steps.evaluation import Evaluation, evaluate


class EvaluatedImages:
    """The images of one run's data; `root` is where they lie."""

    def __init__(self, store: DataStore, settings: DataSettings, root: Path | None) -> None:
        self._store, self._settings, self._root = store, settings, root

    def predictions(self, folder: Path, split: EvaluatedSplit, step: int, task: Task) -> ImagePredictions:
        """What the evaluation after `step` found, or what kept weights make of the images where the run keeps no more.

        Raises DataError, and RunFolderError where nothing is kept or it is of other images.
        """
        data, reader = self._data(task), RunReader(folder)
        images = split_of(data, split)
        labels = images.labels.numpy().astype(np.int64)
        found = reader.predictions(split, step) if step in reader.evaluated_steps(split) else None
        if found is None or _in_another_order(found, labels):
            step, found = self._looked_through(reader, split, step, data, task)
        _refuse_others(len(labels), len(data.classes), found, step)
        told = _image_predictions(split, step, labels, found, len(data.classes))
        return replace(told, learned=found_or_logged(reader, split, images, task.go_on))

    def pixels(self, split: EvaluatedSplit, indexes: tuple[int, ...], side: int, task: Task) -> Pixels:
        """Images (n, channels, height, width), large ones made smaller, to no less than `side` pixels. DataError."""
        return small_images(split_of(self._data(task), split), indexes, side)

    def _data(self, task: Task) -> Dataset:
        return read(self._store, self._settings, self._root, task)

    def tried(self, folder: Path, split: EvaluatedSplit, task: Task) -> Evaluated:
        """What the newest kept weights reach; as DataError and RunFolderError of `predictions`."""
        data, reader = self._data(task), RunReader(folder)
        step, found = self._evaluation(reader, split, None, data, task)
        project = reader.project()
        epoch, loss, now = step // epoch_steps(project), plain(found.loss), time.time()
        trained = found.trained_loss(project.training.loss)
        reached = Evaluated(reader.id, now, split, epoch, step, loss, found.accuracy, found.rows, found.seconds)
        learned = found_or_logged(reader, split, split_of(data, split), task.go_on)
        return replace(reached, trained_loss=trained, learned=learned)

    def _looked_through(
        self, reader: RunReader, split: EvaluatedSplit, step: int, data: Dataset, task: Task
    ) -> tuple[int, Predicted]:
        """Every image put to the weights of a step, or to the newest where those of the step are not kept."""
        kept = step if step in reader.kept_steps() else None
        found, evaluation = self._evaluation(reader, split, kept, data, task)
        return found, evaluation.predicted

    def _evaluation(
        self, reader: RunReader, split: EvaluatedSplit, step: int | None, data: Dataset, task: Task
    ) -> tuple[int, Evaluation]:
        """Of the weights that are kept of a step, None for the newest; with the step that they are of."""
        found, weights = reader.tensors(step)
        project = reader.project()
        net = Model(project.network, project.facts.shape, len(project.facts.classes), weights).net()
        channels = data.train.shape[0]
        normaliser = fitted_lazily(self._settings.normalisation, channels, lambda: data.train)
        images = split_of(data, split)
        evaluation = evaluate(net, images, normaliser, partial(_tell, task, split, images))
        if evaluation is None:
            raise Stopped
        return found, evaluation


def _image_predictions(
    split: EvaluatedSplit, step: int, labels: NDArray[np.int64], found: Predicted, classes: int
) -> ImagePredictions:
    answers, ranks = found["predicted"].astype(np.int64), found["rank"].astype(np.int64)
    figures = metrics(labels, answers, ranks, found["probability"], classes)
    return ImagePredictions(split, step, labels, answers, found["probability"], ranks, found["truth"], figures)


def _tell(task: Task, split: EvaluatedSplit, images: Split, done: int) -> bool:
    """How far looking through is; whether it is still wanted."""
    task.tell(f"Looking through the {images_of(split).lower()}", done, len(images))
    return not task.stopped


def _in_another_order(found: Predicted, labels: NDArray[np.int64]) -> bool:
    """Whether an earlier program kept them in another order: where the answer is the truth, that has rank 1."""
    return len(found) == len(labels) and bool(((found["predicted"] == labels) != (found["rank"] == 1)).any())


def _refuse_others(images: int, classes: int, found: Predicted, step: int) -> None:
    """Raises RunFolderError where predictions are of another number of images, or of more classes, than there are."""
    if images != len(found) or found["predicted"].max(initial=0) >= classes:
        raise RunFolderError(
            f"The predictions of step {step:,} are not those of these images.",
            "Choose the data folder that the run was trained with.",
        )
