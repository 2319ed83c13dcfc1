"""The ending: only a Softmax that is the last of what runs."""

import pytest

from engine.network import layers as kinds
from engine.network.ending import ending, is_ending
from engine.network.network import Network
from engine.network.nodes import Node

RELU, SOFTMAX, LINEAR = Node("a", kinds.ReLU()), Node("b", kinds.Softmax()), Node("c", kinds.Linear())
OFF = Node("d", kinds.ReLU(), enabled=False)


@pytest.mark.parametrize(
    ("nodes", "at"),
    [((), 0), ((RELU,), 1), ((LINEAR, SOFTMAX), 1), ((LINEAR, SOFTMAX, OFF), 1), ((SOFTMAX, LINEAR), 2)],
)
def test_where_it_begins(nodes, at):
    assert ending(nodes) == at
    assert is_ending(Network(nodes), "b") == (at < len(nodes))
    assert not any(is_ending(Network(nodes), other) for other in "acd")
