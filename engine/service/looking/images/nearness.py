"""Nearness: which training images are nearest to an image for the shown model, and how unlike all of them it is. Long.

For each set of weights some thousands of training and test images are looked at, and kept; after that an image takes a
moment. Where weights are being trained, those of a moment ago will do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.embedding.familiarity import Familiarity, familiarity
from engine.inspection.embedding.hidden import Seen, seen_by
from engine.inspection.embedding.sample import counts_for, places_of, sample_at
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net
from engine.platform import HERE
from engine.service.answers import ImageOf, ImageRef, Shown
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task
from engine.service.looking.images.embedding_answers import Nearest
from engine.service.looking.images.embedding_questions import FindNearest

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

SIDE = 56  # pixels of a picture, at least
Taken = Callable[[Callable[["Showing"], Any], Task], Any]


@dataclass(frozen=True, eq=False)
class _Held:
    """What an image is held against: known images as weights have them; `of` and `serial` say which weights."""

    net: Net
    normaliser: Normaliser
    of: Hashable
    serial: int
    step: int
    train: Split
    test: Split
    places: NDArray[np.int64]
    familiarity: Familiarity


@dataclass(frozen=True, eq=False)
class _Asked:
    """An image, None where nothing is drawn, and the shown model; its weights are copied where they are needed.

    `own` is the image's index in the training images where it is one of them: it is not said to be near itself.
    """

    seen: Tensor | None
    own: int | None
    shown: Shown
    mutes: Mutes
    train: Split
    test: Split

    @property
    def of(self) -> Hashable:
        return self.shown.model, self.mutes


class Nearness:
    """`taken` gives what is shown, read on the moments' thread."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._held: _Held | None = None

    def nearest(self, question: FindNearest, task: Task) -> Nearest | None:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        HERE.step_back()
        asked: _Asked = self._taken(lambda showing: _asked(showing, question.image), task)
        if asked.seen is None:
            return None
        held = self._held
        if held is None or not _holds(held, asked, anew=question.anew):
            held = self._held = self._held_against(task)
        return _nearest(held, question.image, asked.seen, asked.own)

    def _held_against(self, task: Task) -> _Held:
        def take(showing: Showing) -> tuple[Net, _Asked, Normaliser]:
            net, mutes = showing.model().net(), showing.mutes  # a copy
            return muted_net(net, mutes, showing.means(mutes)), _asked(showing, None), showing.normaliser

        net, asked, normaliser = self._taken(take, task)
        known, tested = counts_for(net)
        places = places_of(asked.train, known)
        train = _seen(net, asked.train, places, normaliser, task)
        test = _seen(net, asked.test, places_of(asked.test, tested), normaliser, task)
        found = familiarity(train.features, test.features)
        shown = asked.shown
        return _Held(net, normaliser, asked.of, shown.serial, shown.step, asked.train, asked.test, places, found)


def _asked(showing: Showing, image: ImageRef | None) -> _Asked:
    showing.refuse_broken()
    train, test = showing.split("train"), showing.split("test")
    own = image.index if isinstance(image, ImageOf) and showing.split(image.split) is train else None
    return _Asked(None if image is None else showing.seen(image), own, showing.shown, showing.mutes, train, test)


def _holds(held: _Held, asked: _Asked, *, anew: bool) -> bool:
    """Whether it is of the same network and images, and where it must be, of the same weights."""
    same = held.of == asked.of and held.train is asked.train and held.test is asked.test
    return same and (not anew or held.serial == asked.shown.serial)


def _seen(net: Net, images: Split, places: NDArray[np.int64], normaliser: Normaliser, task: Task) -> Seen:
    sample = sample_at(images, places, normaliser)
    return seen_by(net, (batch for batch, _ in sample.batches(net)), lambda _: task.go_on())


def _nearest(held: _Held, image: ImageRef, pixels: Tensor, own: int | None) -> Nearest:
    features = seen_by(held.net, (held.normaliser(pixels[None]),)).features[0]
    itself = next(iter(np.flatnonzero(held.places == own).tolist()), None) if own is not None else None
    near = held.familiarity.near(features, itself)
    indexes = tuple(held.places[near.places].tolist())
    labels = held.train.labels[torch.tensor(indexes, dtype=torch.int64)].tolist()
    pictures = small_images(held.train, indexes, SIDE)
    known, tested = len(held.places), len(held.familiarity.usual)
    return Nearest(image, held.step, indexes, tuple(labels), pictures, near.share, known, tested)
