"""Across images: the map that one filter makes of several of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.activations import outputs
from engine.inspection.enlarging.enlarged_map import NO_LAYER, NO_MAPS
from engine.inspection.enlarging.parts import ACROSS_SIDE
from engine.inspection.thinning import every_for, thinned
from engine.model.net import Net

MOST = 12


def first_of_each_class(labels: Tensor) -> NDArray[np.int64]:
    """Where the first image of each class lies, of at most twelve; then those that follow, until there are twelve."""
    _, firsts = np.unique(labels.numpy(), return_index=True)
    chosen = np.sort(firsts)[:MOST]
    others = np.setdiff1d(np.arange(min(len(labels), 2 * MOST)), chosen)
    found: NDArray[np.int64] = np.concatenate([chosen, others])[:MOST].astype(np.int64)
    return found


def maps_of(  # a network and an image's numbers belong together
    net: Net,
    normaliser: Normaliser,
    images: Split,
    address: str,
    index: int,
    *,
    side: int = ACROSS_SIDE,
    go_on: Callable[[], None] = lambda: None,
) -> tuple[NDArray[np.float32], int]:
    """Maps (n, height, width), copied, one image after the other, and of which every how many-th rows and columns they
    are: those of long maps, so that they are about as long as `side`. `go_on` may raise to end it. InputError.
    """
    found, every = [], 1
    for place in range(len(images)):
        go_on()
        maps = outputs(net, normaliser(images.image(place)[None]), (address,)).get(address)
        if maps is None:
            raise NO_LAYER
        if maps.ndim != 3:
            raise NO_MAPS
        at = min(max(0, index), len(maps) - 1)
        one = maps[at : at + 1]
        every = every_for(one.shape, side=side)
        found.append(thinned(one, every))
    return np.concatenate(found), every
