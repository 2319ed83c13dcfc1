"""Advice: given where it is due, and nowhere in the stacks that everyone learns from."""

import pytest

from engine.analysis.advice import advice
from engine.analysis.analysis import analyse
from engine.network import layers
from engine.network.network import Gap
from engine.network.nodes import Node, Repeat, Residual
from tests.engine.network.stacks import lenet, nodes, resnet, stack
from tests.engine.network.strategies import counted_ids

DIGIT, PHOTO = (1, 28, 28), (3, 32, 32)
CONV = layers.Conv2d(8, padding=(1, 1))
FLAT = layers.Flatten()


def given(network, shape=DIGIT):
    return [(one.key, one.node) for one in advice(network, analyse(network, shape, 10))]


@pytest.mark.parametrize(("network", "shape"), [(lenet(), DIGIT), (resnet(3), PHOTO), (resnet(3, rolled=True), PHOTO)])
def test_the_known_networks_need_none(network, shape):
    assert given(network, shape) == []


def test_a_stack_of_linear_layers_needs_none():
    assert given(stack(FLAT, layers.Linear(512), layers.ReLU(), layers.Linear())) == []


@pytest.mark.parametrize(
    ("ops", "key", "index"),
    [
        ((FLAT, layers.Linear(), layers.Softmax()), "softmax", 2),
        ((CONV, layers.Dropout2d(), layers.ReLU(), layers.BatchNorm(), layers.MaxPool2d((8, 8), (8, 8)), FLAT,
          layers.Linear()), "dropout before batch norm", 3),
        ((FLAT, layers.Linear(9), layers.Dropout(), layers.Linear()), "no activation", 3),
        ((CONV, layers.ReLU(), FLAT, layers.Linear(50), layers.ReLU(), layers.Linear()), "heavy linear", 3),
        ((layers.MaxPool2d((12, 12), (12, 12)), layers.Conv2d(8, (5, 5), padding="same"), FLAT, layers.Linear()),
         "kernel larger than map", 1),
        ((CONV, layers.ReLU(), layers.GlobalAvgPool(), layers.Linear()), "never sees the image", 2),
    ],
)  # fmt: skip
def test_advice_is_given_at_its_layer(ops, key, index):
    network = stack(*ops)
    assert given(network) == [(key, network.nodes[index].id)]


def test_disabled_layers_are_passed_over():
    network = stack(FLAT, layers.Linear())
    assert given(network.insert(network.gap("n00001"), (Node("noff00", layers.Linear(5), enabled=False),))) == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_large_kernel_that_is_switched_off_is_no_matter_wherever_it_stands(place):
    kernel = Node("noff00", layers.Conv2d(8, (31, 31), padding=(15, 15)), enabled=False)
    network = stack(FLAT, layers.Linear()).insert(Gap(None, place), (kernel,))
    assert "kernel larger than map" not in dict(given(network))


def test_advice_inside_a_repeat_is_given_once():
    new_id = counted_ids()
    body = nodes(new_id, layers.Conv2d(4, (31, 31), padding=(15, 15)), layers.Dropout(), layers.BatchNorm())
    found = given(stack(Repeat(body, 3), FLAT, layers.Linear(), new_id=new_id))
    assert found == [("dropout before batch norm", "n00002"), ("kernel larger than map", "n00000")]


def test_layers_that_take_gigabytes_are_named_with_what_they_take():
    kernels = stack(layers.Conv2d(4096, (255, 255), padding=(127, 127)), layers.GlobalAvgPool(), layers.Linear())
    said = [one.text for one in advice(kernels, analyse(kernels, DIGIT, 10)) if one.key == "much memory"]
    assert said == ["Its weights take 1.1 GB, and training needs that about five times."]
    maps = stack(layers.Conv2d(1024, padding="same"), layers.GlobalAvgPool(), layers.Linear())
    said = [one.text for one in advice(maps, analyse(maps, PHOTO, 10, 256)) if one.key == "much memory"]
    assert said == ["Its output takes 1.1 GB for a batch of 256, and training needs that twice."]


def test_a_layer_that_is_switched_off_needs_none_where_it_would_not_fit():
    network = stack(FLAT, layers.MaxPool2d(), layers.Linear())
    off = network.change_node({network.nodes[1].id}, enabled=False)
    assert given(off) == []


@pytest.mark.parametrize(
    ("ops", "at"),
    [
        ((FLAT, layers.Linear(), layers.ReLU()), [2]),
        ((FLAT, layers.Linear(), layers.Sigmoid(), layers.Dropout()), [2]),
        ((FLAT, layers.Linear(), layers.Tanh(), layers.GELU()), [3, 2]),
        ((FLAT, layers.Linear(), layers.ReLU(), layers.Softmax()), [2]),
        ((FLAT, layers.Linear(), layers.Softmax(), layers.Dropout()), [2]),
        ((FLAT, layers.Linear(9), layers.ReLU(), layers.Linear(), layers.Dropout()), []),
        ((layers.Conv2d(10), layers.ReLU(), layers.GlobalAvgPool()), []),
    ],
)
def test_an_activation_of_the_scores_is_advised_against(ops, at):
    network = stack(*ops)
    found = [node for key, node in given(network) if key == "activation at the end"]
    assert found == [network.nodes[index].id for index in at]


@pytest.mark.parametrize("block", [lambda body: Repeat(body, 2), Residual])
def test_an_activation_at_the_end_is_seen_inside_the_last_block_too(block):
    new_id = counted_ids()
    body = nodes(new_id, layers.Linear(), layers.ReLU())
    network = stack(FLAT, layers.Linear(), block(body), new_id=new_id)
    assert ("activation at the end", body[1].id) in given(network)
