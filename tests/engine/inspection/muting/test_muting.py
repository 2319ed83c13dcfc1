import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.errors import InputError
from engine.inspection.attribution.attribution import attribute
from engine.inspection.attribution.methods import GradCam, Gradient
from engine.inspection.attribution.target import Target
from engine.inspection.muting.effect import Effect, answers_to
from engine.inspection.muting.muted_net import channel_means, means_for, muted_net
from engine.inspection.muting.mutes import Mute, Mutes
from engine.inspection.muting.ranking import rank
from engine.inspection.muting.sample import sample_for_means, sample_of
from engine.model.building import build
from engine.model.weights import copy_tensors, named_tensors
from engine.network.layers import Conv2d, Flatten, Linear, ReLU, Softmax
from engine.network.network import Network
from tests.engine.inspection.whole_outputs import activations
from tests.engine.model.stacks import IMAGE, lenet, node, resnet, stack
from tests.engine.network.strategies import cases
from tests.examples import examples

COLOUR = (3, 32, 32)
quietly = settings(suppress_health_check=list(HealthCheck), database=None, max_examples=examples(40))


def muting(*mutes, how="zero"):
    return Mutes(frozenset(Mute(*one) for one in mutes), how)


def batch(shape=IMAGE, count=2, seed=0):
    return torch.rand(count, *shape, generator=torch.Generator().manual_seed(seed))


def digits(count=120, shape=IMAGE, classes=10):
    draw = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (count, *shape), generator=draw, dtype=torch.uint8)
    return whole(images, torch.arange(count) % classes)


PLAIN = Normaliser((0.0,), (1.0,))


# --- which ---


def test_a_press_mutes_and_a_second_one_lets_it_be_heard():
    filter_two, layer = Mute("nconv0", 2), Mute("nconv0")
    mutes = Mutes().turned(filter_two).turned(Mute("nother", 0))
    assert mutes.channels("nconv0") == {2}
    assert not mutes.whole("nconv0")
    assert mutes.addresses == {"nconv0", "nother"}
    assert mutes.turned(filter_two).addresses == {"nother"}
    assert mutes.turned(layer).muted == {layer, Mute("nother", 0)}  # its filters are muted with it
    assert not mutes.turned(layer).turned(layer).turned(Mute("nother", 0))
    assert mutes.without({"nother"}).muted == {filter_two}


# --- what comes out ---


@pytest.mark.parametrize("address", ["nstem0", "narelu@1", "naca00@2", "nba000", "nbas10", "none00", "npool0"])
def test_a_muted_layer_block_or_copy_gives_zero_and_what_follows_sees_it(address):
    net, instances = build(resnet(), COLOUR, 10).eval(), analyse(resnet(), COLOUR, 10).instances
    found = activations(muted_net(net, muting((address,))), batch(COLOUR, 1), instances)
    usual = activations(net, batch(COLOUR, 1), instances)
    assert usual[address].any()
    assert not found[address].any()
    assert not np.array_equal(found["nlast0"], usual["nlast0"])


def test_a_muted_filter_gives_zero_and_the_others_what_they_gave():
    net = build(lenet(), IMAGE, 10).eval()
    found = activations(muted_net(net, muting(("n00000", 2), ("n00000", 5))), batch(count=1), {"n00000", "n00004"})
    usual = activations(net, batch(count=1), {"n00000", "n00004"})
    assert not found["n00000"][[2, 5]].any()
    np.testing.assert_array_equal(found["n00000"][[0, 1, 3, 4]], usual["n00000"][[0, 1, 3, 4]])
    assert not np.array_equal(found["n00004"], usual["n00004"])


def test_with_its_mean_a_filter_gives_the_same_everywhere():
    net = build(lenet(), IMAGE, 10).eval()
    means = channel_means(net, ("n00000", "n00009"), (batch(seed=one) for one in range(3)))
    everything = torch.cat([batch(seed=one) for one in range(3)])
    with torch.no_grad():
        maps = net.run(everything, {"n00000", "n00009"})
    torch.testing.assert_close(means["n00000"], maps["n00000"].mean((0, 2, 3)))
    torch.testing.assert_close(means["n00009"], maps["n00009"].mean(0))
    found = activations(muted_net(net, muting(("n00000", 1), ("n00009",), how="mean"), means), batch(count=1), means)
    np.testing.assert_allclose(found["n00000"][1], float(means["n00000"][1]))
    np.testing.assert_allclose(found["n00009"], means["n00009"].numpy())


