"""Sample: which images of a split are looked at: always the same ones, whatever the network."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.sample import Sample, drawn, work_of
from engine.model.net import Net

MOST = 10_000  # images
HELD_AGAINST = (1000, 10_000)  # training images that an image is held against, at least and at most
TESTED = 4  # times fewer test images are
WORK = 20_000_000_000  # multiply-adds that may be spent on more than the least


def places_of(split: Split, count: int) -> NDArray[np.int64]:
    """At most `count` of a split's images (n,), in its order; fewer are among more."""
    return np.sort(drawn(split, min(count, MOST)))


def counts_for(net: Net) -> tuple[int, int]:
    """How many training and test images an image is held against: fewer of a network that takes long."""
    least, most = HELD_AGAINST
    count = min(most, max(least, WORK // work_of(net)))
    return count, count // TESTED


def sample_at(split: Split, places: NDArray[np.int64], normaliser: Normaliser) -> Sample:
    """Those images, prepared as the network wants them."""
    chosen = torch.from_numpy(places)
    return Sample(split.chosen(chosen), normaliser, chosen)
