"""Data overview: the data of a project in figures and samples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from engine.data.batches.augment import augmented
from engine.data.batches.normalise import Normaliser, fitted, statistics
from engine.data.dataset import Dataset, Split
from engine.data.store import DataStore
from engine.project.data.augmentations import Augmentation
from engine.project.data.data_settings import Constants, DataSettings
from engine.project.proposal import measured
from engine.service.answers import DataOverview, Pixels, SplitOverview
from engine.service.images.reading import read
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task

SAMPLES = 10  # images shown of each class, at most
SIDE = 96  # pixels that larger ones are shown with
MOST_BYTES = 64 << 20  # of all of them: of a thousand classes of large images there are fewer
AT_ONCE = 32  # images made smaller
DRAWS = 16  # of one image


def read_overview(store: DataStore, settings: DataSettings, root: Path | None, task: Task) -> DataOverview:
    """The overview of a data set that may have to be read first, which the task tells. Raises DataError and Stopped."""
    data = read(store, settings, root, task)
    return data_overview(data, fitted(settings.normalisation, data.train), settings.augmentation)


def measured_constants(store: DataStore, settings: DataSettings, root: Path | None, task: Task) -> Constants:
    """Mean and spread of the training images, written down; as `read_overview`."""
    return measured(*statistics(read(store, settings, root, task).train))


def data_overview(data: Dataset, normaliser: Normaliser, augmentation: Sequence[Augmentation] = ()) -> DataOverview:
    """The splits with their counts, the first training images of each class, and what is done to them."""
    count = len(data.classes)
    splits = [SplitOverview("train", _counts(data.train, count)), SplitOverview("test", _counts(data.test, count))]
    if data.validation is not None:
        splits.insert(1, SplitOverview("validation", _counts(data.validation, count)))
    samples, indices = _samples(data.train, count)
    figures = normaliser.mean, normaliser.spread
    draws = _draws(data.train, augmentation)
    return DataOverview(data.classes, tuple(splits), samples, indices, *figures, data.note, data.remarks, draws)


def _counts(split: Split, classes: int) -> tuple[int, ...]:
    return tuple(torch.bincount(split.labels, minlength=classes).tolist())


def _draws(train: Split, augmentation: Sequence[Augmentation]) -> Pixels | None:
    """The first training image as so many steps might show it; None where they all show the same."""
    if not augmentation or not len(train):
        return None
    pixels: Pixels = augmented(train.part(0, 1).expand(DRAWS, -1, -1, -1), augmentation, seed=0).numpy()
    return pixels


def _samples(split: Split, classes: int) -> tuple[tuple[Pixels, ...], tuple[tuple[int, ...], ...]]:
    """The first images of each class, as large as they are shown, and their places, found in one pass of the labels."""
    labels = split.labels.numpy()
    order = np.argsort(labels, kind="stable")
    counts = np.bincount(labels, minlength=classes)
    before = np.cumsum(counts) - counts  # places in the order that earlier classes take
    rank = np.arange(len(labels)) - before[labels[order]]
    most = _samples_of_each(split, classes)
    chosen = order[rank < most]
    parts = np.array_split(chosen, max(1, -(-len(chosen) // AT_ONCE)))
    pixels: Pixels = np.concatenate([small_images(split, part.tolist(), SIDE) for part in parts])
    ends = np.cumsum(np.minimum(counts, most))[:-1]
    return tuple(np.split(pixels, ends)), tuple(tuple(part.tolist()) for part in np.split(chosen, ends))


def _samples_of_each(split: Split, classes: int) -> int:
    """How many images of each class there is room for."""
    small = math.prod(small_images(split, [0], SIDE).shape[1:]) if len(split) else 1
    return max(1, min(SAMPLES, MOST_BYTES // (classes * small)))