def test_means_are_taken_over_a_few_images_and_only_where_they_are_needed():
    net, images = build(lenet(), IMAGE, 10).eval(), digits(300)
    assert means_for(net, muting(("n00000", 1)), images, PLAIN) == {}
    few = sample_for_means(images, net, PLAIN)
    assert len(few) == 100
    means = means_for(net, muting(("n00000", 1), how="mean"), images, PLAIN)
    expected = channel_means(net, ("n00000",), [torch.cat([batch for batch, _ in few.batches(net)])])
    torch.testing.assert_close(means["n00000"], expected["n00000"])


@quietly
@given(cases(), st.data())
def test_any_part_of_any_network_can_be_muted_and_nothing_else_changes(case, data):
    network, shape, classes = case
    assume(not analyse(network, shape, classes).problems)
    net, instances = build(network, shape, classes).eval(), analyse(network, shape, classes).instances
    addresses = sorted(instances)
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(addresses), st.none() | st.integers(0, 9)), min_size=1))
    mutes, x, before = muting(*chosen), batch(shape), copy_tensors(net)
    with torch.no_grad():
        usual, found = net.run(x, addresses), muted_net(net, mutes).run(x, addresses)
        for address in mutes.addresses:
            channels = (
                slice(None)
                if mutes.whole(address)
                else sorted(one for one in mutes.channels(address) if one < found[address].shape[1])
            )
            assert not found[address][:, channels].any()
        assert found.keys() == usual.keys()
        assert all(found[at].shape == usual[at].shape for at in found)
        again = net.run(x, addresses)
    assert all(torch.equal(again[at], usual[at]) or usual[at].isnan().any() for at in addresses)
    assert all(torch.equal(before[name], one) for name, one in named_tensors(net).items())


def test_it_follows_newer_weights_and_leaves_the_mode_of_the_net():
    net = build(lenet(), IMAGE, 10).eval()
    muted = muted_net(net, muting(("n00000", 2)))
    assert not muted.training
    with torch.no_grad():
        net.layers["n00013"].bias.fill_(7)
        net.layers["n00013"].weight.fill_(0)
        assert (muted(batch()) == 7).all()


def test_what_the_network_lacks_is_passed_over():
    net = build(lenet(), IMAGE, 10).eval()
    assert muted_net(net, muting(("nother",), ("n00000@1", 2))) is net
    with torch.no_grad():
        torch.testing.assert_close(muted_net(net, muting(("n00000", 99), ("n00000", -1)))(batch()), net(batch()))


