"""Embeddings: many test images as the last hidden layer of the shown model has them. Long: on threads of their own.

What the model made of the images is kept with it as long as the same weights are shown, muted alike, so that another
layout of them asks it nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, assert_never
from weakref import ReferenceType, ref

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.errors import InputError
from engine.inspection.embedding.hidden import Seen, hidden_of, seen_of, widest
from engine.inspection.embedding.plane import Points, plane_of, turned
from engine.inspection.embedding.sample import places_of, sample_at
from engine.inspection.embedding.tsne import tsne
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net
from engine.platform import HERE
from engine.service.answers import Pixels, Shown
from engine.service.images.small_images import small_images
from engine.service.long_tasks import Task
from engine.service.looking.copied import copied_to_answer
from engine.service.looking.images.embedding_answers import Embedded, Nearest
from engine.service.looking.images.embedding_questions import EmbedImages, FindNearest, OfEmbedding, ReadEmbedded
from engine.service.looking.images.nearness import Nearness
from engine.service.looking.kept import Kept
from engine.service.looking.taking import Taking

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

POINTS = "points"  # what is counted


@dataclass(frozen=True, eq=False)
class _Asked:
    """A copy of the shown model, as it is muted, its test images, and what is kept with it."""

    net: Net
    shown: Shown
    mutes: Mutes
    images: Split
    normaliser: Normaliser
    kept: Kept


@dataclass(frozen=True, eq=False)
class _Known:
    """What weights made of images, which it does not keep."""

    of: tuple[Hashable, ...]
    images: ReferenceType[Split]
    places: NDArray[np.int64]
    seen: Seen


class Embeddings:
    """`taking` gives what is shown."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._nearness = Nearness(taking)
        self._lay: tuple[Hashable, Points] | None = None  # which images lay where in the last answer

    def answered(self, question: OfEmbedding, task: Task) -> Embedded | Pixels | Nearest | None:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        match question:
            case EmbedImages():
                return self._embedded(question, task)
            case FindNearest():
                return self._nearness.nearest(question, task)
            case ReadEmbedded(indexes=indexes, side=side):
                images = self._taking.taken(lambda showing: showing.split("test"), task)
                return small_images(images, indexes, side)
            case _:
                assert_never(question)

    def _embedded(self, question: EmbedImages, task: Task) -> Embedded:
        HERE.step_back()
        found, seen, of = self._looked_at(question, task)
        task.let_go()  # the copy is gone, and a layout may take minutes
        return self._as_it_lay(self._laid_out(found, seen, task), (of, len(seen)))

    def _looked_at(self, question: EmbedImages, task: Task) -> tuple[Embedded, Seen, Hashable]:
        """All but where they lie, what the network makes of them, and which network that is."""
        asked = self._taking.copied(_asked, task, POINTS)
        known = self._seen(asked, question.images, task)
        hidden, seen = hidden_of(asked.net), known.seen
        found = Embedded(
            step=asked.shown.step,
            layout=question.layout,
            indexes=known.places,
            points=np.zeros((len(seen), 2), np.float32),
            labels=asked.images.labels.numpy()[known.places].astype(np.int64),
            predicted=seen.predicted,
            probability=seen.probability,
            count=len(asked.images),
            features=seen.features.shape[1],
            address=hidden.address,
            learned=hidden.learned,
        )
        return found, seen, asked.shown.model

    def _laid_out(self, found: Embedded, seen: Seen, task: Task) -> Embedded:
        def tell(done: int, total: int) -> None:
            task.go_on()
            if done:
                task.tell("Laying out the images", done, total, POINTS)
            else:  # the rounds begin once these are found
                task.tell("Looking for the neighbours of each image…", 0, 0, POINTS)

        plane = plane_of(seen.features)
        if found.layout == "PCA":
            return replace(found, points=plane.points, share=plane.share)
        return replace(found, points=tsne(seen.features, plane.points, tell))

    def _as_it_lay(self, found: Embedded, of: Hashable) -> Embedded:
        """Turned to lie as these images lay in the last answer about this network."""
        if self._lay is not None and self._lay[0] == of:
            found = replace(found, points=turned(found.points, self._lay[1]))
        self._lay = of, found.points
        return found

    def _seen(self, asked: _Asked, count: int, task: Task) -> _Known:
        of = (asked.shown.serial, asked.mutes, count)
        known: _Known | None = asked.kept.pop(_Known, None)
        if known is None or known.of != of or known.images() is not asked.images:
            known = None  # before others are made: both are too many
            places = places_of(asked.images, count)
            known = _Known(of, ref(asked.images), places, _made(asked, places, task))
        asked.kept[_Known] = known
        return known


def _made(asked: _Asked, places: NDArray[np.int64], task: Task) -> Seen:
    def tell(done: int) -> None:
        task.go_on()
        task.tell("Asking the network about each image", done, len(places), POINTS)

    if not len(places):
        raise InputError("There are no test images to lay out.", "Choose data with test images.")
    sample = sample_at(asked.images, places, asked.normaliser)
    return seen_of(asked.net, sample, widest(len(places)), tell, partial(task.wait_for_memory, POINTS))


def _asked(showing: Showing) -> _Asked:
    copy = copied_to_answer(showing)
    return _Asked(copy.net, showing.shown, showing.mutes, showing.split("test"), copy.normaliser, showing.kept)
