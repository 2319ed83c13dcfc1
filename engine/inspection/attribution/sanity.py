"""Sanity: the same map of the same network with random weights (Adebayo et al. 2018).

A method whose map stays as it was when all that the network learned is gone shows the image, not what was learned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.model.building import build
from engine.model.initialisation import Initialisation
from engine.model.net import Net

Values = NDArray[np.float32]


def untrained(net: Net, initialisation: Initialisation = "torch", seed: int = 0) -> Net:
    """The same network with the first weights of a seed that it was not trained from, in evaluation mode."""
    made = build(net.network, net.shape, net.classes, initialisation, seed + 1)
    return made.eval().requires_grad_(requires_grad=False)


def similarity(first: Values, second: Values) -> float | None:
    """How alike two maps rank their places, −1 to 1: Spearman's correlation.

    0 means that they have nothing in common. Signs count: without them all maps of an image with an empty ground would
    be alike, as they are zero there. None where one of them is the same everywhere.
    """
    ranks = [_ranks(values.ravel()) for values in (first, second)]
    if any(rank.std() == 0 for rank in ranks):
        return None
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranks(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """The place of each in order of size; equals share the mean of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[which]
    return ranks
