import pytest
import torch
from torch import nn

from engine.errors import NetworkError
from engine.model.building import build
from engine.model.modules import module_of
from engine.model.weights import named_tensors, trainable_parameters
from engine.network.layers import BatchNorm, Conv2d, Dropout, Flatten, GlobalAvgPool, Linear, ReLU, Softmax
from engine.network.network import Network
from engine.network.nodes import LAYERS, Repeat, Residual
from tests.engine.model.stacks import IMAGE, block, lenet, node, resnet, stack


def maps(*shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(0))


def test_lenet_gives_one_logit_for_each_class():
    net = build(lenet(), IMAGE, 10)
    assert net(maps(3, *IMAGE)).shape == (3, 10)
    assert sum(parameter.numel() for parameter in net.parameters()) == 61_706


@pytest.mark.parametrize(("blocks", "parameters"), [(3, 269_722), (5, 464_154), (7, 658_586), (9, 853_018)])
def test_resnets_have_the_parameters_of_their_paper(blocks, parameters):
    net = build(resnet(blocks), (3, 32, 32), 10)
    assert sum(parameter.numel() for parameter in net.parameters()) == parameters


def test_every_kind_of_layer_has_a_module():
    for kind in LAYERS:
        shape = (8,) if kind in {Linear, BatchNorm} else (4, 9, 9)
        layer = kind(groups=4) if kind is Conv2d else kind()
        module = module_of(layer, shape, 3)
        assert module(torch.ones(2, *shape)).shape[1:] == layer.output(shape, 3)


@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (2, 2), (4, 3), (5, 2)])
@pytest.mark.parametrize("dilation", [(1, 1), (2, 2), (3, 2)])
@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
def test_same_padding_is_torchs_own(kernel, dilation):
    ours = module_of(Conv2d(4, kernel, padding="same", dilation=dilation), (2, 9, 8), 10)
    torchs = nn.Conv2d(2, 4, kernel, padding="same", dilation=dilation)
    with torch.no_grad():
        ours.weight.copy_(torchs.weight)
        ours.bias.copy_(torchs.bias)
    images = maps(2, 2, 9, 8)
    torch.testing.assert_close(ours(images), torchs(images))


def test_a_residual_block_adds_body_and_shortcut():
    shortcut = (node("short", Conv2d(2, (1, 1))),)
    inner = Residual((node("body", Conv2d(2, (3, 3), padding=(1, 1))),), shortcut)
    net = build(Network((node("sum", inner), node("pool", GlobalAvgPool()), node("last", Linear()))), (1, 6, 6), 3)
    images = maps(2, 1, 6, 6)
    expected = net.layers["nbody0"](images) + net.layers["nshort"](images)
    torch.testing.assert_close(net.run(images, {"nsum00"})["nsum00"], expected)


def test_an_empty_body_and_an_empty_shortcut_pass_their_input():
    net = build(Network((node("sum", Residual()), node("flat", Flatten()))), (1, 2, 2), 4)
    images = maps(2, 1, 2, 2)
    torch.testing.assert_close(net(images), 2 * images.flatten(1))


def test_copies_of_a_repeat_have_weights_of_their_own():
    inner = Repeat((node("conv", Conv2d(2, (3, 3), padding=(1, 1))),), 2)
    outer = node("outer", Repeat((node("inner", inner), node("relu", ReLU())), 2))
    net = build(Network((outer, node("pool", GlobalAvgPool()), node("last", Linear()))), (2, 6, 6), 3)
    copies = ["nconv0@0.0", "nconv0@0.1", "nconv0@1.0", "nconv0@1.1"]
    assert list(net.layers)[:6] == [*copies[:2], "nrelu0@0", *copies[2:], "nrelu0@1"]
    weights = [net.layers[copy].weight for copy in copies]
    assert len({weight.data_ptr() for weight in weights}) == 4
    assert not torch.equal(weights[0], weights[1])


def test_disabled_nodes_pass_their_input_on_and_have_no_weights():
    off = (node("conv", Conv2d(8), enabled=False), block("a", 16, enabled=False))
    net = build(Network((*off, node("flat", Flatten()), node("last", Linear()))), (1, 4, 4), 3)
    images = maps(2, 1, 4, 4)
    found = net.run(images, {"nconv0", "na0000", "naca00", "nflat0"})
    assert set(found) == {"nconv0", "na0000", "nflat0"}
    assert torch.equal(found["nconv0"], images)
    assert torch.equal(found["na0000"], images)
    assert set(named_tensors(net)) == {"nlast0/weight", "nlast0/bias"}


def test_a_softmax_at_the_end_is_left_to_loss_and_probabilities():
    plain, ended = build(lenet(), IMAGE, 10), build(lenet(Softmax()), IMAGE, 10)
    images = maps(3, *IMAGE)
    assert torch.equal(ended(images), plain(images))
    assert torch.equal(ended.probabilities(images), plain(images).softmax(1))
    assert torch.equal(ended.run(images, {"n00014"})["n00014"], ended.probabilities(images))
    assert torch.equal(ended.run(images, {"n00013"})["n00013"], ended(images))


def test_a_softmax_with_only_disabled_nodes_after_it_is_at_the_end():
    network = Network((node("flat", Flatten()), node("soft", Softmax()), node("off", ReLU(), enabled=False)))
    net = build(network, (1, 2, 2), 4)
    images = maps(2, 1, 2, 2)
    assert torch.equal(net(images), images.flatten(1))
    assert torch.equal(net.run(images, {"noff00"})["noff00"], net.probabilities(images))


def test_a_softmax_inside_the_stack_is_applied():
    net = build(stack(Flatten(), Softmax(), ReLU()), (1, 2, 2), 4)
    torch.testing.assert_close(net(maps(2, 1, 2, 2)).sum(1), torch.ones(2))


def test_frozen_layers_keep_weights_and_statistics_in_training_mode():
    net = build(
        Network((block("a", 1, trainable=False), block("b", 1), node("flat", Flatten()), node("last", Linear()))),
        (1, 4, 4),
        3,
    ).train()
    before = {name: tensor.clone() for name, tensor in named_tensors(net).items()}
    net(maps(4, 1, 4, 4)).sum().backward()
    torch.optim.SGD(trainable_parameters(net).values(), 0.1).step()
    after = named_tensors(net)
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert not any(name.startswith("na") for name in moved)
    assert {"nbca00/weight", "nbna00/running_mean", "nlast0/weight"} <= moved
    assert all(parameter.grad is None for parameter in net.layers["naca00"].parameters())


def test_frozen_dropout_still_drops():
    net = build(Network((node("drop", Dropout(0.5), trainable=False), node("flat", Flatten()))), (1, 8, 8), 64).train()
    assert (net(torch.ones(1, 1, 8, 8)) == 0).any()
    assert (net.eval()(torch.ones(1, 1, 8, 8)) == 1).all()


def test_a_network_with_a_problem_is_refused_in_words():
    with pytest.raises(NetworkError) as refused:
        build(stack(Conv2d(4, (3, 3)), Linear()), IMAGE, 10)
    assert "4×26×26" in str(refused.value)
    assert "Layer 2" in str(refused.value)


def test_an_output_that_is_not_one_value_a_class_is_refused():
    with pytest.raises(NetworkError):
        build(stack(Flatten(), Linear(7)), IMAGE, 10)
