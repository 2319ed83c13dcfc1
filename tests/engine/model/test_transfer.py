import pytest
import torch

from engine.model.building import build
from engine.model.transfer import Transferred, transfer
from engine.model.weights import copy_tensors
from engine.network.layers import GlobalAvgPool, Linear, ReLU
from engine.network.network import Gap, Network
from engine.network.nodes import Repeat
from tests.engine.model.stacks import IMAGE, block, lenet, node, resnet

WITH_WEIGHTS = ("n00000", "n00004", "n00009", "n00011", "n00013")


@pytest.fixture
def old():
    return copy_tensors(build(lenet(), IMAGE, 10, seed=1))


def test_an_unchanged_network_keeps_everything(old):
    tensors, report = transfer(old, lenet(), IMAGE, 10)
    assert report == Transferred(WITH_WEIGHTS, (), ())
    assert all(torch.equal(tensors[name], old[name]) for name in old)


def test_what_no_longer_fits_is_made_anew(old):
    wider = lenet().change({"n00000"}, filters=8)
    tensors, report = transfer(old, wider, IMAGE, 10, seed=2)
    assert report == Transferred(WITH_WEIGHTS[2:], WITH_WEIGHTS[:2], WITH_WEIGHTS[:2])
    fresh = copy_tensors(build(wider, IMAGE, 10, seed=2))
    assert torch.equal(tensors["n00000/weight"], fresh["n00000/weight"])
    assert torch.equal(tensors["n00009/weight"], old["n00009/weight"])


def test_layers_taken_out_are_dropped_and_new_ones_are_made(old):
    edited = lenet().remove({"n00011"}).insert(Gap(None, 12), (node("new", Linear(84)),))
    _, report = transfer(old, edited, IMAGE, 10)
    assert report == Transferred(("n00000", "n00004", "n00009", "n00013"), ("n00011",), ("nnew00",))


@pytest.mark.parametrize("before", [True, False])
def test_a_layer_that_gains_or_loses_its_bias_keeps_its_weights(before):
    networks = [lenet().change({"n00000"}, bias=bias) for bias in (before, not before)]
    old = copy_tensors(build(networks[0], IMAGE, 10, seed=1))
    tensors, report = transfer(old, networks[1], IMAGE, 10)
    assert report.kept == WITH_WEIGHTS
    assert torch.equal(tensors["n00000/weight"], old["n00000/weight"])
    assert ("n00000/bias" in tensors) is not before


def test_copies_of_a_repeat_keep_theirs_when_more_are_added():
    def stages(times):
        body = Repeat((block("a", 2), node("relu", ReLU())), times)
        return Network((node("times", body), node("pool", GlobalAvgPool()), node("last", Linear())))

    old = copy_tensors(build(stages(1), (2, 4, 4), 3, seed=1))
    tensors, report = transfer(old, stages(2), (2, 4, 4), 3)
    assert {address.partition("@")[2] for address in report.made_anew} == {"1"}
    assert torch.equal(tensors["naca00@0/weight"], old["naca00@0/weight"])
    assert torch.equal(tensors["nana00@0/running_mean"], old["nana00@0/running_mean"])


def test_the_old_tensors_are_left_alone():
    old = copy_tensors(build(resnet(), (3, 32, 32), 10, seed=1))
    tensors, _ = transfer(old, resnet(), (3, 32, 32), 10)
    tensors["nstem0/weight"].zero_()
    assert (old["nstem0/weight"] != 0).any()


def test_a_layer_taken_out_of_a_repeat_keeps_the_weights_of_its_first_copy_and_one_put_in_gives_them():
    ends = (node("pool", GlobalAvgPool()), node("last", Linear()))
    rolled = Network((node("times", Repeat((block("a", 2), node("relu", ReLU())), 3)), *ends))
    flat = rolled.unwrap(rolled.nodes[0].id)
    old = copy_tensors(build(rolled, (2, 4, 4), 3, seed=1))
    tensors, report = transfer(old, flat, (2, 4, 4), 3)
    assert report.made_anew == ()
    assert {address.partition("@")[2] for address in report.dropped} == {"1", "2"}
    assert torch.equal(tensors["naca00/weight"], old["naca00@0/weight"])
    again, report = transfer(tensors, rolled, (2, 4, 4), 3)
    assert {address.partition("@")[2] for address in report.made_anew} == {"1", "2"}
    assert torch.equal(again["naca00@0/weight"], old["naca00@0/weight"])
