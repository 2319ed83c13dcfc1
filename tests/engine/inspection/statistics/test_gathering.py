"""Statistics of layers beside torch's own hooks and gradients."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.errors import InputError
from engine.inspection.muting.muted_net import muted_net
from engine.inspection.muting.mutes import Mute, Mutes
from engine.inspection.muting.sample import sample_for_means, sample_of
from engine.inspection.statistics.deciding import muted_at
from engine.inspection.statistics.dropping import dropped
from engine.inspection.statistics.gathering import batches, layer_statistics, weights_alone, with_gradients
from engine.model.own_dropout import draw_apart
from engine.network.activation_functions import ReLU
from engine.network.layers import BatchNorm, Conv2d, Dropout, Dropout2d, Linear
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.network.pooling import GlobalAvgPool
from tests.engine.inspection.arithmetic.lively import lively

SHAPE, CLASSES = (2, 8, 8), 3
PLAIN = Normaliser((0.0, 0.0), (1.0, 1.0))
NETWORK = Network(
    (
        Node("nconv0", Conv2d(4, (3, 3), padding="same")),
        Node("nnorm0", BatchNorm()),
        Node("nrelu0", ReLU()),
        Node("nmaps0", Dropout2d()),
        Node("nrep00", Repeat((Node("nres00", Residual((Node("nin000", Conv2d(4, (3, 3), padding="same")),))),), 2)),
        Node("npool0", GlobalAvgPool()),
        Node("ndrop0", Dropout()),
        Node("nline0", Linear(5)),
        Node("nact00", ReLU()),
        Node("nlast0", Linear("classes"), trainable=False),
    )
)


@pytest.fixture
def net():
    return lively(NETWORK, SHAPE, CLASSES)


@pytest.fixture
def images():
    generator = torch.Generator().manual_seed(1)
    return torch.randn(20, *SHAPE, generator=generator), torch.arange(20) % CLASSES


def batches_of(images, size=8):
    return zip(*(part.split(size) for part in images), strict=True)


def hooked(net, address, images, size):
    """What torch's hook sees: all that a layer was given and gave."""
    given, gave = [], []
    layer = net.layers[address]

    def note(_, x, y):
        given.append(x[0])
        gave.append(y)

    handle = layer.register_forward_hook(note)
    with torch.no_grad():
        for x, _ in batches_of(images, size):
            net(x)
    handle.remove()
    return torch.cat(given).numpy(), torch.cat(gave).numpy()


