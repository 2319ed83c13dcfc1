"""Sample: test images, always the same, on which is measured what muting costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.model.capacity import images_at_once, widest
from engine.model.net import Net

MOST, LEAST = 1000, 100  # images
WORK = 10_000_000_000  # multiply-adds, about a second of one thread, that one look at the sample takes at most
VALUES = 2**28  # of its largest layer for all images together, where each of them is counted
FOR_MEANS, WORK_FOR_MEANS = 100, 1_000_000_000  # the same of the few images that means are taken over
MOST_SEARCHED, WORK_OF_SEARCH = 10_000, 40_000_000_000  # the same of those that are looked through
CHUNK = 100  # images at a time, at most
# So many at a time take a fraction of a second, whatever is done to them: whoever stops a look does not wait for it.
WORK_AT_ONCE, VALUES_AT_ONCE = 5_000_000_000, 2**21  # multiply-adds, and values of images


@dataclass(frozen=True, eq=False)
class Sample:
    """Images of a split, uint8, with their labels, how they are prepared, and their `places` in the split, (N,).

    `drawn` is the order in which they were drawn, (N,): a smaller sample has the first ones of a larger one.
    None where that is how they lie.
    """

    images: Split
    normaliser: Normaliser
    places: Tensor
    drawn: Tensor | None = None

    def __len__(self) -> int:
        """How many images there are."""
        return len(self.images)

    def mixed(self) -> Sample:
        """The same in the order in which they were drawn, always the same: those of a split may be sorted by class."""
        if self.drawn is None:
            return self
        return Sample(self.images.chosen(self.drawn), self.normaliser, self.places[self.drawn])

    def parts(self, net: Net) -> Iterator[tuple[Tensor, slice]]:
        """Images as they are (n, C, H, W) and which of the sample they are, as many at a time as fit into memory and
        are soon looked at.
        """
        at_once = _at_once(net)
        for begin in range(0, len(self), at_once):
            yield self.images.part(begin, begin + at_once), slice(begin, begin + at_once)

    def batches(self, net: Net) -> Iterator[tuple[Tensor, Tensor]]:
        """The same, normalised, with their labels (n,)."""
        for images, which in self.parts(net):
            yield self.normaliser(images), self.images.labels[which]


def sample_of(images: Split, net: Net, normaliser: Normaliser) -> Sample:
    """The same images for the same split: drawn once for all; fewer where the network takes long."""
    return _drawn(images, normaliser, min(MOST, max(LEAST, WORK // work_of(net))))


def sample_for_counting(images: Split, net: Net, normaliser: Normaliser) -> Sample:
    """The same, or fewer where layers are very wide."""
    values = widest(analyse(net.network, net.shape, net.classes))
    return _drawn(images, normaliser, min(MOST, max(LEAST, min(WORK // work_of(net), VALUES // max(1, values)))))


def sample_for_means(images: Split, net: Net, normaliser: Normaliser, least: int = 1) -> Sample:
    """So few that a moment is enough for them, but not fewer than `least`."""
    return _drawn(images, normaliser, max(least, min(FOR_MEANS, WORK_FOR_MEANS // work_of(net))))


def sample_for_search(images: Split, net: Net, normaliser: Normaliser) -> Sample:
    """As many as can be looked through while somebody waits."""
    return _drawn(images, normaliser, min(MOST_SEARCHED, max(LEAST, WORK_OF_SEARCH // work_of(net))))


def work_of(net: Net) -> int:
    """Multiply-adds of one image, at least 1."""
    return max(1, analyse(net.network, net.shape, net.classes).multiply_adds)


def _at_once(net: Net) -> int:
    soon = min(WORK_AT_ONCE // work_of(net), VALUES_AT_ONCE // prod(net.shape))
    return images_at_once(net, max(1, min(CHUNK, soon)))


def drawn(split: Split, count: int) -> NDArray[np.int64]:
    """At most `count` places in a split (n,), as they were drawn once for all: fewer are the first of more."""
    return np.random.default_rng(0).permutation(len(split))[:count].astype(np.int64)


def _drawn(images: Split, normaliser: Normaliser, count: int) -> Sample:
    places, order = np.unique(drawn(images, count), return_inverse=True)
    chosen = torch.from_numpy(places)
    return Sample(images.chosen(chosen), normaliser, chosen, torch.from_numpy(order))
