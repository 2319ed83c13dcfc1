"""Capacity: how many images a network may be asked about together without filling the memory."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from engine.analysis.analysis import Analysis, analyse

if TYPE_CHECKING:  # what an evaluation will take is worked out without torch
    from engine.model.net import Net

TRIED_AT_ONCE = 500  # images of an evaluation, at most
MAX_VALUES = 2**26  # of one layer for all the images: 256 MB


def images_at_once(net: Net, most: int) -> int:
    """At most `most`, fewer where maps are large: what was checked is the memory of training, with its own batch."""
    return at_once(analyse(net.network, net.shape, net.classes), most)


def graphs_at_once(net: Net, most: int) -> int:
    """At most `most` images that are followed back together: the outputs of all layers are kept for that."""
    values = analyse(net.network, net.shape, net.classes).activations
    return max(1, min(most, MAX_VALUES // max(values, 1)))


def at_once(analysis: Analysis, most: int) -> int:
    """The same, of an analysed network."""
    instances = analysis.instances.values()
    return max(1, min(most, MAX_VALUES // max((prod(one.output or ()) for one in instances), default=1)))
