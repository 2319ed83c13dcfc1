"""How many images are looked at: fewer where a network takes long or its layers are wide."""

import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.inspection.embedding.sample import counts_for
from engine.inspection.muting import sample
from engine.inspection.muting.sample import Sample, sample_for_counting, sample_of
from engine.model.building import build
from engine.network.layers import Conv2d, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.recipes import read_recipe

WIDE = Network((Node("nconv0", Conv2d(512, (3, 3))), Node("nflat0", Flatten()), Node("nlast0", Linear("classes"))))


def net_of(network, side=32, channels=3):
    return build(network, (channels, side, side), 10).eval()


def images(count, side):
    drawn = torch.randint(0, 256, (count, 3, side, side), dtype=torch.uint8)
    return whole(drawn, torch.zeros(count, dtype=torch.int64)), Normaliser((0.0,) * 3, (1.0,) * 3)


def test_a_wide_network_holds_an_image_against_fewer():
    assert counts_for(net_of(read_recipe("lenet5-cifar10").network)) == (10_000, 2500)
    assert counts_for(net_of(read_recipe("resnet-20-cifar10").network)) == (1000, 250)
    known, tested = counts_for(net_of(WIDE, 48))
    assert 100 <= known < 1000
    assert tested == max(50, known // 4)


def test_wide_layers_are_counted_over_fewer_images(monkeypatch):
    (split, normaliser), net = images(300, 32), net_of(WIDE)
    assert len(sample_for_counting(split, net, normaliser)) == len(sample_of(split, net, normaliser)) == 300
    monkeypatch.setattr(sample, "VALUES", 200 * 512 * 30 * 30)
    fewer = sample_for_counting(split, net, normaliser)
    assert len(fewer) == 200
    monkeypatch.setattr(sample, "VALUES", 1)
    assert len(sample_for_counting(split, net, normaliser)) == sample.LEAST


def test_few_large_images_are_looked_at_at_a_time_so_that_whoever_stops_it_need_not_wait():
    def sizes(side, count):
        (split, normaliser), net = (
            images(count, side),
            net_of(Network((Node("nflat0", Flatten()), Node("nlast0", Linear("classes")))), side),
        )
        return [len(part) for part, _ in Sample(split, normaliser, torch.arange(count)).parts(net)]

    assert sizes(32, 250) == [100, 100, 50]
    assert sizes(224, 30) == [13, 13, 4]
