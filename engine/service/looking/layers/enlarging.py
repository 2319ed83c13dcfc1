"""Enlarging: one filter or map of the shown model: at once on the current image, and a while later on others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias, assert_never

import torch

from engine.inspection.enlarging.across_images import first_of_each_class, maps_of
from engine.inspection.enlarging.enlarged_filter import NO_FILTERS, enlarged_filter
from engine.inspection.enlarging.enlarged_map import enlarged_map
from engine.inspection.enlarging.sheet import sheet
from engine.inspection.enlarging.surveying import surveyed
from engine.inspection.limits import limits
from engine.inspection.muting.sample import sample_of
from engine.inspection.own_filters.filtered_net import filtered_net
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.service.answers import ImageRef, Shown
from engine.service.long_tasks import Task
from engine.service.looking.copied import copied_with_tests
from engine.service.looking.layers.enlarge_questions import (
    AcrossImages,
    Enlarge,
    Enlarged,
    LookAcrossImages,
    Sheet,
    ShowSheet,
    Surveyed,
    SurveyFilters,
    Tried,
    TryFilter,
    UseOwnFilters,
)
from engine.service.looking.taking import Taking

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

Momentary: TypeAlias = Enlarge | ShowSheet | TryFilter | UseOwnFilters


def answered(question: Momentary, showing: Showing) -> Enlarged | Sheet | Tried | Shown | None:
    """On the thread of the moments. Raises InputError in words, DataError, and NotRead."""
    match question:
        case Enlarge():
            return _enlarged(question, showing)
        case ShowSheet():
            return _sheet(question, showing)
        case TryFilter(own=own, image=image):
            return _tried(own, image, showing)
        case UseOwnFilters(filters=filters):
            return showing.use_own_filters(filters)
        case _:
            assert_never(question)


def _enlarged(question: Enlarge, showing: Showing) -> Enlarged:
    step = showing.shown.step
    if question.part == "filter":
        return Enlarged(step, enlarged_filter(showing.net, question.address, question.index), None)
    seen = showing.seen(question.image)
    found = enlarged_map(showing.heard, _prepared(showing, seen), question.address, question.index, question.beside)
    return Enlarged(step, found, None if seen is None else question.image)


def _sheet(question: ShowSheet, showing: Showing) -> Sheet:
    x = _prepared(showing, showing.seen(question.image))
    return Sheet(showing.shown.step, sheet(showing.heard, x, question.addresses, question.side))


def _tried(own: OwnFilter, image: ImageRef, showing: Showing) -> Tried:
    net, x = showing.net, _prepared(showing, showing.seen(image))
    without, other = showing.net_without(own.address, own.index), filtered_net(net, (own,))
    if other is net:
        raise NO_FILTERS
    before, after = (enlarged_map(one, x, own.address, own.index) for one in (without, other))
    return Tried(showing.shown.step, enlarged_filter(net, own.address, own.index), before, after)


def _prepared(showing: Showing, seen: torch.Tensor | None) -> torch.Tensor:
    """An image as the network gets it; a black one where nothing is drawn."""
    black = torch.zeros(showing.shown.project.facts.shape, dtype=torch.uint8)
    return showing.normaliser((black if seen is None else seen)[None])


def across_images(question: LookAcrossImages, taking: Taking, task: Task) -> AcrossImages:
    """`taking` gives a copy of what is shown. Raises InputError in words, DataError and Stopped."""
    copy, images = taking.copied(copied_with_tests, task)
    places = first_of_each_class(images.labels)
    chosen = images.chosen(torch.from_numpy(places))
    address, index = question.address, question.index
    maps, every = maps_of(copy.net, copy.normaliser, chosen, address, index, side=question.side, go_on=task.go_on)
    labels = tuple(int(label) for label in chosen.labels)
    return AcrossImages(address, index, copy.step, maps, tuple(places.tolist()), labels, limits(maps), every)


def surveyed_filters(question: SurveyFilters, taking: Taking, task: Task) -> Surveyed:
    """The same; a filter that is muted itself is told as it would be if it were heard."""
    copy, images = taking.copied(partial(copied_with_tests, heard=question.address), task)
    sample = sample_of(images, copy.net, copy.normaliser)
    return Surveyed(copy.step, surveyed(copy.net, question.address, sample, task.go_on))
