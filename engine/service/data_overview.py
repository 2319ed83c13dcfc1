"""Data overview: the data of a project in figures and samples."""

from __future__ import annotations

import torch

from engine.data.dataset import Dataset, Split
from engine.data.normalise import Normaliser
from engine.service.answers import DataOverview, Pixels, SplitOverview

SAMPLES = 10  # images shown of each class


def data_overview(data: Dataset, normaliser: Normaliser) -> DataOverview:
    """The splits with their counts, the first training images of each class, and the normalisation in figures."""
    count = len(data.classes)
    splits = [SplitOverview("train", _counts(data.train, count)), SplitOverview("test", _counts(data.test, count))]
    if data.validation is not None:
        splits.insert(1, SplitOverview("validation", _counts(data.validation, count)))
    samples = tuple(_samples(data.train, index) for index in range(count))
    return DataOverview(data.classes, tuple(splits), samples, normaliser.mean, normaliser.spread, data.note)


def _counts(split: Split, classes: int) -> tuple[int, ...]:
    return tuple(torch.bincount(split.labels, minlength=classes).tolist())


def _samples(split: Split, label: int) -> Pixels:
    chosen = (split.labels == label).nonzero().flatten()[:SAMPLES]
    pixels: Pixels = split.images[chosen].numpy()
    return pixels
