"""Sheet: what several layers make of one image, one below the other, each as far as it is a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from torch import Tensor

from engine.inspection.activations import outputs
from engine.inspection.enlarging.parts import MOST_LAYERS, SheetLayer
from engine.model.net import Net

MOST_MAPS = 64
MOST_VALUES = 2**20  # of one layer


def sheet(net: Net, x: Tensor, addresses: Sequence[str]) -> tuple[SheetLayer, ...]:
    """Of one normalised image `x` (1, *shape), in the order asked, of the first twelve; copies.

    Layers that the network does not run are left out.
    """
    asked = addresses[:MOST_LAYERS]
    found = outputs(net, x, asked)
    return tuple(_layer(address, found[address]) for address in asked if address in found)


def _layer(address: str, values: Tensor) -> SheetLayer:
    most = MOST_VALUES
    if values.ndim == 3:
        most = min(MOST_MAPS, max(1, MOST_VALUES // max(1, values[0].numel())))
    return SheetLayer(address, len(values), np.array(values[:most].cpu().numpy()))
