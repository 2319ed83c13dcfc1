"""A network in one line: what shapes it, in the data's order, neighbours counted."""

import pytest

from engine.analysis.analysis import analyse
from engine.analysis.stack_line import stack_line
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.project.project import analysed
from engine.project.recipes import read_recipe


def line(*nodes):
    return stack_line(analyse(Network(nodes), (1, 28, 28), 10))


def conv(number, filters=4):
    return Node(f"n0000{number}", Conv2d(filters, (3, 3), padding=(1, 1)))


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ("lenet5-sample", "conv 6 · pool · conv 16 · pool · linear 120 · 84 · 10"),
        ("mlp-1", "linear 512 · 10"),
        ("firstcnn-fashion", "2 × conv 16 · pool · 2 × conv 32 · pool · linear 256 · 128 · 10"),
        ("resnet-20-cifar10", "conv 16 · 3 × residual 16 · 3 × residual 32 · 3 × residual 64 · pool · linear 10"),
        ("plain-20-cifar10", "7 × conv 16 · 6 × conv 32 · 6 × conv 64 · pool · linear 10"),
        ("dropout-cifar10", "2 × conv 32 · pool · 2 × conv 64 · pool · linear 128 · 10"),
    ],
)
def test_recipes_in_a_line(recipe, words):
    assert stack_line(analysed(read_recipe(recipe))) == words


def test_an_empty_stack_has_no_words_and_neither_has_what_only_passes_on():
    assert line() == line(Node("n00001", ReLU()), Node("n00002", Flatten())) == ""


def test_what_is_off_has_no_place_and_what_comes_after_a_problem_has_no_size():
    off = Node("n00001", Conv2d(8), enabled=False)
    assert line(off, conv(2)) == "conv 4"
    assert line(Node("n00001", Linear(5)), conv(2)) == "linear · conv"


def test_equal_linear_layers_are_counted_and_the_next_one_says_its_kind_again():
    layers = [Node(f"n0000{number}", Linear(units)) for number, units in enumerate((9, 9, 5))]
    assert line(Node("n0000f", Flatten()), *layers) == "2 × linear 9 · linear 5"


def test_repeats_are_what_they_repeat():
    inner = Repeat((conv(1), Node("n00002", Residual((conv(3),)))), 2)
    assert line(Node("n00004", inner)) == "conv 4 · residual 4 · conv 4 · residual 4"


def test_a_network_that_is_refused_as_a_whole_is_not_walked_through():
    inside = conv(1)
    for number in range(2, 8):
        inside = Node(f"n0000{number}", Repeat((inside,), 256))
    assert line(inside) == ""
