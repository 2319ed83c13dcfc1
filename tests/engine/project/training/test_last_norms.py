"""Zero last norm: a frozen batch norm keeps its scale, as it could never grow, and that is said."""

import pytest
import torch

from engine.model.building import build
from engine.model.initialisation import Norm
from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.project.project import Project
from engine.project.training.last_norms import zero_norms_in_words
from engine.project.training.training_settings import TrainingSettings


def stack(*, frozen: bool = False, norm: bool = True, block_frozen: bool = False) -> Network:
    body = (Node("n00001", Conv2d(1, (3, 3), (1, 1), (1, 1))),)
    body += (Node("n00002", BatchNorm(), trainable=not frozen),) if norm else ()
    block = Node("n00003", Residual(body), trainable=not block_frozen)
    twice = Node("n00004", Repeat((block, Node("n00005", ReLU())), 2))
    return Network((twice, Node("n00006", Flatten()), Node("n00007", Linear("classes"))))


def words(network: Network, *, zero: bool = True) -> str:
    return zero_norms_in_words(Project(network=network, training=TrainingSettings(zero_last_norm=zero)))


def test_where_all_is_well_or_it_is_not_wanted_nothing_is_said():
    assert words(stack()) == ""
    assert words(stack(norm=False), zero=False) == ""


def test_that_it_changes_nothing_or_leaves_frozen_ones_is_said():
    assert "changes nothing here" in words(stack(norm=False))
    for network in (stack(frozen=True), stack(block_frozen=True)):
        assert words(network) == (
            "“Zero last norm” leaves 1 residual block as it is: the scale of a frozen batch norm could never grow."
        )


@pytest.mark.parametrize(("network", "zeroed"), [(stack(), 2), (stack(frozen=True), 0), (stack(block_frozen=True), 0)])
def test_frozen_ones_keep_their_scale(network, zeroed):
    net = build(network, (1, 8, 8), 10, zero_last_norm=True)
    scales = [module.weight for module in net.modules() if isinstance(module, Norm)]
    assert len(scales) == 2
    assert sum(not torch.any(scale) for scale in scales) == zeroed
