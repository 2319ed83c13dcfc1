"""Filters told apart, held against numpy and a slow reference."""

import numpy as np
import pytest
import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.errors import InputError
from engine.inspection.enlarging.surveying import most_alike, surveyed
from engine.inspection.muting.sample import Sample
from engine.model.building import build
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node

CONV, RELU, FLAT, LAST = "n00001", "n00002", "n00003", "n00004"
NETWORK = Network((
    Node(CONV, Conv2d(filters=5, kernel=(3, 3))), Node(RELU, ReLU()), Node(FLAT, Flatten()),
    Node(LAST, Linear(units="classes")),
))  # fmt: skip
IMAGES = torch.randint(0, 256, (40, 1, 6, 6), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
LABELS = torch.arange(40) % 4


@pytest.fixture
def net():
    found = build(NETWORK, (1, 6, 6), 4, seed=1).eval()
    with torch.no_grad():
        conv = found.layers[CONV]
        conv.weight[2] = 2 * conv.weight[0]
        conv.weight[4] = 0
        conv.bias[4] = -1
    return found


@pytest.fixture
def sample():
    return Sample(whole(IMAGES, LABELS), Normaliser((0.0,), (1.0,)), torch.arange(len(IMAGES)))


def test_norms_likeness_twins_and_the_dead(net, sample):
    found = surveyed(net, CONV, sample)
    weights = net.layers[CONV].weight.detach().numpy().reshape(5, -1)
    np.testing.assert_allclose(found.norms, np.linalg.norm(weights, axis=1), rtol=1e-6)
    assert (found.nearest[0], found.nearest[2]) == (2, 0)
    assert found.likeness[2] == pytest.approx(1, abs=1e-6)
    assert found.twin.tolist() == [-1, -1, 0, -1, -1]
    assert found.dead.tolist() == [False, False, False, False, True]
    assert found.images == 40


def test_the_class_it_prefers_is_that_of_the_highest_mean_behind_its_activation(net, sample):
    found = surveyed(net, CONV, sample)
    after = net.run(sample.normaliser(IMAGES), (RELU,))[RELU].detach().mean((2, 3)).numpy()
    means = np.stack([after[LABELS.numpy() == label].mean(0) for label in range(4)])
    np.testing.assert_array_equal(found.prefers[:4], means.argmax(0)[:4])
    np.testing.assert_allclose(found.there, means.max(0), rtol=1e-5)
    at = int(found.prefers[1])
    assert found.elsewhere[1] == pytest.approx(after[LABELS.numpy() != at, 1].mean(), rel=1e-5)


def test_units_too_and_what_has_no_filters_is_a_sentence(net, sample):
    assert surveyed(net, LAST, sample).norms.shape == (4,)
    with pytest.raises(InputError, match="no filters"):
        surveyed(net, RELU, sample)


@pytest.mark.parametrize("shape", [(1, 5), (7, 3), (300, 5000)])
def test_the_most_alike_is_that_of_a_slow_reference(shape):
    weights = torch.randn(shape, generator=torch.Generator().manual_seed(3))
    weights[0, 0] = torch.nan
    weights[-1] = weights[0] * 3 if len(weights) > 1 else weights[0]
    nearest, likeness, _ = most_alike(weights)
    if len(weights) == 1:
        assert likeness.tolist() == [0]
        return
    unit = np.nan_to_num(weights.numpy())
    unit = unit / np.linalg.norm(unit, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.testing.assert_allclose(likeness, cosines[np.arange(len(unit)), nearest], atol=1e-5)
    assert nearest[0] == len(weights) - 1
    if shape[1] <= 2048:
        np.fill_diagonal(cosines, -2)
        np.testing.assert_allclose(likeness, cosines.max(1), atol=1e-5)


@pytest.mark.parametrize("length", [4, 5000])
def test_of_several_that_are_alike_all_but_the_first_are_duplicates(length):
    one, other, slight = torch.randn((3, length), generator=torch.Generator().manual_seed(1))
    weights = torch.stack([one, one + 0.05 * slight, other, one + 0.06 * slight, other * 2])
    nearest, _, twin = most_alike(weights)
    assert nearest[1] == 3  # the nearest stands behind it, and an earlier one is as good as the same all the same
    assert twin.tolist() == [-1, 0, -1, 0, 2]
