"""Sample: which images of a split are looked at: always the same ones, whatever the network."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.sample import Sample, drawn, work_of
from engine.model.net import Net

MOST = 10_000  # images
HELD_AGAINST = 1000, 10_000  # training images that an image is held against: mostly at least, and at most
TESTED = 4  # times fewer test images are
LEAST = 100, 50  # of both, whatever the network
WORK = 20_000_000_000  # multiply-adds that may be spent on more than the usual
MOST_WORK = 70_000_000_000  # and on more than the least: some seconds, as nearest images are looked for unasked
OF_VALUE = 50  # multiply-adds take as long as one value that a layer gives: it is written and read again


def places_of(split: Split, count: int) -> NDArray[np.int64]:
    """At most `count` of a split's images (n,), in its order; fewer are among more."""
    return np.sort(drawn(split, min(count, MOST)))


def counts_for(net: Net) -> tuple[int, int]:
    """How many training and test images an image is held against: fewer of a network that takes long or is wide."""
    values = analyse(net.network, net.shape, net.classes).activations
    soon = MOST_WORK // (work_of(net) + OF_VALUE * values)
    usual, most = HELD_AGAINST
    count = min(most, max(usual, WORK // work_of(net)), max(LEAST[0], soon))
    return count, max(LEAST[1], count // TESTED)


def sample_at(split: Split, places: NDArray[np.int64], normaliser: Normaliser) -> Sample:
    """Those images, prepared as the network wants them."""
    chosen = torch.from_numpy(places)
    return Sample(split.chosen(chosen), normaliser, chosen)
