"""Browsing: the answers to the questions about single images of the data, and about the batches that training gets."""

from __future__ import annotations

from typing import assert_never

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Dataset, Split, levels_of
from engine.data.store import DataStore
from engine.errors import LayerscopeError
from engine.project.data.data_settings import DataSettings
from engine.project.data.splits import SplitName
from engine.project.project import Project
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader
from engine.service.answers import ImageOf
from engine.service.images.browsing.browse_answers import ImageOrder, Levels, Listed, Opened, TrainingBatch
from engine.service.images.browsing.browse_questions import (
    CorrectImages,
    CountLevels,
    ListImages,
    MakeBatch,
    OfBrowsing,
    OpenImage,
    ReadThumbnails,
    WeighClasses,
)
from engine.service.images.browsing.corrections_by_name import correction_of
from engine.service.images.image_files import file_of, sizes_of_files
from engine.service.images.reading import read
from engine.service.images.small_images import refuse_beyond, small_images
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import Task
from engine.service.model.showing import split_of
from engine.training.steps.class_weights import balanced, in_words
from engine.training.steps.preparation import plain_feeder

CPU = torch.device("cpu")


def answered(question: OfBrowsing, store: DataStore, folders: DataFolders, task: Task) -> object:
    """The answer; images that are not in memory are read first. Raises DataError, and Stopped."""
    settings = question.project.data if isinstance(question, MakeBatch) else question.settings
    root = folders.of(settings.source, question.run)
    data = read(store, settings, root, task)
    match question:
        case ListImages():
            return _listed(data, question, task)
        case ReadThumbnails(split=name, indexes=indexes, side=side):
            return small_images(split_of(data, name), indexes, side)
        case OpenImage(split=name, index=index):
            return _opened(data, settings, name, index)
        case MakeBatch(project=project, step=step):
            return _batch(data, project, step)
        case CountLevels():
            return _levels(data.train, task)
        case WeighClasses():
            return in_words(balanced(data.train.labels, len(data.classes)).tolist(), data.classes)
        case CorrectImages(split=name, indexes=indexes, to=to):
            return correction_of(store.parts(settings.source, root)[0], split_of(data, name), indexes, to)
        case _:
            assert_never(question)


# --- which images ---


def _listed(data: Dataset, question: ListImages, task: Task) -> Listed:
    labels = split_of(data, question.split).labels.numpy()
    step, found = _newest(question, len(labels), len(data.classes))
    places = np.arange(len(labels)) if question.label is None else np.flatnonzero(labels == question.label)
    rank = _rank(data, question, found, task)
    if rank is not None:
        places = places[np.argsort(rank[places], kind="stable")]
    listed = Listed(question.split, places.astype(np.int64), labels[places].astype(np.int64))
    if found is None:
        return listed
    answers = found[places]
    return Listed(
        listed.split, listed.places, listed.labels, answers["predicted"].astype(np.int64), answers["truth"], step
    )


def _rank(data: Dataset, question: ListImages, found: Predicted | None, task: Task) -> NDArray[np.float64] | None:
    """By what all images of the split are sorted, rising; None: they stay as they are."""
    order: ImageOrder = question.order
    match order:
        case "as they are":
            return None
        case "largest file":
            sizes = sizes_of_files(split_of(data, question.split), question.settings.source, task)
            return -np.array(sizes, np.float64) if sizes else None
        case "most wrong":
            return None if found is None else np.nan_to_num(found["truth"].astype(np.float64), nan=0.0)
        case _:
            assert_never(order)


def _newest(question: ListImages, images: int, classes: int) -> tuple[int, Predicted | None]:
    """What the newest evaluation on the split that the run keeps found, and its step; None of other images."""
    if question.evaluated is None or question.split == "train":
        return 0, None
    try:
        reader = RunReader(question.evaluated)
        kept = reader.evaluated_steps(question.split)
        found = reader.predictions(question.split, kept[-1]) if kept else None
    except LayerscopeError:  # the run is gone, or damaged: the images are there all the same
        return 0, None
    if found is None or len(found) != images or found["predicted"].max(initial=0) >= classes:
        return 0, None
    return kept[-1], found


# --- what they look like ---


def _opened(data: Dataset, settings: DataSettings, name: SplitName, index: int) -> Opened:
    images = split_of(data, name)
    refuse_beyond(images, (index,))
    file, path = file_of(images, settings.source, index)
    return Opened(ImageOf(name, index), images.image(index).numpy(), int(images.labels[index]), file, path)


def _batch(data: Dataset, project: Project, step: int) -> TrainingBatch:
    """What the run's own feeder makes; it is looked at before normalisation, so that takes no statistics.

    Own drawings stand behind the images of the data; here any image stands for them.
    """
    channels = data.train.shape[0]
    any_image = data.train.first(1)
    feeder = plain_feeder(project, data.train, Normaliser((0.0,) * channels, (1.0,) * channels), CPU, any_image)
    (pixels, labels), places = feeder.pictures(step), feeder.places(step).numpy()
    kept, drawings = len(places), len(labels) - len(places)
    return TrainingBatch(
        step, pixels[:kept].numpy(), labels[:kept].numpy(), places, feeder.steps_per_epoch, drawings=drawings
    )


def _levels(images: Split, task: Task) -> Levels:
    counts, done = np.zeros((images.shape[0], 256), np.int64), 0
    for part in images.in_parts():
        task.go_on()
        task.tell("Counting the values", done, len(images))
        counts += levels_of(part).numpy()
        done += len(part)
    return counts
