"""Figures: what is told of a filter or map that is enlarged."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from engine.inspection.enlarging.parts import Figures
from engine.inspection.statistics.tally import histogram_of


def figures(values: NDArray[np.float32]) -> Figures:
    """Of values of any shape."""
    spread = histogram_of(torch.from_numpy(values))
    if not spread.finite or spread.same:
        return Figures(spread, None, None)
    return Figures(spread, _place(values == spread.high), _place(values == spread.low))


def _place(there: NDArray[np.bool_]) -> tuple[int, ...]:
    """The first that is there."""
    return tuple(int(one) for one in np.unravel_index(int(there.argmax()), there.shape))
