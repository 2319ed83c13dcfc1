"""Image search: images that the shown model takes for another class. Long: on threads of its own, on copied weights.

What was found out about a split is kept as long as the same weights are shown and the images come from the same folder,
so the next search begins where the last one ended. A chunk of images is compared at once; no loop goes over single
images.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser, fitted_lazily
from engine.data.dataset import Split
from engine.data.store import DataStore
from engine.inspection.muting.muted_net import Means, muted_net
from engine.inspection.muting.mutes import Mutes
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.model.model import Model
from engine.model.net import Net
from engine.prediction.answer import predict
from engine.project.data.splits import SplitName, images_of
from engine.project.project import Project
from engine.service.answers import ImageOf, Picture
from engine.service.long_tasks import Task
from engine.service.model.showing import split_of

CHUNK = 512  # images at a time


@dataclass(frozen=True, eq=False)
class Subject:
    """What is searched with: the model and its serial number, its project, and where its images lie.

    `mutes` are muted in it, with the `means` that they give; `filters` were typed in, and are in the model already.
    """

    serial: int
    project: Project
    model: Model
    root: Path | None
    mutes: Mutes = field(default_factory=Mutes)
    means: Means = field(default_factory=dict)
    filters: tuple[OwnFilter, ...] = ()

    def net(self) -> Net:
        """A module of its own."""
        return muted_net(self.model.net(), self.mutes, self.means)

    @property
    def same(self) -> Hashable:
        """Alike where it says the same to the same images."""
        return self.serial, self.root, self.mutes, self.filters


@dataclass(eq=False)
class _Looked:
    """A split as far as it was looked through: `guesses` (n,), −1 where not yet."""

    split: Split
    normaliser: Normaliser
    labels: NDArray[np.int64]
    guesses: NDArray[np.int64]


class ImageSearch:
    """Finds images in the splits of the shown model's data; searches side by side may look at an image twice."""

    def __init__(self, store: DataStore) -> None:
        self._store = store
        self._kept: tuple[Hashable, dict[SplitName, _Looked]] = (None, {})

    def mistakes(self, subject: Subject, name: SplitName, start: int, count: int, task: Task) -> list[Picture]:
        """The next images, from `start` on and going round, that the model gets wrong. Raises DataError."""
        looked = self._looked(subject, name, task)
        found: list[Picture] = []
        for places in self._parts(subject, looked, name, start, task):
            wrong = places[looked.guesses[places] != looked.labels[places]]
            found += [_picture(looked, name, int(index)) for index in wrong[: count - len(found)]]
            if len(found) == count:
                break
        return found

    def _looked(self, subject: Subject, name: SplitName, task: Task) -> _Looked:
        """What is known of a split; the images are read first where nobody has."""
        of, known = self._kept
        if of != subject.same:
            known = {}
            self._kept = (subject.same, known)
        if name not in known:
            reading = f"Reading {subject.project.data.source.name}"
            tell, stopped = partial(task.tell, reading), lambda: task.stopped
            data = self._store.get(subject.project.data, subject.root, tell, stopped)
            split, channels = split_of(data, name), data.train.shape[0]
            normaliser = fitted_lazily(subject.project.data.normalisation, channels, lambda: data.train)
            known[name] = _Looked(split, normaliser, split.labels.numpy(), np.full(len(split), -1, np.int64))
        return known[name]

    def _parts(
        self, subject: Subject, looked: _Looked, name: SplitName, start: int, task: Task
    ) -> Iterator[NDArray[np.int64]]:
        """The places of all images, a chunk at a time from `start` on, each once the model has answered about it."""
        order = np.roll(np.arange(len(looked.labels)), -(start % max(1, len(looked.labels))))
        net: Net | None = None
        for begin in range(0, len(order), CHUNK):
            task.go_on()
            places = order[begin : begin + CHUNK]
            unknown = places[looked.guesses[places] < 0]
            if len(unknown):
                net = net or subject.net()
                task.tell(f"Looking through the {images_of(name).lower()}", begin, len(order))
                answers = predict(net, looked.normaliser, looked.split.at(torch.from_numpy(unknown)))
                looked.guesses[unknown] = answers.argmax(1).numpy()
            yield places


def _picture(looked: _Looked, name: SplitName, index: int) -> Picture:
    pixels, guess = looked.split.image(index).numpy(), int(looked.guesses[index])
    return Picture(ImageOf(name, index), pixels, len(looked.labels), int(looked.labels[index]), guess)
