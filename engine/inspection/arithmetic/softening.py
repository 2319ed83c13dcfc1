"""Softening: a softmax over the units of a vector, or over the channels at one place of maps."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from engine.inspection.arithmetic.explanation import Index
from engine.inspection.arithmetic.workings import Softened, Values

MOST_SCORES = 16


def softened(scores: Tensor, index: Index) -> Softened:
    """The share of the score at `index` of scores (units,) or (channels, height, width)."""
    along: Values = scores.movedim(0, -1)[index[1:]].detach().cpu().numpy()
    wide = along.astype(np.float64)
    order = np.argsort(-np.nan_to_num(wide, nan=np.inf), kind="stable")[:MOST_SCORES]
    with np.errstate(all="ignore"):
        power_sum = float(np.exp(wide - wide.max()).sum())
    return Softened(
        value=float(wide[index[0]]),
        largest=float(wide.max()),
        power_sum=power_sum,
        count=len(wide),
        places=tuple(map(int, order)),
        scores=along[order],
    )
