import numpy as np
import pytest
import torch
from scipy.stats import spearmanr

from engine.inspection.attribution.sanity import similarity, untrained
from engine.inspection.attribution.wording import EVEN, in_words
from engine.model.building import build
from tests.engine.model.stacks import IMAGE, lenet


def test_the_other_network_has_weights_of_another_seed_and_is_quiet():
    net = build(lenet(), IMAGE, 10, seed=5)
    other = untrained(net, seed=5)
    assert not other.training
    assert other.network == net.network
    assert torch.equal(other.layers["n00000"].weight, build(lenet(), IMAGE, 10, seed=6).layers["n00000"].weight)
    assert not torch.equal(other.layers["n00000"].weight, net.layers["n00000"].weight)


def test_maps_are_as_alike_as_their_ranks():
    draw = np.random.default_rng(0)
    first, second = (draw.integers(-5, 5, (9, 7)).astype(np.float32) for _ in range(2))
    assert similarity(first, second) == pytest.approx(spearmanr(first.ravel(), second.ravel()).statistic)
    assert similarity(first, 3 * first) == pytest.approx(1)
    assert similarity(first, -first) == pytest.approx(-1)
    assert similarity(first, np.ones_like(first)) is None


def test_a_map_says_where_it_is_strongest_from_the_top_left():
    plane = np.zeros((20, 12), np.float32)
    assert in_words(plane) == EVEN
    plane[11, 8] = 2
    assert in_words(plane) == "Strongest for it at row 12, column 9."
    plane[2, 3] = -5
    assert in_words(plane) == "Strongest for it at row 12, column 9; against it at row 3, column 4."
    assert in_words(np.minimum(plane, 0)) == "Strongest against it at row 3, column 4."
