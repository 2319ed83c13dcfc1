"""Opinions: what the shown model takes training images for, so that labels can be found that it disagrees with. Long.

It is asked about a bounded number of them, whatever their number and its size, drawn once for all: so that what it said
is known when some were put right, as long as the same weights are shown and the same images are in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import torch
from numpy.typing import NDArray

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import fitted_lazily
from engine.data.check_up.subject import Verdicts
from engine.data.dataset import Split
from engine.data.pool import Pool
from engine.data.store import DataStore
from engine.model.model import Model
from engine.prediction.answer import predict
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource, as_read
from engine.service.images.image_search import Subject
from engine.service.images.reading import read
from engine.service.long_tasks import Task

LEAST, MOST = 200, 10_000  # images that it is asked about
WORK = 50_000_000_000  # multiply-adds, a few seconds of one thread, that this takes at most beyond the least
CHUNK = 256  # images at a time


@dataclass(eq=False)
class _Said:
    """On the images of a pool (M,): the class that the model takes each for, −1 where not asked; how sure it is."""

    predicted: NDArray[np.int64]
    probability: NDArray[np.float32]


class Opinions:
    """Those of the model that was shown last."""

    def __init__(self, store: DataStore) -> None:
        self._store = store
        self._serial = -1
        self._said: WeakKeyDictionary[Pool, _Said] = WeakKeyDictionary()

    def on(self, images: Split, source: AnySource, judge: Subject, task: Task) -> Verdicts | None:
        """What it takes these for; None where it was made for others. Raises Stopped, and DataError as reading does."""
        if not _judges(judge, source):
            return None
        said, asked = self._known(judge, images.pool), _asked(images, judge.model)
        unknown = asked[said.predicted[asked] < 0]
        if len(unknown):
            self._ask(judge, images.pool, unknown, said, task)
        places = np.full(len(images.pool), -1, np.int64)
        places[images.indices.numpy()] = np.arange(len(images))
        return Verdicts(places[asked], said.predicted[asked], said.probability[asked])

    def _known(self, judge: Subject, pool: Pool) -> _Said:
        if judge.serial != self._serial:
            self._serial, self._said = judge.serial, WeakKeyDictionary()
        if pool not in self._said:
            self._said[pool] = _Said(np.full(len(pool), -1, np.int64), np.zeros(len(pool), np.float32))
        return self._said[pool]

    def _ask(self, judge: Subject, pool: Pool, places: NDArray[np.int64], said: _Said, task: Task) -> None:
        net, settings = judge.net(), judge.project.data
        channels = judge.project.facts.shape[0]
        normaliser = fitted_lazily(
            settings.normalisation, channels, lambda: read(self._store, settings, judge.root, task).train
        )
        for begin in range(0, len(places), CHUNK):
            task.go_on()
            task.tell("Asking the shown run", begin, len(places))
            chunk = np.sort(places[begin : begin + CHUNK])
            answers = predict(net, normaliser, pool.at(torch.from_numpy(chunk))).nan_to_num().max(1)
            said.predicted[chunk] = answers.indices.numpy()
            said.probability[chunk] = answers.values.numpy()


def _judges(judge: Subject, source: AnySource) -> bool:
    """Whether a model was made for these classes of these images, whatever else was put right about them."""
    trained = judge.project.data.source
    same = as_read(trained) == as_read(source)
    return same and (not isinstance(trained, OwnImages) or _labelled(trained) == _labelled(source))


def _labelled(source: AnySource) -> tuple[str, ...]:
    return source.labelled if isinstance(source, OwnImages) else ()


def _asked(images: Split, model: Model) -> NDArray[np.int64]:
    """The places in the pool of those that it is asked about, in the order in which they are."""
    work = max(1, analyse(model.network, model.shape, model.classes).multiply_adds)
    most = min(MOST, max(LEAST, WORK // work))
    order = np.random.default_rng(0).permutation(len(images.pool))
    there = np.zeros(len(images.pool), bool)
    there[images.indices.numpy()] = True
    return order[there[order]][:most]
