"""Channel sums: what each channel of a convolution adds to a value; the heaviest by themselves. Without Qt."""

from __future__ import annotations

import numpy as np

from engine.service.looking.values.value_answers import Convolved

MOST = 8  # channels that are spelled out at once


def channels_at(working: Convolved) -> list[int]:
    """Places in `shown` of the channels that weigh most, in their order."""
    sums = [abs(one) for one in spelled(working, range(len(working.shown)))]
    order = sorted(range(len(sums)), key=lambda at: (not np.isnan(sums[at]), -sums[at]))
    return sorted(order[:MOST])


def spelled(working: Convolved, places: list[int] | range) -> list[float]:
    """The sums of channels at these places in `shown`."""
    return [float(working.sums[working.shown[at] - working.first]) for at in places]


def others(working: Convolved) -> list[float]:
    """The sums of the channels that are not spelled out."""
    known = {working.shown[at] - working.first for at in channels_at(working)}
    return [float(total) for at, total in enumerate(working.sums) if at not in known]
