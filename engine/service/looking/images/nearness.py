"""Nearness: which training images are nearest to an image for the shown model, and how unlike all of them it is. Long.

For each set of weights some thousands of training and test images are looked at, and what was made of them is kept with
the shown model; after that an image takes a moment. Where weights are being trained, those of a moment ago will do.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from weakref import ReferenceType, ref

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.embedding.familiarity import Familiarity, familiarity
from engine.inspection.embedding.hidden import Seen, seen_by, seen_of, widest
from engine.inspection.embedding.sample import counts_for, places_of, sample_at
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net
from engine.platform import HERE
from engine.service.answers import ImageOf, ImageRef, Shown
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task
from engine.service.looking.copied import Copied, copied_to_answer
from engine.service.looking.images.embedding_answers import Nearest
from engine.service.looking.images.embedding_questions import FindNearest
from engine.service.looking.kept import Kept
from engine.service.looking.taking import Taking

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

SIDE = 56  # pixels of a picture, at least
Places: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Held:
    """What an image is held against: known images as weights have them, at most `most` features of each.

    `of` and `serial` say which weights. The images themselves it does not keep.
    """

    net: Net
    normaliser: Normaliser
    of: Hashable
    serial: int
    step: int
    train: ReferenceType[Split]
    test: ReferenceType[Split]
    places: Places
    most: int
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
    kept: Kept

    @property
    def of(self) -> Hashable:
        return self.shown.model, self.mutes


class Nearness:
    """`taking` gives what is shown."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking

    def nearest(self, question: FindNearest, task: Task) -> Nearest | None:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        HERE.step_back()
        asked = self._taking.taken(lambda showing: _asked(showing, question.image), task)
        if asked.seen is None:
            return None
        held: _Held | None = asked.kept.get(_Held)
        if held is None or not _holds(held, asked, anew=question.anew):
            held = None  # it goes before another one is made: both are too much
            asked.kept.pop(_Held, None)
            held = self._held_against(task)
        return _nearest(held, question.image, asked)

    def _held_against(self, task: Task) -> _Held:
        def take(showing: Showing) -> tuple[Copied, _Asked]:
            return copied_to_answer(showing), _asked(showing, None)

        copy, asked = self._taking.copied(take, task)
        net, normaliser = copy.net, copy.normaliser
        known, tested = counts_for(net)
        places = places_of(asked.train, known)
        most = widest(len(places))
        train = _seen(net, asked.train, places, normaliser, most, task)
        test = _seen(net, asked.test, places_of(asked.test, tested), normaliser, most, task)
        found = familiarity(train.features, test.features)
        shown, images = asked.shown, (ref(asked.train), ref(asked.test))
        held = _Held(net, normaliser, asked.of, shown.serial, shown.step, *images, places, most, found)
        asked.kept[_Held] = held
        return held


def _asked(showing: Showing, image: ImageRef | None) -> _Asked:
    showing.refuse_broken()
    train, test = showing.split("train"), showing.split("test")
    own = image.index if isinstance(image, ImageOf) and showing.split(image.split) is train else None
    seen = None if image is None else showing.seen(image)
    return _Asked(seen, own, showing.shown, showing.mutes, train, test, showing.kept)


def _holds(held: _Held, asked: _Asked, *, anew: bool) -> bool:
    """Whether it is of the same network and images, and where it must be, of the same weights."""
    same = held.of == asked.of and held.train() is asked.train and held.test() is asked.test
    return same and (not anew or held.serial == asked.shown.serial)


def _seen(net: Net, images: Split, places: Places, normaliser: Normaliser, most: int, task: Task) -> Seen:
    return seen_of(net, sample_at(images, places, normaliser), most, lambda _: task.go_on())


def _nearest(held: _Held, image: ImageRef, asked: _Asked) -> Nearest:
    assert asked.seen is not None  # noqa: S101  # else nobody asks
    train = held.train() or asked.train
    features = seen_by(held.net, (held.normaliser(asked.seen[None]),), 1, most=held.most).features[0]
    own = asked.own if train is asked.train else None
    itself = next(iter(np.flatnonzero(held.places == own).tolist()), None) if own is not None else None
    near = held.familiarity.near(features, itself)
    indexes = tuple(held.places[near.places].tolist())
    labels = train.labels[torch.tensor(indexes, dtype=torch.int64)].tolist()
    pictures = small_images(train, indexes, SIDE)
    known, tested = len(held.places), len(held.familiarity.usual)
    return Nearest(image, held.step, indexes, tuple(labels), pictures, near.share, known, tested)
