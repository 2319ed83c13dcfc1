"""Proposal: a project to begin with on images that a person brought in: a stack that fits them, and a training."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from engine.network.activation_functions import ReLU
from engine.network.layers import BatchNorm, Conv2d, Flatten, GlobalAvgPool, Linear, MaxPool2d
from engine.network.network import Network
from engine.network.nodes import LayerOp, random_ids
from engine.network.presets import nodes_of
from engine.network.shapes import Shape
from engine.project.data.data_settings import Constants, DataSettings, FoundValidation, NoValidation, Validation
from engine.project.data.own_images import AnyOwnImages
from engine.project.data.spoiled_classes import with_source
from engine.project.edits_kept import with_edits_of
from engine.project.project import Project
from engine.project.training.budgets import Epochs
from engine.project.training.rate.schedules import Cosine
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed

FILTERS = (32, 64, 128)  # of the first layers, the last again and again
NARROW = (16, *FILTERS)  # where there are many: the first look at large maps
SMALL = 4  # pixels of a side, from which on nothing is pooled
MANY_CLASSES = 100  # for which all values of the last maps would make most of the weights
STEPS = 1_200  # at least, but for very few images
EPOCHS = (5, 60)
BATCHES = ((3_200, 64), (640, 32), (0, 16))  # from so many training images on
DIGITS = 4  # of constants that were measured


def proposed(source: AnyOwnImages, mean: tuple[float, ...], deviation: tuple[float, ...]) -> Project:
    """A project on a source, called as it is; `mean` and `deviation` are those of its training images, by channel."""
    facts = source.published
    data = DataSettings(
        source=source, validation=_validation(NoValidation(), source), normalisation=measured(mean, deviation)
    )
    stack = Network(nodes_of(random_ids(0), *_stack(facts.shape, len(facts.classes))))
    return changed(Project(), title=source.name[:200], network=stack, data=data, training=_training(facts.train_images))


def measured(mean: tuple[float, ...], deviation: tuple[float, ...]) -> Constants:
    """The constants that were measured, written down; of channels that are the same everywhere the spread is 1."""
    rounded = [round(value, DIGITS) for value in deviation]
    return changed(
        Constants(),
        mean=tuple(round(value, DIGITS) for value in mean),
        spread=tuple(value if value > 0 else 1.0 for value in rounded),
    )


def _stack(shape: Shape, classes: int) -> Iterator[LayerOp]:
    """Convolutions of 3×3, each followed by a pooling while there is something to pool, then one linear layer."""
    stages = _stages(min(shape[1:]))
    widths = chain(NARROW if stages > len(FILTERS) else FILTERS, _for_ever(FILTERS[-1]))
    for stage, filters in zip(range(max(1, stages)), widths, strict=False):
        yield from (Conv2d(filters, (3, 3), padding=(1, 1), bias=False), BatchNorm(), ReLU())
        if stage < stages:
            yield MaxPool2d()
    yield GlobalAvgPool() if classes > MANY_CLASSES else Flatten()
    yield Linear("classes")


def _for_ever(filters: int) -> Iterator[int]:
    while True:
        yield filters


def _stages(side: int) -> int:
    """How often it can be halved until it is small."""
    stages = 0
    while side > SMALL:
        side, stages = side // 2, stages + 1
    return stages


def _training(images: int) -> TrainingSettings:
    batch = min(max(1, images), next(batch for least, batch in BATCHES if images >= least))
    least, most = EPOCHS
    epochs = min(most, max(least, -(-STEPS * batch // max(1, images))))
    return changed(TrainingSettings(), batch=batch, schedule=Cosine(unit="step"), budget=Epochs(epochs))


def on_images(project: Project, source: AnyOwnImages, mean: tuple[float, ...], deviation: tuple[float, ...]) -> Project:
    """A project on other images than it has: constants, which were those of the old ones, become theirs, and what came
    for validation is kept for it. What lies where the old ones lay keeps its corrections and the names of its classes.
    """
    settings = project.data
    own = isinstance(settings.normalisation, Constants)
    normalisation = measured(mean, deviation) if own else settings.normalisation
    validation = _validation(settings.validation, source)
    data = with_source(settings, with_edits_of(source, settings.source))
    return changed(project, data=changed(data, validation=validation, normalisation=normalisation))


def _validation(now: Validation, source: AnyOwnImages) -> Validation:
    """What somebody chose stays; else as the images came."""
    if not isinstance(now, NoValidation | FoundValidation):
        return now
    return FoundValidation() if source.validation_images else NoValidation()
