"""The valid prefix: what of a broken network still runs."""

from __future__ import annotations

from itertools import takewhile

from engine.analysis.analysis import Analysis
from engine.network.network import Network


def valid_prefix(analysis: Analysis) -> Network:
    """The network up to its first node that cannot run; without that node, where it is a block with all that is inside.

    Of a network that only ends in the wrong shape, and of one without a problem, that is the network itself; where the
    network is refused as a whole nothing is left.
    """
    network = analysis.network
    running = sum(1 for _ in takewhile(lambda one: not one.faulty, analysis.sequence))
    return network if running == len(network.nodes) else Network(network.nodes[:running])
