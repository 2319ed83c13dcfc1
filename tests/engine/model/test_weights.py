import pytest
import torch

from engine.errors import NetworkError
from engine.model.building import build
from engine.model.model import Model, initial_model
from engine.model.weights import copy_tensors, load_tensors, named_tensors, trainable_parameters
from engine.network.layers import BatchNorm, Flatten, Linear
from engine.network.network import Network
from tests.engine.model.stacks import IMAGE, lenet, node, resnet


@pytest.fixture
def net():
    return build(resnet(), (3, 32, 32), 10)


def equal(one, two):
    return one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)


def test_names_are_addresses_with_the_tensors_own_name(net):
    names = list(named_tensors(net))
    own = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    assert names[:6] == ["nstem0/weight", *(f"nsnorm/{name}" for name in own)]
    assert names[6] == "naca00@0/weight"
    assert names[-2:] == ["nlast0/weight", "nlast0/bias"]
    assert sum(tensor.numel() for name, tensor in named_tensors(net).items() if "_" not in name) == 269_722


def test_tensors_follow_the_training_and_need_no_gradient(net):
    live = named_tensors(net)
    assert not any(tensor.requires_grad for tensor in live.values())
    with torch.no_grad():
        net.layers["nlast0"].weight.fill_(7)
    assert (live["nlast0/weight"] == 7).all()


def test_a_copy_stays(net):
    first = copy_tensors(net)
    kept = {name: tensor.clone() for name, tensor in first.items()}
    net.train()(torch.randn(2, 3, 32, 32))
    assert equal(first, kept)
    assert not equal(first, named_tensors(net))


def test_copies_made_in_inference_mode_can_still_be_trained_on(net):
    with torch.inference_mode():
        copies = copy_tensors(net)
    weight = copies["nlast0/weight"].requires_grad_()
    (weight * weight).sum().backward()
    assert weight.grad is not None


def test_copies_are_contiguous_also_from_channels_last(net):
    copies = copy_tensors(net.to(memory_format=torch.channels_last))
    assert all(tensor.is_contiguous() for tensor in copies.values())


def test_loaded_tensors_are_the_nets_own(net):
    other = build(resnet(), (3, 32, 32), 10, seed=9)
    load_tensors(other, named_tensors(net))
    assert equal(named_tensors(other), named_tensors(net))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tensors: tensors.pop("n00000/weight"), "lack Layer 1 (Convolution), weight."),
        (lambda tensors: tensors.clear(), "lack Layer 1 (Convolution), weight and 9 other tensors."),
        (lambda tensors: tensors.update({"nother/bias": torch.ones(2)}), "have “nother/bias”, which"),
        (lambda tensors: tensors.update({"n00004/weight": torch.ones(16, 6, 3, 3)}), "16×6×3×3"),
    ],
)
def test_tensors_that_do_not_fit_are_refused_in_words_and_change_nothing(change, words):
    net, wrong = build(lenet(), IMAGE, 10), copy_tensors(build(lenet(), IMAGE, 10, seed=1))
    before = copy_tensors(net)
    change(wrong)
    with pytest.raises(NetworkError) as refused:
        load_tensors(net, wrong)
    assert words in str(refused.value)
    assert equal(named_tensors(net), before)


def test_copies_of_a_repeat_are_told_apart_in_words(net):
    wrong = copy_tensors(net) | {"naca00@1/weight": torch.ones(3)}
    with pytest.raises(NetworkError) as refused:
        load_tensors(net, wrong)
    assert "copy 2, weight a tensor of 3, but the network needs 16×16×3×3" in str(refused.value)


def test_the_optimiser_gets_no_parameters_of_frozen_layers():
    layers = (node("flat", Flatten()), node("norm", BatchNorm(), trainable=False), node("last", Linear()))
    net = build(Network(layers), (1, 2, 2), 3)
    assert list(trainable_parameters(net)) == ["nlast0/weight", "nlast0/bias"]


def test_a_model_gives_a_module_of_its_own():
    model = initial_model(lenet(), IMAGE, 10, seed=3)
    net = model.net()
    assert not net.training
    assert equal(named_tensors(net), dict(model.tensors))
    assert equal(named_tensors(net), named_tensors(build(lenet(), IMAGE, 10, seed=3)))
    net.layers["n00000"].weight.fill_(0)
    assert not (model.tensors["n00000/weight"] == 0).any()


def test_a_model_does_not_change():
    tensors = copy_tensors(build(lenet(), IMAGE, 10))
    model = Model(lenet(), IMAGE, 10, tensors, step=12, source="saved", run="k3f")
    tensors.clear()
    assert len(model.tensors) == 10
    with pytest.raises(AttributeError):
        model.step = 13
    with pytest.raises(TypeError):
        model.tensors["n00000/weight"] = torch.ones(1)
