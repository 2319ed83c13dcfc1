"""Statistics: how a layer of the shown model spreads over training images. Long: on copies, on threads of their own."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, assert_never

import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Dataset
from engine.errors import DataError, InputError
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.muting.sample import sample_of
from engine.inspection.statistics.dropping import dropped
from engine.inspection.statistics.gathering import batches, layer_statistics, weights_alone, with_gradients
from engine.inspection.statistics.layer_statistics import LayerStatistics
from engine.model.net import Net
from engine.model.own_dropout import draw_apart
from engine.project.project import Project
from engine.service.long_tasks import Task
from engine.service.looking.statistics_questions import DropOut, Dropped, Gathered, GatherStatistics, OfStatistics
from engine.training.steps.losses import loss_of
from engine.training.steps.preparation import class_weights_of

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

Taken = Callable[[Callable[["Showing"], Any], Task], Any]


@dataclass(frozen=True, eq=False)
class _Asked:
    """A copy of the shown model, as it is muted; `complete` says whether it can answer."""

    net: Net
    project: Project
    step: int
    complete: bool
    images: tuple[Dataset, Normaliser] | None = None


class Statistics:
    """`taken` asks the moments' thread for what is shown."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken

    def answered(self, question: OfStatistics, task: Task) -> Gathered | Dropped | None:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        match question:
            case GatherStatistics():
                return self._gathered(question, task)
            case DropOut():
                return self._dropped(question, task)
            case _:
                assert_never(question)

    # --- how it spreads ---

    def _gathered(self, question: GatherStatistics, task: Task) -> Gathered:
        try:
            asked: _Asked = self._taken(partial(_asked, images=True), task)
        except DataError as missing:
            asked = self._taken(partial(_asked, images=False), task)
            return Gathered(asked.step, self._bare(asked, question), missing)
        draw_apart(asked.net)
        return Gathered(asked.step, _over_images(asked, question, task))

    def _bare(self, asked: _Asked, question: GatherStatistics) -> LayerStatistics:
        if question.address not in asked.net.layers:
            raise InputError("Of this there are no weights.", "Choose a layer that learns, or find the images.")
        return weights_alone(asked.net, question.address, question.mode)

    # --- dropout ---

    def _dropped(self, question: DropOut, task: Task) -> Dropped | None:
        def take(showing: Showing) -> tuple[Net, torch.Tensor | None, int]:
            seen = showing.seen(question.image)
            net = deepcopy(muted_net(showing.net, showing.mutes, showing.means(showing.mutes)))
            return net, None if seen is None else showing.normaliser(seen[None]), showing.shown.step

        net, x, step = self._taken(take, task)
        if x is None:
            return None
        given, gave, probability = dropped(net, question.address, x, question.draw)
        return Dropped(question.address, question.image, step, probability, given.numpy().copy(), gave.numpy().copy())


def _asked(showing: Showing, *, images: bool) -> _Asked:
    shown = showing.shown
    net = showing.model().net() if shown.complete else deepcopy(showing.net)
    mutes = showing.mutes if images or showing.mutes.how == "zero" else type(showing.mutes)()
    heard = muted_net(net, mutes, showing.means(mutes))
    there = (showing.data, showing.normaliser) if images else None
    return _Asked(heard, shown.project, shown.step, shown.complete, there)


def _over_images(asked: _Asked, question: GatherStatistics, task: Task) -> LayerStatistics:
    net, training = asked.net, asked.project.training
    assert net.generator is not None  # noqa: S101  # it draws apart
    assert asked.images is not None  # noqa: S101  # they were asked for
    dataset, normaliser = asked.images
    sample, batch = sample_of(dataset.train, net, normaliser), training.batch
    net.generator.manual_seed(training.seed)
    images = batches(sample, net, batch, question.mode)
    found = layer_statistics(net, question.address, question.mode, images, task.go_on)
    if not asked.complete:
        return found
    weights = class_weights_of(asked.project, dataset, torch.device("cpu"))
    first = next(batches(sample, net, batch, "training"))
    return with_gradients(found, net, first, loss_of(training, weights))
