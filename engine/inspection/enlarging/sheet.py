"""Sheet: what several layers make of one image, one below the other, each as far as it is a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from torch import Tensor

from engine.inspection.activations import outputs
from engine.inspection.enlarging.parts import MOST_LAYERS, SHEET_SIDE, SheetLayer
from engine.inspection.thinning import every_for, thinned
from engine.model.net import Net

MOST_MAPS = 64
MOST_VALUES = 2**20  # of one layer


def sheet(net: Net, x: Tensor, addresses: Sequence[str], side: int = SHEET_SIDE) -> tuple[SheetLayer, ...]:
    """Of one normalised image `x` (1, *shape), in the order asked, of the first twelve; copies.

    Of longer maps at least `side` rows or columns are taken, fewer than twice as many. Layers that the network does
    not run are left out.
    """
    asked = addresses[:MOST_LAYERS]
    found = outputs(net, x, asked)
    return tuple(_layer(address, found[address], side) for address in asked if address in found)


def _layer(address: str, values: Tensor, side: int) -> SheetLayer:
    if values.ndim != 3:
        return SheetLayer(address, len(values), np.array(values[:MOST_VALUES].cpu().numpy()))
    shown = values[:MOST_MAPS]
    every = every_for(shown.shape, MOST_VALUES, side)
    height, width = values.shape[1:]
    return SheetLayer(address, len(values), thinned(shown, every), (height, width), every)
