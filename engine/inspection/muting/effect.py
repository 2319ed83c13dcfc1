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

from engine.errors import InputError
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
    """What a network makes of a sample: `right` and `images` (classes,), and the mean cross-entropy `loss`."""

    images: Counts = field(repr=False)
    right: Counts = field(repr=False)
    loss: float

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
    logits, labels = [], []
    with torch.no_grad():
        for images, truth in sample.batches(net):
            go_on()
            logits.append(_answering(net, images))
            labels.append(truth)
    return counted(torch.cat(logits), torch.cat(labels), net.classes)


def counted(logits: Tensor, labels: Tensor, classes: int) -> Answers:
    """Answers of logits (N, classes) to images with these labels (N,); what is no number is wrong."""
    sure = logits.isfinite().all(1)
    right = labels[(logits.argmax(1) == labels) & sure]
    loss = float(F.cross_entropy(logits, labels)) if len(labels) else float("nan")
    return Answers(_by_class(labels, classes), _by_class(right, classes), loss)


def _by_class(labels: Tensor, classes: int) -> Counts:
    counts: Counts = np.bincount(labels.cpu().numpy(), minlength=classes).astype(np.int64)
    return counts


def _answering(net: Net, images: Tensor) -> Tensor:
    logits: Tensor = net(images)
    if logits.shape[1:] != (net.classes,):
        raise InputError("The stack cannot answer yet.", "Mend it to see what muting changes.")
    return logits
