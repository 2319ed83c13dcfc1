"""Which weights an edit keeps, told without building anything. That torch agrees is tested with the model."""

import pytest

from engine.analysis.analysis import analyse
from engine.analysis.kept_weights import Tally, tally
from engine.analysis.tensor_shapes import tensor_shapes
from engine.network.layers import BatchNorm, Conv2d, Flatten, GlobalAvgPool, Linear, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Node, Repeat
from engine.project.recipes import read_recipe

LENET = read_recipe("lenet5-sample")


def analysed(network, classes=10, shape=(1, 28, 28)):
    return analyse(network, shape, classes)


def numbered(*ops):
    return Network(tuple(Node(f"n{index:05}", op) for index, op in enumerate(ops)))


def test_names_and_shapes_of_a_small_network():
    network = numbered(Conv2d(4, (3, 5), bias=False), BatchNorm(), ReLU(), GlobalAvgPool(), Linear())
    assert tensor_shapes(analysed(network)) == {
        "n00000": {"weight": (4, 1, 3, 5)},
        "n00001": {
            "weight": (4,),
            "bias": (4,),
            "running_mean": (4,),
            "running_var": (4,),
            "num_batches_tracked": (),
        },
        "n00004": {"weight": (10, 4), "bias": (10,)},
    }


def test_copies_have_tensors_of_their_own_and_a_disabled_layer_none():
    network = numbered(Flatten(), Linear(8), Repeat((Node("nbody0", Linear(8)),), 2), Linear())
    assert list(tensor_shapes(analysed(network))) == ["n00001", "nbody0@0", "nbody0@1", "n00003"]
    off = network.change_node({"n00002"}, enabled=False)
    assert list(tensor_shapes(analysed(off))) == ["n00001", "n00003"]


def test_of_a_broken_network_the_layers_before_the_problem_count():
    network = numbered(Conv2d(4, (3, 3)), Linear(), Flatten(), Linear())
    assert list(tensor_shapes(analysed(network))) == ["n00000"]
    assert tally(analysed(network), analysed(network)) == Tally(1, 1)


def test_edits_keep_what_they_leave_alone():
    network, shown = LENET.network, analysed(LENET.network)
    first = next(node.id for node in network if isinstance(node.op, Conv2d))
    assert tally(shown, shown) == Tally(5, 5)
    assert tally(shown, analysed(network.change({first}, bias=False))) == Tally(5, 5)
    assert tally(shown, analysed(network.change({first}, filters=7))) == Tally(3, 5)
    assert tally(shown, analysed(network.insert(Gap(None, 0), (Node("nextra", BatchNorm()),)))) == Tally(5, 6)
    assert tally(shown, analysed(network, classes=7)) == Tally(4, 5)


@pytest.mark.parametrize("recipe", ["resnet-20-cifar10", "resnet-110-cifar10"])
def test_a_repeat_that_is_unwrapped_keeps_its_first_copy(recipe):
    network = read_recipe(recipe).network
    shown = analysed(network, shape=(3, 32, 32))
    block = next(node for node in network if isinstance(node.op, Repeat))
    flat = analysed(network.unwrap(block.id), shape=(3, 32, 32))
    found = tally(shown, flat)
    assert found.kept == found.total < len(tensor_shapes(shown))
    assert tally(flat, shown).kept == found.total
