import numpy as np
import pytest
import torch

from engine.analysis.analysis import analyse
from engine.model.building import build
from engine.model.model import initial_model
from engine.model.weights import copy_tensors, named_tensors
from engine.network.layers import BatchNorm, Conv2d, Dropout, Flatten, Linear, Softmax
from engine.network.network import Network
from tests.engine.inspection.whole_outputs import activations
from tests.engine.model.stacks import IMAGE, lenet, node, resnet

COLOUR = (3, 32, 32)


@pytest.fixture
def image():
    return torch.randn(1, *IMAGE, generator=torch.Generator().manual_seed(0))


def test_every_instance_shows_an_array_of_its_shape():
    net, instances = build(resnet(), COLOUR, 10), analyse(resnet(), COLOUR, 10).instances
    found = activations(net, torch.zeros(1, *COLOUR), instances)
    assert {at: array.shape for at, array in found.items()} == {at: one.output for at, one in instances.items()}
    assert {"naca00@1", "na0000@0", "ncrest", "none00"} <= found.keys()
    assert all(array.dtype == np.float32 for array in found.values())


def test_a_repeat_shows_what_its_last_copy_gives():
    found = activations(build(resnet(), COLOUR, 10), torch.randn(1, *COLOUR), {"none00", "narelu@1", "narelu@2"})
    np.testing.assert_array_equal(found["none00"], found["narelu@2"])
    assert not np.array_equal(found["none00"], found["narelu@1"])


def test_a_softmax_at_the_end_shows_probabilities(image):
    found = activations(build(lenet(Softmax()), IMAGE, 10), image, {"n00013", "n00014"})
    assert found["n00014"].sum() == pytest.approx(1, abs=1e-6)
    assert found["n00013"].sum() != pytest.approx(1, abs=1e-3)


def test_looking_changes_nothing_and_sees_what_prediction_sees(image):
    layers = (node("norm", BatchNorm()), node("drop", Dropout(0.9)), node("flat", Flatten()), node("last", Linear()))
    net = build(Network(layers), IMAGE, 10).train()
    before, state = copy_tensors(net), torch.get_rng_state()
    found = activations(net, image, {"nnorm0", "ndrop0"})
    np.testing.assert_allclose(found["nnorm0"], image[0] / np.sqrt(1 + 1e-5), rtol=1e-6)
    np.testing.assert_array_equal(found["ndrop0"], found["nnorm0"])
    assert net.training
    assert net.layers["nnorm0"].training
    assert torch.equal(torch.get_rng_state(), state)
    assert all(torch.equal(before[name], tensor) for name, tensor in named_tensors(net).items())


def test_arrays_are_copies_that_may_be_written_to(image):
    layers = (node("off", Conv2d(), enabled=False), node("flat", Flatten()), node("last", Linear()))
    found = activations(initial_model(Network(layers), IMAGE, 10).net(), image, {"noff00", "nflat0"})
    found["noff00"].fill(7)
    assert not (found["nflat0"] == 7).any()
    assert not (image == 7).any()


def test_addresses_that_the_network_does_not_run_are_left_out(image):
    assert activations(build(lenet(), IMAGE, 10), image, {"nother", "n00000@3"}) == {}
