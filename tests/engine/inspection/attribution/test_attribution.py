from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings

from engine.analysis.analysis import analyse
from engine.analysis.valid_prefix import valid_prefix
from engine.errors import InputError
from engine.inspection.attribution.attribution import Attribution, attribute
from engine.inspection.attribution.layers_with_maps import layers_with_maps, usual_layer
from engine.inspection.attribution.methods import GradCam, Gradient, IntegratedGradients, Occlusion
from engine.inspection.attribution.target import Target
from engine.inspection.attribution.wording import EVEN, in_words
from engine.model.building import build, build_prefix
from engine.model.weights import copy_tensors, named_tensors
from engine.network.layers import Conv2d, Flatten, GlobalAvgPool, Linear, ReLU, Softmax
from engine.network.network import Network
from engine.network.nodes import Node, Repeat
from tests.engine.model.stacks import IMAGE, lenet, node, resnet, stack
from tests.engine.network.strategies import cases
from tests.examples import examples

COLOUR = (3, 32, 32)
FOUR_RATHER_THAN_NINE = Target(4, 9)
METHODS = (Gradient(), IntegratedGradients(8, 8), GradCam(), Occlusion())
quietly = settings(suppress_health_check=list(HealthCheck), database=None, max_examples=examples(25))


def of_lenet(*more):
    return build(lenet(*more), IMAGE, 10).eval()


def image(shape=IMAGE, seed=0):
    return torch.rand(1, *shape, generator=torch.Generator().manual_seed(seed))


def test_the_gradient_is_how_the_score_changes_with_each_pixel():
    net, x, step = of_lenet().double(), image().double(), 1e-5
    found = attribute(net, x, FOUR_RATHER_THAN_NINE, Gradient())
    for row, column in ((0, 0), (13, 7), (27, 27)):
        more, less = x.clone(), x.clone()
        more[0, 0, row, column] += step
        less[0, 0, row, column] -= step
        with torch.no_grad():
            change = FOUR_RATHER_THAN_NINE.of(net(more)) - FOUR_RATHER_THAN_NINE.of(net(less))
        assert found.values[0, row, column] == pytest.approx(float(change) / (2 * step), rel=1e-4, abs=1e-9)


def test_of_several_channels_the_gradient_shows_the_largest_with_its_sign():
    found = attribute(build(resnet(1), COLOUR, 10).eval(), image(COLOUR), Target(3), Gradient())
    assert found.values.shape == COLOUR
    for row, column in ((0, 0), (31, 5)):
        assert found.plane[row, column] == max(found.values[:, row, column], key=abs)


def test_integrated_gradients_come_to_the_score_less_that_of_the_baseline():
    net, x, nothing = of_lenet(), image(), torch.full((1, *IMAGE), -0.4)
    found = attribute(net, x, Target(4), IntegratedGradients(), baseline=nothing)
    with torch.no_grad():
        assert found.score == pytest.approx(float(net(x)[0, 4]), abs=1e-6)
        assert found.baseline_score == pytest.approx(float(net(nothing)[0, 4]), abs=1e-6)
    assert abs(found.missed) <= 0.01 * np.abs(found.values).sum()
    np.testing.assert_allclose(found.plane, found.values.sum(0))


def test_integrated_gradients_are_those_of_captum():
    from captum.attr import IntegratedGradients as Captums

    net, x = of_lenet(), image()
    theirs = Captums(net).attribute(x, target=4, n_steps=32)
    found = attribute(net, x, Target(4), IntegratedGradients(32, 32))
    np.testing.assert_allclose(found.values, theirs[0].numpy(), rtol=1e-4, atol=1e-7)


def weighed_maps(net, x, target, address):
    """Grad-CAM as the paper writes it, without captum and before what is below zero is left out."""
    x = x.clone().requires_grad_()
    maps = net.run(x, {address, net.network.nodes[-1].id})
    logits = maps[net.network.nodes[-1].id]
    (gradient,) = torch.autograd.grad(target.of(logits).sum(), maps[address])
    return (gradient.mean((2, 3), keepdim=True) * maps[address]).sum(1)[0].detach()


