"""Capacity: how many images a network may be asked about together without filling the memory."""

from __future__ import annotations

from math import prod

from engine.analysis.analysis import analyse
from engine.model.net import Net

MAX_VALUES = 2**26  # of one layer for all the images: 256 MB


def images_at_once(net: Net, most: int) -> int:
    """At most `most`, fewer where maps are large: what was checked is the memory of training, with its own batch."""
    instances = analyse(net.network, net.shape, net.classes).instances.values()
    return max(1, min(most, MAX_VALUES // max((prod(one.output or ()) for one in instances), default=1)))
