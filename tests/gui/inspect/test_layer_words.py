"""What a layer of the shown model is called: alike on every page."""

from engine.network import layers as kinds
from engine.network.network import Network
from engine.network.nodes import Node, Repeat
from gui.inspect import layer_words

INNER = Node("conv", kinds.Conv2d(4, (3, 3)))
NETWORK = Network((Node("relu", kinds.ReLU()), Node("twice", Repeat((INNER,), 2))))


def test_a_heading_names_the_block_and_the_copy():
    assert layer_words.named(NETWORK, "relu") == "1. ReLU"
    assert layer_words.named(NETWORK, "conv@1").startswith("1. Convolution in 2. Repeat")
    assert layer_words.named(NETWORK, "conv@1").endswith(", copy 2")
    assert layer_words.named(NETWORK, "gone") == ""


def test_its_place_is_that_in_the_shown_model_and_its_name_that_of_the_stack():
    stack = Network(NETWORK.nodes[1:]).change_node({"conv"}, name="Edges")
    assert layer_words.named(NETWORK, "conv@0", stack).startswith("1. Edges in 2. Repeat")
    assert layer_words.named(NETWORK, "relu", stack) == "1. ReLU"


def test_the_number_of_a_layer_in_a_block_tells_it_from_the_first_of_the_network():
    assert layer_words.number(NETWORK, "relu") == "1"
    assert layer_words.number(NETWORK, "conv@1") == "2.1"
    assert layer_words.number(NETWORK, "gone") == ""
