"""Sample: which images of a split are looked at: always the same ones, whatever the network."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.sample import Sample

MOST = 10_000  # images


def places_of(split: Split, count: int) -> NDArray[np.int64]:
    """At most `count` of a split's images (n,), in its order; fewer are among more."""
    drawn = np.random.default_rng(0).permutation(len(split))[: min(count, MOST)]
    return np.sort(drawn).astype(np.int64)


def sample_at(split: Split, places: NDArray[np.int64], normaliser: Normaliser) -> Sample:
    """Those images, prepared as the network wants them."""
    chosen = torch.from_numpy(places)
    return Sample(split.chosen(chosen), normaliser, chosen)
