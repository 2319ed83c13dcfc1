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
    return max(1, min(most, MAX_VALUES // max(1, widest(analysis))))


def widest(analysis: Analysis) -> int:
    """How many values the layer gives for an image that gives most."""
    return max((prod(one.output or ()) for one in analysis.instances.values()), default=1)
