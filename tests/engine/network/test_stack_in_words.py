"""A stack in a few words, told apart from others."""

import pytest

from engine.network.network import Network
from engine.network.stack_in_words import stack_in_words
from engine.project.recipes import read_recipe
from engine.typed.document import changed


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ("lenet5-sample", "2 conv · 3 linear"),
        ("mlp-3", "3 linear"),
        ("resnet-20-cifar10", "ResNet-20-like: 9 blocks · 19 conv · 1 linear · batch norm"),
        ("resnet-110-cifar10", "ResNet-110-like: 54 blocks · 109 conv · 1 linear · batch norm"),
        ("plain-20-cifar10", "19 conv · 1 linear · batch norm"),
    ],
)
def test_recipes(recipe, words):
    assert stack_in_words(read_recipe(recipe).network) == words


def test_what_is_switched_off_does_not_count():
    network = read_recipe("lenet5-sample").network
    off = tuple(changed(node, enabled=False) for node in network.nodes)
    assert stack_in_words(changed(network, nodes=off)) == stack_in_words(Network()) == "no weights"
