"""Statistics: how a layer of the shown model spreads over training images. Long: on copies, on threads of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

import torch

from engine.analysis.analysis import analyse
from engine.analysis.wiring import wiring
from engine.data.pixel_scale import PixelScale
from engine.errors import DataError, InputError
from engine.inspection.muting.sample import sample_for_counting
from engine.inspection.statistics.deciding import muted_at
from engine.inspection.statistics.dropping import dropped
from engine.inspection.statistics.gathering import statistics_over, weights_alone
from engine.inspection.statistics.layer_statistics import LayerStatistics
from engine.platform import HERE
from engine.service.long_tasks import Task
from engine.service.looking.copied import Copied, copied
from engine.service.looking.layers.spread_over_time import ridge_over_images
from engine.service.looking.layers.statistics_questions import (
    DropOut,
    Dropped,
    Gathered,
    GatherRidge,
    GatherStatistics,
    OfStatistics,
)
from engine.service.looking.layers.time_questions import Ridge
from engine.service.looking.looked_at import LookedAt, looked_at
from engine.service.looking.taking import Taking
from engine.service.runs.ridge import ridge
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


class Statistics:
    """`taking` gives what is shown; `saved` holds weights of runs."""

    def __init__(self, taking: Taking, saved: SavedWeights) -> None:
        self._taking, self._saved = taking, saved

    def answered(self, question: OfStatistics, task: Task) -> Gathered | Dropped | Ridge | None:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        HERE.step_back()  # the thread is this task's own: whoever trains or looks goes first
        match question:
            case GatherStatistics():
                return self._gathered(question, task)
            case DropOut():
                return self._dropped(question, task)
            case GatherRidge(what="weights"):
                return ridge(question.run, question.address, task.go_on)
            case GatherRidge():
                return ridge_over_images(question, self._taking, self._saved, task)
            case _:
                assert_never(question)

    # --- how it spreads ---

    def _gathered(self, question: GatherStatistics, task: Task) -> Gathered:
        try:
            looked = self._taking.copied(looked_at, task)
        except DataError as missing:
            step, layer = self._taking.taken(partial(_bare, question=question), task)
            return Gathered(step, layer, missing)
        layer = _over_images(looked, question, task)
        return Gathered(looked.step, layer, of=len(looked.dataset.train), pixels=_pixels(looked, question.address))

    # --- dropout ---

    def _dropped(self, question: DropOut, task: Task) -> Dropped | None:
        def take(showing: Showing) -> tuple[Copied, torch.Tensor | None]:
            seen = showing.seen(question.image)
            return copied(showing), seen

        copy, seen = self._taking.copied(take, task)
        if seen is None:
            return None
        found = dropped(copy.net, question.address, copy.normaliser(seen[None]), question.draw)
        arrays = found.given.numpy().copy(), found.factors.numpy().copy()
        return Dropped(question.address, question.image, copy.step, found.probability, *arrays, found.maps)


def _bare(showing: Showing, question: GatherStatistics) -> tuple[int, LayerStatistics]:
    """What there is to say of a layer without images."""
    if question.address not in showing.net.layers:
        raise InputError("Of this there are no weights.", "Choose a layer that learns, or find the images.")
    return showing.shown.step, weights_alone(showing.net, question.address, question.mode)


def _pixels(looked: LookedAt, address: str) -> tuple[PixelScale, ...]:
    """Of the channels of the image, where that is what comes in."""
    net = looked.net
    wire = wiring(analyse(net.network, net.shape, net.classes)).wires.get(address)
    return looked.normaliser.scales if wire is not None and wire.input is None else ()


def _over_images(looked: LookedAt, question: GatherStatistics, task: Task) -> LayerStatistics:
    net, batch = looked.net, looked.project.training.batch
    sample = sample_for_counting(looked.dataset.train, net, looked.normaliser)
    looked.draw_anew()
    loss = looked.loss if looked.complete else None
    found = statistics_over(sample, net, question.address, question.mode, batch, loss, task.go_on)
    muted, elsewhere = muted_at(net, question.address, looked.mutes)
    return replace(found, muted=muted, muted_elsewhere=elsewhere)
