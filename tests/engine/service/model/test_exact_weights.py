"""The exact weights of a filter, a unit and a batch norm, as torch has them."""

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.model.building import build
from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.service.answers import ChannelWeights, UnitWeights
from engine.service.model.exact_weights import exact_weights

NETWORK = Network((
    Node("nconv0", Conv2d(6, (3, 3))),
    Node("ngroup", Conv2d(4, (3, 3), groups=2, bias=False)),
    Node("nnorm0", BatchNorm()),
    Node("nrelu0", ReLU()),
    Node("nflat0", Flatten()),
    Node("nline0", Linear(5)),
))  # fmt: skip


@pytest.fixture
def net():
    return build(NETWORK, (3, 8, 8), 5)


def test_a_filter_has_all_its_channels_and_its_bias(net):
    found = exact_weights(net, "nconv0", 2, 40)
    assert isinstance(found, UnitWeights)
    assert (found.step, found.index, found.count, found.first_channel) == (40, 2, 6, 0)
    np.testing.assert_array_equal(found.weights, net.layers["nconv0"].weight[2].detach().numpy())
    assert found.bias == net.layers["nconv0"].bias[2].item()


@pytest.mark.parametrize(("index", "first"), [(0, 0), (1, 0), (2, 3), (3, 3)])
def test_a_filter_of_a_group_says_which_channels_it_reads(net, index, first):
    found = exact_weights(net, "ngroup", index, 0)
    assert (found.weights.shape, found.bias, found.first_channel) == ((3, 3, 3), None, first)


def test_a_unit_has_a_weight_for_each_input(net):
    found = exact_weights(net, "nline0", 4, 0)
    np.testing.assert_array_equal(found.weights, net.layers["nline0"].weight[4].detach().numpy())
    assert (found.weights.shape, found.count) == ((64,), 5)


def test_a_batch_norm_has_four_numbers_for_each_channel(net):
    norm = net.layers["nnorm0"]
    with torch.no_grad():
        norm.weight.copy_(torch.arange(4.0))
        norm.bias.fill_(5)
        norm.running_mean.fill_(6)
        norm.running_var.fill_(7)
    found = exact_weights(net, "nnorm0", 0, 0)
    assert isinstance(found, ChannelWeights)
    columns = (found.scale, found.shift, found.running_mean, found.running_variance)
    assert [column.tolist() for column in columns] == [[0, 1, 2, 3], [5] * 4, [6] * 4, [7] * 4]


def test_an_index_beyond_the_last_is_the_last(net):
    assert exact_weights(net, "nconv0", 99, 0).index == 5
    assert exact_weights(net, "nconv0", -1, 0).index == 0


@pytest.mark.parametrize("address", ["nrelu0", "nflat0", "nowhere"])
def test_what_has_no_weights_says_so(net, address):
    with pytest.raises(InputError, match="no such weights"):
        exact_weights(net, address, 0, 0)


def test_the_answer_stays_while_the_model_changes(net):
    found = exact_weights(net, "nconv0", 0, 0)
    before = found.weights.copy()
    with torch.no_grad():
        net.layers["nconv0"].weight.zero_()
    np.testing.assert_array_equal(found.weights, before)