@pytest.mark.parametrize("address", ["nstem0", "narelu@2", "naca00@1", "ncrest", "nba000", "nbas00"])
def test_grad_cam_weighs_the_maps_of_any_layer_block_or_copy_by_their_mean_gradients(address):
    net, x = build(resnet(), COLOUR, 10).eval(), image(COLOUR)
    found = attribute(net, x, FOUR_RATHER_THAN_NINE, GradCam(address))
    expected = weighed_maps(net, x, FOUR_RATHER_THAN_NINE, address)
    assert (found.address, found.grid) == (address, tuple(expected.shape))
    enlarged = torch.nn.functional.interpolate(expected[None, None], size=(32, 32), mode="bilinear")
    np.testing.assert_allclose(found.plane, enlarged[0, 0].numpy(), rtol=1e-4, atol=1e-7)


def test_grad_cam_looks_at_the_last_maps_that_tell_places_apart():
    assert attribute(of_lenet(), image(), Target(0), GradCam()).address == "n00007"  # the last Tanh of maps
    net = build(resnet(), COLOUR, 10)
    assert usual_layer(net) == "ncbr00@1"
    assert layers_with_maps(net)[0] == "nstem0"
    assert "nlast0" not in layers_with_maps(net)


def covered(net, x, target, window, stride):
    """Occlusion by hand: every window in turn, each place the mean over those that cover it."""
    _, _, height, width = x.shape
    total, times = np.zeros((height, width)), np.zeros((height, width))
    rows, columns = (range(0, -(-(side - window) // stride) * stride + 1, stride) for side in (height, width))
    with torch.no_grad():
        score = float(target.of(net(x)))
        for row in rows:
            for column in columns:
                hidden = x.clone()
                place = np.s_[row : row + window, column : column + window]
                hidden[0][(slice(None), *place)] = 0
                total[place] += score - float(target.of(net(hidden)))
                times[place] += 1
    return total / times


def test_occlusion_is_what_the_score_loses_under_the_windows_that_cover_a_place():
    net, x = of_lenet(), image()
    found = attribute(net, x, FOUR_RATHER_THAN_NINE, Occlusion())
    np.testing.assert_allclose(found.plane, covered(net, x, FOUR_RATHER_THAN_NINE, 4, 2), rtol=1e-3, atol=1e-6)
    wide = attribute(net, x, Target(1), Occlusion(9))  # it does not fill the image evenly
    np.testing.assert_allclose(wide.plane, covered(net, x, Target(1), 9, 4), rtol=1e-3, atol=1e-6)


def test_a_repeat_of_nothing_gives_the_image_and_no_maps_for_grad_cam():
    ends = Node("n00001", Flatten()), Node("n00002", Linear(units="classes"))
    assert not layers_with_maps(build(Network((Node("n00000", Repeat((), 1)), *ends)), (1, 4, 4), 2))


@quietly
@given(cases())
def test_every_network_that_can_answer_is_explained_by_every_method(case):
    network, shape, classes = case
    assume(not analyse(network, shape, classes).problems)
    net = build(network, shape, classes).eval()
    before, x = copy_tensors(net), image(shape)
    for method in METHODS:
        if isinstance(method, GradCam) and not layers_with_maps(net):
            continue
        found = attribute(net, x, Target(classes - 1), method)
        assert found.plane.shape == shape[1:]
        assert found.values.shape[1:] == shape[1:]
        assert np.isfinite(found.plane).all()
    assert all(
        torch.equal(
            before[name],
            tensor,
        )
        for name, tensor in named_tensors(net).items()
    )
    assert not any(module._forward_hooks or module._backward_hooks for module in net.modules())


@pytest.mark.parametrize("method", METHODS)
def test_a_net_that_trains_stays_as_it_is(method):
    net, state = build(resnet(1), COLOUR, 10).train(), torch.get_rng_state()
    before = copy_tensors(net)
    attribute(net, image(COLOUR), Target(0), method)
    assert net.training
    assert all(torch.equal(before[name], tensor) for name, tensor in named_tensors(net).items())
    assert all(parameter.grad is None for parameter in net.parameters())
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("method", METHODS)
def test_it_works_where_nothing_is_followed_and_changes_nothing_of_the_image(method):
    net, x = of_lenet(Softmax()).requires_grad_(requires_grad=False), image()
    with torch.inference_mode():
        given_x = x.clone()
        found = attribute(net, given_x, Target(4), method)
    assert torch.equal(given_x, x)
    assert found.score == pytest.approx(float(net(x)[0, 4]), abs=1e-5)  # the score, not the probability


def test_a_network_of_one_layer_on_one_pixel_is_explained():
    net = build(Network((node("flat", Flatten()), node("last", Linear()))), (1, 1, 1), 2).eval()
    x = torch.ones(1, 1, 1, 1)
    weight = net.layers["nlast0"].weight[1, 0].item()
    for method in (Gradient(), IntegratedGradients(), Occlusion()):
        assert attribute(net, x, Target(1), method).plane[0, 0] == pytest.approx(weight, abs=1e-5)
    with pytest.raises(InputError, match="gives maps") as error:
        attribute(net, x, Target(1), GradCam())
    assert error.value.hint == "Choose another method."


def test_maps_of_a_single_value_give_the_same_everywhere():
    net = build(stack(Conv2d(4, (28, 28)), ReLU(), Flatten(), Linear()), IMAGE, 10).eval()
    found = attribute(net, image(), Target(2), GradCam())
    assert found.grid == (1, 1)
    assert in_words(found.plane) == EVEN


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(10), "no class 10"),
        (Target(-1), "no class -1"),
        (Target(1, 12), "no class 12"),
        (Target(3, 3), "itself"),
    ],
)
def test_a_class_that_is_not_there_is_a_sentence(target, words):
    with pytest.raises(InputError, match=words):
        attribute(of_lenet(), image(), target, Gradient())