def test_a_value_that_is_no_number_is_muted_too():
    net = build(lenet(), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00000"].weight[2].fill_(float("nan"))
        assert net(batch()).isnan().all()
        assert muted_net(net, muting(("n00000", 2)))(batch()).isfinite().all()


def test_a_mean_that_is_no_number_is_muted_as_zero():
    net = build(lenet(), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00000"].weight[2].fill_(float("nan"))
    mutes = muting(("n00000", 2), how="mean")
    found = activations(muted_net(net, mutes, means_for(net, mutes, digits(), PLAIN)), batch(count=1), {"n00000"})
    assert not found["n00000"][2].any()


def test_a_softmax_at_the_end_and_a_layer_that_is_off_first_can_be_muted():
    net = build(lenet(Softmax()), IMAGE, 10).eval()
    assert not activations(muted_net(net, muting(("n00014", 3))), batch(count=1), {"n00014"})["n00014"][3]
    off = Network((node("off", ReLU(), enabled=False), node("flat", Flatten()), node("last", Linear())))
    net = build(off, IMAGE, 10).eval()
    found = activations(muted_net(net, muting(("noff00",))), batch(count=1), {"noff00", "nlast0"})
    assert not found["noff00"].any()
    np.testing.assert_allclose(found["nlast0"], net.layers["nlast0"].bias.detach().numpy(), rtol=1e-5)


def test_maps_over_an_image_are_those_of_the_muted_network():
    net, x = build(lenet(), IMAGE, 10).eval(), batch(count=1)
    muted = muted_net(net, muting(("n00007",)))
    assert not attribute(muted, x, Target(3), Gradient()).plane.any()  # nothing gets past it
    assert not attribute(muted, x, Target(3), GradCam("n00007")).plane.any()
    some = attribute(muted_net(net, muting(("n00007", 0))), x, Target(3), GradCam("n00007"))
    assert not np.array_equal(some.plane, attribute(net, x, Target(3), GradCam("n00007")).plane)


# --- what it costs ---


def test_the_sample_is_always_the_same_and_smaller_for_large_networks():
    images, net = digits(3000), build(lenet(), IMAGE, 10)
    first, second = (sample_of(images, net, PLAIN) for _ in range(2))
    assert len(first) == 1000
    assert torch.equal(first.images.indices, second.images.indices)
    heavy = build(stack(Conv2d(64, (5, 5), padding=(2, 2)), ReLU(), Flatten(), Linear()), IMAGE, 10)
    slow = build(resnet(9), COLOUR, 10)
    assert len(sample_of(images, heavy, PLAIN)) == 1000
    assert 100 <= len(sample_of(digits(300, COLOUR), slow, PLAIN)) < 300


def test_the_effect_counts_what_is_right_in_each_class_before_and_after():
    net = build(lenet(), IMAGE, 10).eval()
    sample = sample_of(digits(), net, PLAIN)
    with torch.no_grad():
        net.layers["n00013"].bias[4] += 100  # so it always says 4
    found = Effect(answers_to(net, sample), answers_to(muted_net(net, muting(("n00013", 4))), sample))
    assert found.before.count == 120
    assert found.before.accuracy == pytest.approx(0.1)
    assert found.classes[0] == (4, 12, 12, found.after.right[4])
    assert found.classes[0].after < 12
    assert found.after.loss < found.before.loss
    assert all(one.before == 0 for one in found.classes[1:])


def test_answers_that_are_no_numbers_are_wrong():
    net = build(lenet(), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00013"].weight.fill_(float("nan"))
    assert answers_to(net, sample_of(digits(), net, PLAIN)).right.sum() == 0


@pytest.mark.parametrize(
    ("network", "shape", "address"),
    [
        (lenet(), IMAGE, "n00000"),
        (lenet(), IMAGE, "n00011"),
        (resnet(1), COLOUR, "nstem0"),
        (resnet(1), COLOUR, "nbaca0"),
        (resnet(1), COLOUR, "nba000"),
    ],
)
@pytest.mark.parametrize("how", ["zero", "mean"])
def test_the_ranking_is_what_muting_each_alone_costs(network, shape, address, how):
    net = build(network, shape, 10).eval()
    sample = sample_of(digits(20, shape), net, Normaliser((0.0,) * shape[0], (1.0,) * shape[0]))
    means = channel_means(net, (address,), (x for x, _ in sample.batches(net)))
    usual, found = answers_to(net, sample), rank(net, address, sample, means[address] if how == "mean" else None)
    assert found.whole.loss == pytest.approx(usual.loss)
    for channel, lost, loss in found.costs[:5]:
        alone = answers_to(muted_net(net, muting((address, channel), how=how), means), sample)
        assert loss == pytest.approx(alone.loss - usual.loss, abs=1e-5)
        assert lost == usual.right.sum() - alone.right.sum()
    assert [one.loss for one in found.costs] == sorted((one.loss for one in found.costs), reverse=True)
    assert sorted(one.channel for one in found.costs) == list(range(len(found.costs)))


def test_ranking_tells_how_far_it_is_and_ends_when_asked():
    net = build(lenet(), IMAGE, 10).eval()
    sample, told = sample_of(digits(150), net, PLAIN), []
    rank(net, "n00000", sample, tell=lambda *how_far: told.append(how_far))
    assert told[0] == (0, 6 * 150)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] < 6 * 150

    class GivenUp(Exception):
        pass

    def stop(done, total):
        raise GivenUp

    with pytest.raises(GivenUp):
        rank(net, "n00000", sample, tell=stop)


@pytest.mark.parametrize("address", ["nother", "n00000@1"])
def test_a_layer_that_is_not_there_is_a_sentence(address):
    net = build(lenet(), IMAGE, 10).eval()
    with pytest.raises(InputError, match="no such layer"):
        rank(net, address, sample_of(digits(), net, PLAIN))
