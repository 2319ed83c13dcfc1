"""What is shown of a layer's weights: all where they fit a view, else the part that was asked for."""

import numpy as np
import pytest
import torch

from engine.inspection.filters import MOST_TILES, MOST_WEIGHTS, shown_weights
from engine.model.building import build
from engine.model.model import initial_model
from engine.model.weights import named_tensors
from engine.network.layers import Conv2d, Flatten, Linear
from engine.network.network import Network
from tests.engine.model.stacks import IMAGE, lenet, node, resnet

COLOUR = (3, 32, 32)


def of(network, shape, address):
    weights, whole, channel = shown_weights(initial_model(network, shape, 10).tensors.get(f"{address}/weight"))
    assert channel is None
    return weights if weights is None or weights.shape == whole else pytest.fail("a part only")


def test_filters_have_the_shapes_of_the_literature():
    assert of(lenet(), IMAGE, "n00004").shape == (16, 6, 5, 5)
    assert of(lenet(), IMAGE, "n00009").shape == (120, 400)
    assert shown_weights(None) == (None, None, None)


def test_filters_of_groups_batch_norms_and_copies():
    assert of(resnet(), COLOUR, "nana00@1").tolist() == [1] * 16
    network = Network((node("conv", Conv2d(8, groups=4)), node("flat", Flatten()), node("last", Linear())))
    assert of(network, (4, 5, 5), "nconv0").shape == (8, 1, 3, 3)


def test_filters_stay_when_the_net_trains_on():
    net = build(lenet(), IMAGE, 10)
    shown, _, _ = shown_weights(named_tensors(net)["n00000/weight"])
    before = shown.copy()
    with torch.no_grad():
        net.layers["n00000"].weight.zero_()
    np.testing.assert_array_equal(shown, before)
    shown.fill(7)
    assert not named_tensors(net)["n00000/weight"].any()


@pytest.mark.parametrize(("asked", "given"), [(None, 0), (0, 0), (5, 5), (63, 63), (64, 63), (9999, 63), (-1, 0)])
def test_of_many_filters_one_input_channel_is_shown(asked, given):
    weight = torch.randn(64, 64, 3, 3)
    part, whole, channel = shown_weights(weight, asked)
    assert (whole, channel) == ((64, 64, 3, 3), given)
    np.testing.assert_array_equal(part, weight[:, given : given + 1].numpy())
    assert part.flags.c_contiguous


@pytest.mark.parametrize("shape", [(32, 32, 3, 3), (MOST_TILES, 1, 5, 5), (5000, 1, 3, 3), (512, 3, 7, 7)])
def test_as_many_as_fit_and_those_in_colour_are_shown_whole(shape):
    part, whole, channel = shown_weights(torch.randn(shape), 1)
    assert (part.shape, whole, channel) == (shape, shape, None)


def test_one_filter_more_than_fits_is_shown_in_part():
    part, _, channel = shown_weights(torch.randn(33, 32, 3, 3))
    assert (part.shape, channel) == ((33, 1, 3, 3), 0)


def test_of_a_matrix_that_is_no_picture_only_the_shape_is_told():
    fits, tall = torch.zeros(MOST_WEIGHTS // 1000, 1000), torch.zeros(MOST_WEIGHTS // 1000 + 1, 1000)
    assert shown_weights(fits)[0].shape == tuple(fits.shape)
    assert shown_weights(tall) == (None, tuple(tall.shape), None)


def test_a_view_never_takes_more_than_a_few_megabytes():
    """However large the layer: it is copied twice a second."""
    for shape in ((2048, 2048, 3, 3), (4096, 512, 1, 1), (1000, 9216), (4096,)):
        part, _, _ = shown_weights(torch.zeros(shape))
        assert part is None or part.nbytes <= 4 * MOST_WEIGHTS


def test_weights_on_their_own_memory_layout_are_shown_in_rows():
    weight = torch.randn(16, 8, 5, 5).to(memory_format=torch.channels_last).requires_grad_()
    part, _, _ = shown_weights(weight)
    assert part.flags.c_contiguous
    np.testing.assert_array_equal(part, weight.detach().numpy())