@pytest.mark.parametrize("address", ["n00009", "nother", "n00000@2"])
def test_grad_cam_of_a_layer_without_maps_is_a_sentence(address):
    with pytest.raises(InputError, match="gives no maps"):
        attribute(of_lenet(), image(), Target(0), GradCam(address))


def test_what_is_switched_off_first_is_told_to_give_no_maps():
    network = Network((node("off", ReLU(), enabled=False), node("flat", Flatten()), node("last", Linear())))
    with pytest.raises(InputError, match="gives no maps"):
        attribute(build(network, IMAGE, 10), image(), Target(0), GradCam("noff00"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_ran_away_are_a_sentence(method, value):
    net = of_lenet()
    with torch.no_grad():
        net.layers["n00013"].weight.fill_(value)
    with pytest.raises(InputError, match="not a number"):
        attribute(net, image(), Target(0), method)


def test_a_network_that_is_broken_cannot_be_asked():
    broken = stack(Conv2d(4, (3, 3)), ReLU(), Linear())
    analysis = analyse(broken, IMAGE, 10)
    assert len(valid_prefix(analysis).nodes) == 2
    with pytest.raises(InputError, match="cannot answer yet"):
        attribute(build_prefix(analysis), image(), Target(0), Gradient())


@pytest.mark.parametrize("method", METHODS)
def test_it_ends_when_it_is_asked_to(method):
    class GivenUp(Exception):
        pass

    calls = []

    def go_on():
        calls.append(1)
        if len(calls) > 1:
            raise GivenUp

    net = of_lenet()
    with pytest.raises(GivenUp):
        attribute(net, image(), Target(0), method, go_on=go_on)
    assert not any(module._forward_hooks for module in net.modules())


def test_large_images_and_many_maps_are_taken_a_few_at_a_time(monkeypatch):
    network = stack(Conv2d(64, (3, 3), padding=(1, 1)), ReLU(), GlobalAvgPool(), Linear())
    net, sizes = build(network, (3, 224, 224), 5).eval(), []
    net.layers["n00000"].register_forward_pre_hook(lambda _, given: sizes.append(len(given[0])))
    attribute(net, image((3, 224, 224)), Target(0), IntegratedGradients(16, 16))
    values_of_one = 2 * 64 * 224 * 224
    assert 1 < max(sizes) <= 2**26 / values_of_one
    assert max(sizes) < 16


def test_a_map_is_a_value_that_says_its_score():
    found = attribute(of_lenet(), image(), Target(4), Gradient())
    assert isinstance(found, Attribution)
    assert found.missed is None
    assert replace(found, baseline_score=0.0).missed == pytest.approx(found.values.sum() - found.score, abs=1e-4)
