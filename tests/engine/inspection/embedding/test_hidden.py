"""What goes into the last layer with weights, against forward hooks."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DeviceError, InputError
from engine.inspection.embedding import hidden
from engine.inspection.embedding.hidden import folded, hidden_of, seen_by, widest
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.muting.mutes import Mute, Mutes
from engine.machine import memory
from engine.model.building import build
from engine.network.layers import Conv2d, Dropout, Flatten, GlobalAvgPool, Linear, ReLU, Softmax
from engine.network.network import Network
from engine.network.nodes import Node, Residual

CONV, RELU, FLAT = Node("nconv0", Conv2d(4, (3, 3))), Node("nrelu0", ReLU()), Node("nflat0", Flatten())
HIDDEN, CURVE, DROP = Node("nhidd0", Linear(7)), Node("ncurv0", ReLU()), Node("ndrop0", Dropout())
LAST = Node("nlast0", Linear("classes"))
DEEP = Network((CONV, RELU, FLAT, HIDDEN, CURVE, DROP, LAST, Node("nsoft0", Softmax())))
X = torch.randn(5, 1, 8, 8, generator=torch.Generator().manual_seed(0))


def made(network):
    return build(network, (1, 8, 8), 3, seed=1).eval()


def test_features_are_what_a_hook_on_the_last_layer_with_weights_gets():
    net, got = made(DEEP), []
    net.layers["nlast0"].register_forward_pre_hook(lambda _, inputs: got.append(inputs[0]))
    seen = seen_by(net, (X[:2], X[2:]), 5)
    np.testing.assert_array_equal(seen.features, torch.cat(got).detach().numpy())
    probabilities = net.probabilities(X).detach()
    np.testing.assert_allclose(seen.probability, probabilities.max(1).values.numpy(), rtol=1e-5)
    assert seen.predicted.tolist() == probabilities.argmax(1).tolist()
    found = hidden_of(net)
    assert (found.address, found.learned) == ("ndrop0", True)


def test_without_a_hidden_layer_they_are_the_image():
    net = made(Network((FLAT, LAST)))
    assert not hidden_of(net).learned
    np.testing.assert_array_equal(seen_by(net, (X,), 5).features, X.flatten(1).numpy())


def test_a_last_convolution_and_a_last_block_are_heads_too():
    one = Node("nconv1", Conv2d(3, (1, 1)))
    pool = Node("npool0", GlobalAvgPool())
    assert seen_by(made(Network((CONV, RELU, one, pool))), (X,), 5).features.shape == (5, 4 * 6 * 6)
    block = Node("nresi0", Residual((one,), shortcut=(Node("nconv2", Conv2d(3, (1, 1))),)))
    assert seen_by(made(Network((CONV, RELU, block, pool))), (X,), 5).features.shape == (5, 4 * 6 * 6)


def test_muted_units_give_zero_there():
    net = muted_net(made(DEEP), Mutes(frozenset({Mute("ncurv0", 2)})))
    features = seen_by(net, (X,), 5).features
    assert not features[:, 2].any()
    assert features.any()
    assert hidden_of(net).address == "ndrop0"


def test_very_many_features_are_folded_with_their_distances_about_kept():
    many = torch.randn(30, 5000, generator=torch.Generator().manual_seed(0))
    few = folded(many, 2000)
    assert few.shape == (30, hidden.FOLDED)
    np.testing.assert_array_equal(few, folded(many, 2000))
    np.testing.assert_allclose(torch.pdist(few), torch.pdist(many), rtol=0.2)
    assert folded(many[:, :2000], 2000).shape == (30, 2000)


def test_each_feature_of_a_folded_image_counts_once():
    """Also those beyond the last whole fold: each alone is one place of one, or minus one."""
    alone = folded(torch.eye(2 * hidden.FOLDED + 3), 2000)
    assert (alone.abs().sum(1) == 1).all()


@given(images=st.integers(0, 20_000))
def test_of_all_images_together_no_more_is_kept_than_there_is_room_for(images):
    most = widest(images)
    assert hidden.FOLDED <= most <= hidden.MOST_FEATURES
    assert most == hidden.FOLDED or images * most <= hidden.MOST_VALUES


def test_features_of_many_images_are_folded_as_those_of_one_beside_them():
    net = made(DEEP)
    many = seen_by(net, (X[:2], X[2:]), 5, most=6).features
    np.testing.assert_allclose(seen_by(net, (X[3:4],), 1, most=6).features[0], many[3], rtol=1e-5, atol=1e-6)
    assert many.shape == (5, hidden.FOLDED)


def test_where_there_is_too_little_memory_it_is_said_before_it_is_taken(monkeypatch):
    monkeypatch.setattr(memory, "free_memory", lambda: 100)
    with pytest.raises(DeviceError, match="To look at 5 images, about 0 MB of memory are needed; 0 MB are free"):
        seen_by(made(DEEP), (X,), 5)


def test_what_is_no_number_is_said():
    net = made(DEEP)
    with torch.no_grad():
        net.layers["nhidd0"].weight[0, 0] = float("nan")
    with pytest.raises(InputError, match=r"What the network makes of the images is not a number\."):
        seen_by(net, (X,), 5)
    with pytest.raises(InputError, match="no images"):
        seen_by(net, (), 0)