def same(spread, values):
    np.testing.assert_allclose(
        [spread.values.mean, spread.values.deviation, spread.values.low, spread.values.high],
        [values.mean(), values.std(), values.min(), values.max()],
        rtol=1e-4,
        atol=1e-5,
    )
    assert spread.values.count == values.size
    assert spread.values.zeros == np.count_nonzero(values == 0)
    rows = np.moveaxis(values, 1, 0).reshape(values.shape[1], -1)
    np.testing.assert_allclose(spread.channels.mean, rows.mean(1), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(spread.channels.deviation, rows.std(1), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("address", ["nconv0", "nnorm0", "nrelu0", "nin000@1", "npool0", "nline0", "nact00", "nlast0"])
@pytest.mark.parametrize("mode", ["testing", "training"])
def test_what_a_layer_is_given_and_gives_is_what_hooks_see(net, images, address, mode):
    if mode == "training":
        for layer in net.modules():
            if isinstance(layer, nn.Dropout | nn.Dropout2d):
                layer.p = 0.0
    net.train(mode == "training")
    given, gave = hooked(net, address, images, 8)
    found = layer_statistics(net, address, mode, batches_of(images), lambda: None)
    assert (found.images, found.batch) == (20, 8)
    same(found.before, given)
    same(found.after, gave)


def test_a_batch_norm_makes_mean_zero_and_deviation_one_before_scale_and_shift(net, images):
    norm = net.layers["nnorm0"]
    mean, variance = norm.running_mean.clone(), norm.running_var.clone()
    found = layer_statistics(net, "nnorm0", "training", batches_of(images, 20), lambda: None)
    np.testing.assert_allclose(found.after.channels.mean, norm.bias.detach(), atol=1e-5)
    np.testing.assert_allclose(found.after.channels.deviation, norm.weight.detach().abs(), rtol=1e-3)
    np.testing.assert_array_equal(found.norm.running_mean, mean)  # as they were before it was run
    np.testing.assert_array_equal(found.norm.running_variance, variance)
    assert not found.norm.untouched


def test_units_are_dead_after_the_activation_behind_a_layer(net, images):
    with torch.no_grad():
        net.layers["nnorm0"].bias[2], net.layers["nnorm0"].weight[2] = -50, 0.1
    for address in ("nconv0", "nnorm0", "nrelu0"):
        found = layer_statistics(net, address, "testing", batches_of(images), lambda: None)
        assert found.active_at == "nrelu0"
        assert found.units.dead[2]
        assert not found.units.dead.all()
    for address in ("npool0", "nlast0", "nin000@0"):
        found = layer_statistics(net, address, "testing", batches_of(images), lambda: None)
        assert (found.active_at, found.units) == (None, None)


def test_a_block_tells_what_it_gives(net, images):
    found = layer_statistics(net, "nres00@1", "testing", batches_of(images), lambda: None)
    repeat = layer_statistics(net, "nrep00", "testing", batches_of(images), lambda: None)
    assert found.before is None
    assert found.tensors == ()
    assert (found.after.values.mean, found.after.values.count) == (repeat.after.values.mean, repeat.after.values.count)
    assert (
        repeat.before.values.mean
        == layer_statistics(net, "nmaps0", "testing", batches_of(images), lambda: None).after.values.mean
    )


def test_gradients_are_torchs(net, images):
    draw_apart(net)
    x, labels = images
    for address in ("nconv0", "nnorm0", "nin000@0", "nline0", "nlast0"):
        net.generator.manual_seed(5)
        found = with_gradients(weights_alone(net, address, "testing"), net, images, F.cross_entropy)
        net.generator.manual_seed(5)
        net.train().zero_grad()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        assert (found.loss, found.gradient_images) == (pytest.approx(loss.item()), 20)
        for one in found.tensors:
            parameter = dict(net.layers[address].named_parameters())[one.name]
            assert one.length == pytest.approx(parameter.norm().item(), rel=1e-5)
            assert one.values.count == parameter.numel()
            if address == "nlast0":
                assert one.gradient is None
            else:
                assert one.gradient_length == pytest.approx(parameter.grad.norm().item(), rel=1e-4)
                assert one.gradient.mean == pytest.approx(parameter.grad.mean().item(), rel=1e-3, abs=1e-8)


def test_behind_a_muted_layer_no_gradient_arrives(net, images):
    silent = muted_net(net, Mutes(frozenset({Mute("nact00")})))
    found = with_gradients(weights_alone(silent, "nconv0", "testing"), silent, images, F.cross_entropy)
    assert [one.gradient_length for one in found.tensors] == [0.0, 0.0]
    found = layer_statistics(silent, "nact00", "testing", batches_of(images), lambda: None)
    assert found.units.dead.all()


def test_values_that_are_no_numbers_are_counted_apart(net, images):
    with torch.no_grad():
        net.layers["nconv0"].weight[0, 0, 0, 0] = float("nan")
        net.layers["nconv0"].weight[1, 0, 0, 0] = float("inf")
    found = layer_statistics(net, "nconv0", "testing", batches_of(images), lambda: None)
    assert found.tensors[0].values.broken == 2
    assert found.after.values.broken > 0
    assert np.isfinite(found.after.values.mean)


def test_a_layer_that_is_not_there_is_refused(net, images):
    with pytest.raises(InputError, match="does not have this layer"):
        layer_statistics(net, "ngone0", "testing", batches_of(images), lambda: None)


# --- batches ---


def sorted_by_class(count, labels):
    pixels = torch.randint(0, 256, (count, *SHAPE), generator=torch.Generator().manual_seed(2), dtype=torch.uint8)
    return whole(pixels, labels)


def test_images_that_lie_sorted_by_class_are_mixed_as_in_training(net):
    split = sorted_by_class(3000, torch.arange(3000) // 1000)
    sample = sample_of(split, net, PLAIN)
    for x, labels in batches(sample, net, 64, "training"):
        assert len(labels.unique()) == 3
        assert len(x) > 1
    few = sample_for_means(split, net, PLAIN)
    firsts = [next(batches(one, net, 64, "training"))[0] for one in (sample, few)]
    torch.testing.assert_close(*firsts)  # of a small sample and a large one alike
    pixels = torch.cat([x for x, _ in batches(sample, net, 64, "testing")])
    torch.testing.assert_close(pixels, PLAIN(sample.images.images))


def test_with_a_batch_of_one_all_images_count(net):
    sample = sample_of(sorted_by_class(30, torch.arange(30) % 3), net, PLAIN)
    found = layer_statistics(net, "nconv0", "training", batches(sample, net, 1, "training"), lambda: None)
    assert (found.images, found.batch) == (30, 1)


def test_a_batch_norm_that_is_given_one_value_alone_is_told_in_words(images):
    vectors = Network((Node("npool0", GlobalAvgPool()), Node("nnorm0", BatchNorm()), Node("nlast0", Linear("classes"))))
    net = lively(vectors, SHAPE, CLASSES)
    alone = [tuple(part[:1] for part in images)]
    with pytest.raises(InputError, match="needs more than one image"):
        layer_statistics(net, "nnorm0", "training", alone, lambda: None)
    found = with_gradients(weights_alone(net, "nlast0", "training"), net, alone[0], F.cross_entropy)
    assert (found.gradient_images, found.gradient_mode) == (1, "testing")


# --- what decides ---


def test_what_is_muted_is_told_apart_from_what_is_so_elsewhere(net):
    def told(address, *mutes):
        return muted_at(net, address, Mutes(frozenset(Mute(*one) for one in mutes)))

    for address in ("nconv0", "nnorm0", "nrelu0"):
        assert told(address, ("nrelu0", 2), ("nconv0", 1)) == ((1, 2), False)
        assert told(address, ("nline0", 3)) == ((), True)
    assert told("nact00", ("nline0",)) == told("nline0", ("nact00",)) == ((0, 1, 2, 3, 4), False)
    assert told("nlast0", ("nline0",)) == ((), True)
    assert told("nrep00", ("nres00@1", 2)) == told("nres00@1", ("nrep00", 2)) == ((2,), False)
    assert told("nconv0", ("ngone0",)) == ((), False)


# --- dropout ---


@pytest.mark.parametrize("address", ["nmaps0", "ndrop0"])
def test_dropout_keeps_values_scaled_up_or_drops_them_as_torch_does(net, images, address):
    x = images[0][:1]
    given, factors, probability, maps = dropped(net, address, x, 3)
    assert maps == (address == "nmaps0")
    assert probability == net.layers[address].p
    torch.manual_seed(3)
    expected = net.layers[address].train()(given[None])[0]
    torch.testing.assert_close(given * factors, expected)
    assert set(factors.unique().tolist()) <= {0, 1 / (1 - probability)}


def test_the_same_draw_drops_the_same_and_another_one_others(net, images):
    x = images[0][:1]
    first, again = (dropped(net, "ndrop0", x, 1)[1] for _ in range(2))
    torch.testing.assert_close(first, again)
    assert any(not torch.equal(first, dropped(net, "ndrop0", x, draw)[1]) for draw in range(2, 8))


def test_only_a_dropout_drops(net, images):
    with pytest.raises(InputError, match="drops nothing"):
        dropped(net, "nrelu0", images[0][:1], 0)
