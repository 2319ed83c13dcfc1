"""One filter or map with its figures, held against torch and numpy."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from engine.errors import InputError
from engine.inspection.enlarging.across_images import first_of_each_class
from engine.inspection.enlarging.enlarged_filter import enlarged_filter
from engine.inspection.enlarging.enlarged_map import enlarged_map
from engine.inspection.enlarging.figures import figures
from engine.model.building import build
from engine.network.layers import Conv2d, Flatten, GlobalAvgPool, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.network.pooling import MaxPool2d

CONV, POOL, GROUPED, FLAT, LAST = "n00001", "n00002", "n00003", "n00004", "n00005"
NETWORK = Network((
    Node(CONV, Conv2d(filters=4, kernel=(3, 3))),
    Node(POOL, MaxPool2d()),
    Node(GROUPED, Conv2d(filters=6, kernel=(3, 3), groups=2)),
    Node(FLAT, Flatten()),
    Node(LAST, Linear(units="classes")),
))  # fmt: skip
SHAPE = (3, 12, 12)


@pytest.fixture
def net():
    return build(NETWORK, SHAPE, 5, seed=1).eval()


@pytest.fixture
def x():
    return torch.randn((1, *SHAPE), generator=torch.Generator().manual_seed(2))


def test_a_map_of_a_convolution_is_torchs_and_stands_beside_the_channel_that_weighs_most(net, x):
    found = enlarged_map(net, x, CONV, 2)
    layer = net.layers[CONV]
    whole = F.conv2d(x, layer.weight, layer.bias, padding=layer.padding)[0].detach().numpy()
    np.testing.assert_allclose(found.values, whole[2], atol=1e-6)
    np.testing.assert_allclose(found.layer_limits, (whole.min(), whole.max()), atol=1e-6)
    assert (found.index, found.count, found.beside.maker) == (2, 4, None)
    assert found.beside.index == int(layer.weight[2].abs().sum((1, 2)).argmax())
    np.testing.assert_array_equal(found.beside.values, x[0, found.beside.index].numpy())
    np.testing.assert_array_equal(enlarged_map(net, x, CONV, 2, 1).beside.values, x[0, 1].numpy())


def test_pooling_stands_beside_its_own_map_and_a_grouped_filter_beside_one_that_it_reads(net, x):
    pooled = enlarged_map(net, x, POOL, 3)
    assert (pooled.beside.maker, pooled.beside.index) == (CONV, 3)
    np.testing.assert_array_equal(pooled.values, F.max_pool2d(torch.tensor(pooled.beside.values)[None], 2)[0].numpy())
    assert enlarged_map(net, x, GROUPED, 5).beside.index in (2, 3)
    assert enlarged_map(net, x, GROUPED, 99).index == 5


def test_a_filter_has_its_bias_and_channels_and_a_unit_the_maps_that_it_weighs(net):
    found = enlarged_filter(net, GROUPED, 4)
    np.testing.assert_array_equal(found.kernels, net.layers[GROUPED].weight[4].detach().numpy())
    assert (found.first_channel, found.count) == (2, 6)
    assert found.bias == pytest.approx(net.layers[GROUPED].bias[4].item())
    unit = enlarged_filter(net, LAST, 1)
    assert unit.kernels.shape[0] == 6
    np.testing.assert_array_equal(unit.kernels.ravel(), net.layers[LAST].weight[1].detach().numpy())


def test_a_unit_that_reads_a_vector_is_a_row(x):
    network = Network((Node(CONV, Conv2d(filters=4)), Node(POOL, GlobalAvgPool()), Node(LAST, Linear(units=5))))
    net = build(network, SHAPE, 5, seed=1).eval()
    assert enlarged_filter(net, LAST, 0).kernels.shape == (1, 1, 4)


def test_of_a_very_wide_unit_it_is_known_of_how_many_weights_its_figures_are(net, monkeypatch):
    whole = enlarged_filter(net, LAST, 0)
    assert whole.figures.spread.count == whole.weights == net.layers[LAST].in_features
    monkeypatch.setattr("engine.inspection.enlarging.enlarged_filter.MOST", 10)
    first = enlarged_filter(net, LAST, 0)
    assert (first.figures.spread.count, first.weights) == (first.kernels.size, whole.weights)
    assert first.kernels.size < whole.weights


def map_of(net, at, index):
    return enlarged_map(net, torch.zeros(1, *SHAPE), at, index)


@pytest.mark.parametrize(
    ("look", "at"), [(enlarged_filter, POOL), (enlarged_filter, "n0000x"), (map_of, LAST), (map_of, "n0000x")]
)
def test_what_cannot_be_enlarged_is_a_sentence(net, look, at):
    with pytest.raises(InputError):
        look(net, at, 0)


def test_figures_are_numpys_and_tell_apart_what_is_no_number():
    values = np.array([[0, 1, -3], [np.nan, np.inf, 2]], np.float32)
    found = figures(values)
    spread = found.spread
    assert (*found.limits, spread.zeros, spread.broken, found.strongest) == (-3, 2, 1, 2, (0, 2))
    assert (found.highest, found.lowest) == ((1, 2), (0, 2))
    assert spread.mean == pytest.approx(0)
    assert spread.deviation == pytest.approx(np.std([0, 1, -3, 2]))
    assert spread.counts.sum() == 4


@pytest.mark.parametrize("value", [0.0, 7.0, np.nan, np.inf, np.finfo(np.float32).max])
def test_figures_of_what_is_the_same_everywhere(value):
    found = figures(np.full((2, 2), value, np.float32))
    assert found.strongest is None
    assert found.limits == ((value, value) if np.isfinite(value) else (0, 0))
    assert found.spread.counts.sum() == (4 if np.isfinite(value) else 0)


def test_the_first_of_each_class_and_then_others():
    labels = torch.tensor([0, 0, 2, 1, 2])
    assert first_of_each_class(labels).tolist() == [0, 2, 3, 1, 4]
    assert len(first_of_each_class(torch.arange(100))) == 12
