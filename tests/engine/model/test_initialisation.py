import math
from typing import get_args

import pytest
import torch
from torch import nn

from engine.analysis.analysis import analyse
from engine.model.building import build, build_prefix
from engine.model.initialisation import Initialisation
from engine.model.net import Sum
from engine.model.weights import named_tensors
from engine.network.layers import Conv2d
from engine.network.network import Gap
from tests.engine.model.stacks import IMAGE, lenet, node, resnet


def plain_lenet():
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Tanh()),
        *(nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Tanh(), nn.Flatten()),
        *(nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10)),
    )


@pytest.mark.parametrize("seed", [0, 1, 2**31 - 1])
def test_weights_are_those_of_plain_torch_after_manual_seed(seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        expected = list(plain_lenet().parameters())
    ours = list(build(lenet(), IMAGE, 10, seed=seed).parameters())
    assert all(torch.equal(a, b) for a, b in zip(ours, expected, strict=True))


def test_layers_in_blocks_are_drawn_in_order_of_execution():
    net = build(resnet(), (3, 32, 32), 10, seed=5)
    with torch.random.fork_rng():
        torch.manual_seed(5)
        for layer in net.layers.values():
            if isinstance(layer, nn.Conv2d):
                plain = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, bias=False)
                assert torch.equal(layer.weight, plain.weight)


@pytest.mark.parametrize("initialisation", get_args(Initialisation))
def test_the_seed_alone_decides_and_the_global_generator_is_untouched(initialisation):
    before = torch.get_rng_state()
    one, two, other = (build(lenet(), IMAGE, 10, initialisation, seed) for seed in (3, 3, 4))
    assert torch.equal(torch.get_rng_state(), before)
    same = zip(named_tensors(one).values(), named_tensors(two).values(), strict=True)
    assert all(torch.equal(a, b) for a, b in same)
    assert not torch.equal(one.layers["n00000"].weight, other.layers["n00000"].weight)


def test_he_initialisation_spreads_convolutions_by_their_fan_out():
    net = build(resnet(), (3, 32, 32), 10, "he-fan-out")
    weight = net.layers["ncbcb0@1"].weight
    assert weight.std().item() == pytest.approx(math.sqrt(2 / (64 * 9)), rel=0.02)
    assert net.layers["nlast0"].weight.abs().max().item() <= 1 / math.sqrt(64)


def test_he_by_inputs_and_glorot_spread_every_weight_by_what_goes_in_and_out():
    net = build(resnet(), (3, 32, 32), 10, "he-fan-in")
    assert net.layers["ncbcb0@1"].weight.std().item() == pytest.approx(math.sqrt(2 / (64 * 9)), rel=0.02)
    assert net.layers["nlast0"].weight.std().item() == pytest.approx(math.sqrt(2 / 64), rel=0.1)
    even = build(resnet(), (3, 32, 32), 10, "xavier")
    for layer, fans in (("ncbcb0@1", 2 * 64 * 9), ("nlast0", 64 + 10)):
        bound = math.sqrt(6 / fans)
        assert 0.95 * bound < even.layers[layer].weight.abs().max().item() <= bound


def test_batch_norm_begins_as_torch_has_it():
    norm = build(resnet(), (3, 32, 32), 10).layers["nsnorm"]
    assert torch.equal(norm.weight, torch.ones(16))
    assert torch.equal(norm.running_var, torch.ones(16))
    assert norm.num_batches_tracked == 0


@pytest.mark.parametrize("initialisation", get_args(Initialisation))
@pytest.mark.parametrize(("network", "shape"), [(lenet(), IMAGE), (resnet(), (3, 32, 32))])
def test_layers_before_a_problem_begin_as_they_do_in_the_mended_network(network, shape, initialisation):
    whole = named_tensors(build(network, shape, 10, initialisation, 3))
    for place in range(len(network.nodes) + 1):
        broken = network.insert(Gap(None, place), (node("huge", Conv2d(1, (64, 64))),))
        net = build_prefix(analyse(broken, shape, 10), initialisation, 3)
        found = named_tensors(net)
        assert net.network.nodes == network.nodes[:place]
        assert list(found) == list(whole)[: len(found)]
        assert all(torch.equal(tensor, whole[name]) for name, tensor in found.items())


def test_with_zero_last_norms_every_residual_block_begins_as_its_shortcut():
    plain, net = (build(resnet(), (3, 32, 32), 10, seed=5, zero_last_norm=zero).eval() for zero in (False, True))
    seen = []
    for block in (module for module in net.modules() if isinstance(module, Sum)):
        block.register_forward_hook(lambda one, given, made: seen.append(torch.equal(made, one.shortcut(*given))))
    net(torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(1)))
    assert seen
    assert all(seen)
    one, other = named_tensors(net), named_tensors(plain)
    others = [name for name, tensor in one.items() if not torch.equal(tensor, other[name])]
    assert len(others) == len(seen)
    prefix = build_prefix(analyse(resnet(), (3, 32, 32), 10), seed=5, zero_last_norm=True)
    assert all(torch.equal(named_tensors(prefix)[name], tensor) for name, tensor in one.items())
