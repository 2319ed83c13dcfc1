"""Filters that are typed in: the presets, and a network with some of them."""

from copy import deepcopy
from typing import get_args

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from engine.inspection.own_filters.filtered_net import filtered_net
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.inspection.own_filters.presets import Preset, preset
from engine.model.building import build
from engine.model.weights import named_tensors, trainable_parameters
from engine.network.layers import Conv2d, GlobalAvgPool, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.typed.document import changed
from tests.engine.inspection.whole_outputs import activations

CONV, BLOCK, INNER, LAST = "n00001", "n00002", "n00004", "n00007"
NETWORK = Network((
    Node(CONV, Conv2d(filters=4, kernel=(3, 3))),
    Node(BLOCK, Repeat((
        Node("n00003", Residual((Node(INNER, Conv2d(filters=4, kernel=(3, 3), padding="same", bias=False)),))),
        Node("n00005", ReLU()),
    ), times=2)),
    Node("n00006", GlobalAvgPool()), Node(LAST, Linear(units="classes")),
))  # fmt: skip
X = torch.randn((1, 1, 8, 8), generator=torch.Generator().manual_seed(2))


@pytest.fixture
def net():
    return build(NETWORK, (1, 8, 8), 3, seed=1).eval()


def test_a_filter_takes_the_place_of_one_and_the_others_stay(net):
    own = OwnFilter.of(CONV, 2, preset("vertical edge", 3, 3)[None], 0.5)
    weight = net.layers[CONV].weight.detach().clone()
    other = filtered_net(net, (own,))
    before, after = (activations(one, X, (CONV, LAST)) for one in (net, other))
    kernel = torch.tensor(own.kernels)[None]
    expected = F.conv2d(X, kernel, torch.tensor([0.5]), padding=net.layers[CONV].padding)[0, 0]
    np.testing.assert_allclose(after[CONV][2], expected.numpy(), atol=1e-6)
    np.testing.assert_array_equal(after[CONV][[0, 1, 3]], before[CONV][[0, 1, 3]])
    assert not np.array_equal(after[LAST], before[LAST])
    assert torch.equal(net.layers[CONV].weight, weight)
    assert other.layers[LAST] is net.layers[LAST]


def test_in_one_copy_of_a_block_alone_and_newer_weights_come_through(net):
    own = OwnFilter.of(f"{INNER}@1", 0, np.ones((4, 3, 3), np.float32))
    other = filtered_net(net, (own,))
    assert torch.equal(other.layers[f"{INNER}@1"].weight[0], torch.ones(4, 3, 3))
    assert other.layers[f"{INNER}@0"] is net.layers[f"{INNER}@0"]
    with torch.no_grad():
        net.layers[CONV].weight.zero_()
    assert torch.equal(other.layers[CONV].weight, torch.zeros(4, 1, 3, 3))
    assert set(activations(other, X, (f"{INNER}@1", "n00005@1"))) == {f"{INNER}@1", "n00005@1"}


@pytest.mark.parametrize("frozen", [CONV, BLOCK, "n00003", INNER])
def test_what_is_frozen_stays_frozen(frozen):
    def freeze(node):
        op = changed(node.op, body=tuple(freeze(one) for one in node.op.body)) if hasattr(node.op, "body") else node.op
        return changed(node, op=op, trainable=node.id != frozen)

    net = build(Network(tuple(freeze(node) for node in NETWORK.nodes)), (1, 8, 8), 3, seed=1)
    owns = [OwnFilter.of(CONV, 0, np.ones((1, 3, 3), np.float32))]
    owns += [OwnFilter.of(f"{INNER}@{copy}", 0, np.ones((4, 3, 3), np.float32)) for copy in range(2)]
    other = deepcopy(filtered_net(net, owns)).follow_gradients()
    assert len(trainable_parameters(net)) < len(named_tensors(net))
    assert list(trainable_parameters(other)) == list(trainable_parameters(net))


@pytest.mark.parametrize(
    ("address", "index", "shape"),
    [("n0000x", 0, (1, 3, 3)), (LAST, 0, (1, 3, 3)), (CONV, 9, (1, 3, 3)), (CONV, 0, (1, 5, 5))],
)
def test_what_fits_nowhere_is_passed_over(net, address, index, shape):
    assert filtered_net(net, (OwnFilter.of(address, index, np.zeros(shape, np.float32)),)) is net


def test_own_filters_are_values():
    one, same = (OwnFilter.of(CONV, 1, preset("blur", 3, 5)[None]) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != OwnFilter.of(CONV, 1, preset("sharpen", 3, 5)[None])


@pytest.mark.parametrize("name", get_args(Preset))
@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (3, 1), (5, 5), (11, 11)])
def test_presets_have_their_sums(name, size):
    kernel = preset(name, *size)
    assert kernel.shape == size
    total = {"blur": 1, "sharpen": 1, "identity": 1}.get(name, 0)
    assert kernel.sum() == pytest.approx(total, abs=1e-6)


def test_the_edge_of_three_by_three_is_sobels_and_the_blur_binomial():
    np.testing.assert_allclose(preset("vertical edge", 3, 3) * 4, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    np.testing.assert_allclose(preset("horizontal edge", 3, 3), preset("vertical edge", 3, 3).T)
    np.testing.assert_allclose(preset("blur", 3, 3) * 16, [[1, 2, 1], [2, 4, 2], [1, 2, 1]])
