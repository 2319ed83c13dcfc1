"""Enlarging: one filter or map of the shown model: at once on the current image, and a while later on others."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.enlarging.across_images import first_of_each_class, maps_of
from engine.inspection.enlarging.enlarged_filter import enlarged_filter
from engine.inspection.enlarging.enlarged_map import enlarged_map
from engine.inspection.enlarging.figures import limits
from engine.model.net import Net
from engine.service.long_tasks import Task
from engine.service.looking.enlarge_questions import AcrossImages, Enlarge, Enlarged, LookAcrossImages

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

Taken = Callable[[Callable[["Showing"], "_Tested"], Task], "_Tested"]


@dataclass(frozen=True, eq=False)
class _Tested:
    """A copy of the shown model as it is muted, and its test images."""

    net: Net
    images: Split
    normaliser: Normaliser
    step: int


def enlarged(showing: Showing, question: Enlarge) -> Enlarged:
    """On the thread of the moments. Raises InputError in words, DataError, and NotRead."""
    step = showing.shown.step
    if question.part == "filter":
        return Enlarged(step, enlarged_filter(showing.net, question.address, question.index), None)
    seen = showing.seen(question.image)
    black = torch.zeros(showing.shown.project.facts.shape, dtype=torch.uint8)
    x = showing.normaliser((black if seen is None else seen)[None])
    found = enlarged_map(showing.heard, x, question.address, question.index, question.beside)
    return Enlarged(step, found, None if seen is None else question.image)


def across_images(question: LookAcrossImages, taken: Taken, task: Task) -> AcrossImages:
    """`taken` asks the moments' thread. Raises InputError in words, DataError and Stopped."""

    def take(showing: Showing) -> _Tested:
        images = showing.split("test")
        return _Tested(deepcopy(showing.heard), images, showing.normaliser, showing.shown.step)

    tested = taken(take, task)
    places = first_of_each_class(tested.images.labels)
    chosen = tested.images.chosen(torch.from_numpy(places))
    maps = maps_of(tested.net, tested.normaliser, chosen, question.address, question.index, task.go_on)
    labels = tuple(int(label) for label in chosen.labels)
    step, whole = tested.step, limits(np.asarray(maps))
    return AcrossImages(question.address, question.index, step, maps, tuple(places.tolist()), labels, whole)
