"""Spread over time: what a layer of the shown run gave at the steps that it keeps. Long: on threads of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.errors import InputError, RunFolderError
from engine.inspection.muting.sample import Sample, sample_for_means
from engine.inspection.statistics.gathering import batches, layer_statistics, weights_alone, with_gradients
from engine.inspection.statistics.histogram import Histogram
from engine.inspection.statistics.ridges import on_common_edges
from engine.model.weights import load_tensors
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.service.long_tasks import Task
from engine.service.looking.layers.statistics_questions import GatherRidge
from engine.service.looking.layers.time_questions import Ridge
from engine.service.looking.looked_at import LookedAt, looked_at
from engine.service.looking.taking import Taking
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


class _Seen(NamedTuple):
    """How values spread, over how many images, in batches of how many in training."""

    values: Histogram
    images: int
    batch: int | None


MOST = 36  # steps that are looked at
STEPS = "steps"  # what is counted
NO_GRADIENT = "Of this there is no gradient.", "Choose a layer that learns."


def ridge_over_images(question: GatherRidge, taking: Taking, saved: SavedWeights, task: Task) -> Ridge:
    """The answer; raises InputError and DataError in words, and Stopped."""

    def take(showing: Showing) -> LookedAt:
        folder = showing.shown.folder
        if folder is None or folder.resolve() != question.run.resolve():
            raise InputError("Another run is shown by now.", "Show this one again.")
        return looked_at(showing)

    looked = taking.copied(take, task, STEPS)
    found = dict(_seen(looked, question, saved, task))
    if not found:
        raise InputError("There is no step of the run to show.", "Choose a run that keeps snapshots.")
    edges, shares = on_common_edges([(one.values.edges, _without_zeros(one.values)) for one in found.values()])
    zeros = np.array([one.values.zero_share for one in found.values()])
    of = next(iter(found.values()))
    return Ridge(question.address, tuple(found), edges, shares, zeros, of.images, of.batch)


def _seen(looked: LookedAt, question: GatherRidge, saved: SavedWeights, task: Task) -> Iterator[tuple[int, _Seen]]:
    """Of each step whose snapshot can be read. As in training there is a whole batch at least."""
    trains = question.mode == "training" or question.what == "gradients"
    least = looked.project.training.batch if trains else 1
    sample = sample_for_means(looked.dataset.train, looked.net, looked.normaliser, least)
    steps = chosen(Snapshots(RunFolder.open(question.run).snapshots).steps())
    for done, step in enumerate(steps, start=1):
        task.go_on()
        task.tell("Looking at the steps", done, len(steps), STEPS)
        try:
            found = saved.of(question.run, step)
        except RunFolderError:
            continue
        if found is not None:
            load_tensors(looked.net, found[0])
            looked.draw_anew()
            yield step, _at_a_step(looked, question, sample, task)


def _at_a_step(looked: LookedAt, question: GatherRidge, sample: Sample, task: Task) -> _Seen:
    batch = looked.project.training.batch
    images = batches(sample, looked.net, batch, question.mode)
    if question.what == "outputs":
        told = layer_statistics(looked.net, question.address, question.mode, images, task.go_on)
        assert told.after is not None  # noqa: S101  # there are images
        return _Seen(told.after.values, told.images, told.batch if question.mode == "training" else None)
    known = weights_alone(looked.net, question.address, question.mode)
    first = next(islice(batches(sample, looked.net, batch, "training"), 1))
    found = with_gradients(known, looked.net, first, looked.loss)
    if not found.tensors or found.tensors[0].gradient is None:
        raise InputError(*NO_GRADIENT)
    return _Seen(found.tensors[0].gradient, found.gradient_images, found.gradient_images)


def _without_zeros(histogram: Histogram) -> np.ndarray:
    """Counts without those that are exactly 0, as of a ReLU that may be most of them."""
    counts = histogram.counts.copy()
    if histogram.zeros:
        counts[int(np.searchsorted(histogram.edges, 0.0, side="right")) - 1] -= histogram.zeros
    return counts


def chosen(steps: list[int]) -> list[int]:
    """Not more than can be told apart, evenly among them."""
    places = np.linspace(0, len(steps) - 1, min(len(steps), MOST)).round().astype(int)
    return [steps[place] for place in dict.fromkeys(places.tolist())]
