"""Top-k: how often the true class is among the first k choices of the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST = 5


def top_k(ranks: NDArray[np.integer], classes: int) -> tuple[float, ...]:
    """Shares for k = 1 to 5, or to the number of classes; () without images.

    `ranks` (images,) are those of the true class: 1 is the network's first choice.
    """
    if len(ranks) == 0:
        return ()
    return tuple(float((ranks <= k).mean()) for k in range(1, min(MOST, classes) + 1))
