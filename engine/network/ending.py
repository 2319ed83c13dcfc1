"""The ending: the Softmax that is the last enabled node. It only writes the answer as probabilities."""

from __future__ import annotations

from engine.network.layers import Softmax
from engine.network.network import Network
from engine.network.nodes import Nodes

NOT_MUTED = "The Softmax at the end only writes the answer as probabilities, so muting it changes no answer."
MUTE_BEFORE = "Mute a layer before it."


def ending(nodes: Nodes) -> int:
    """Where the end that training and answers leave out begins: at that Softmax, or after all."""
    last = max((index for index, node in enumerate(nodes) if node.enabled), default=0)
    return last if nodes and nodes[last].enabled and isinstance(nodes[last].op, Softmax) else len(nodes)


def is_ending(network: Network, node: str) -> bool:
    """Whether a node is that Softmax."""
    return node in {one.id for one in network.nodes[ending(network.nodes) :] if isinstance(one.op, Softmax)}
