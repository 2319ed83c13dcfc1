"""Effect: what muting changes about the answers to a sample of test images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from engine.inspection.answering import answering
from engine.inspection.muting.sample import Sample
from engine.model.net import Net

GoOn = Callable[[], None]
Counts = NDArray[np.int64]


class ClassEffect(NamedTuple):
    """A class by its index, how many images of it are in the sample, and how many are right with all and with mutes."""

    label: int
    images: int
    before: int
    after: int


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network makes of images: `right` and `images` (classes,), and `losses`, their cross-entropies' sum."""

    images: Counts = field(repr=False)
    right: Counts = field(repr=False)
    losses: float

    def __add__(self, other: Answers) -> Answers:
        """Of the images of both."""
        return Answers(self.images + other.images, self.right + other.right, self.losses + other.losses)

    @property
    def loss(self) -> float:
        """The mean cross-entropy; no number where there is no image."""
        return self.losses / self.count if self.count else float("nan")

    @property
    def count(self) -> int:
        """How many images were answered."""
        return int(self.images.sum())

    @property
    def accuracy(self) -> float:
        """The share that is right."""
        return float(self.right.sum()) / max(1, self.count)


@dataclass(frozen=True, eq=False)
class Effect:
    """What a network makes of the same images with all that it has, and with some of it muted."""

    before: Answers
    after: Answers

    @property
    def classes(self) -> tuple[ClassEffect, ...]:
        """Those with images in the sample; those that lose most of theirs first."""
        rows = zip(self.before.images.tolist(), self.before.right.tolist(), self.after.right.tolist(), strict=True)
        found = [ClassEffect(label, *row) for label, row in enumerate(rows) if row[0]]
        return tuple(sorted(found, key=lambda one: (one.after - one.before) / one.images))


def answers_to(net: Net, sample: Sample, go_on: GoOn = lambda: None) -> Answers:
    """What a network in evaluation mode makes of a sample. Raises InputError for one that cannot answer."""
    answers = none(net.classes)
    with torch.no_grad():
        for images, labels in sample.batches(net):
            go_on()
            answers += counted(answering(net, images, "what muting changes"), labels, net.classes)
    return answers


def none(classes: int) -> Answers:
    """Of no image."""
    return Answers(np.zeros(classes, np.int64), np.zeros(classes, np.int64), 0.0)


def counted(logits: Tensor, labels: Tensor, classes: int) -> Answers:
    """Answers of logits (N, classes) to images with these labels (N,); what is no number is wrong."""
    sure = logits.isfinite().all(1)
    right = labels[(logits.argmax(1) == labels) & sure]
    losses = float(F.cross_entropy(logits, labels, reduction="none").double().sum())
    return Answers(_by_class(labels, classes), _by_class(right, classes), losses)


def _by_class(labels: Tensor, classes: int) -> Counts:
    counts: Counts = np.bincount(labels.cpu().numpy(), minlength=classes).astype(np.int64)
    return counts
