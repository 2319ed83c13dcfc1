"""What a channel looks for: the images that excite it most, against a slow search, and one that is made for it."""

from contextlib import suppress

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.errors import InputError
from engine.inspection.muting.sample import Sample, sample_for_search
from engine.inspection.preference.ascent import DEAD, made_for
from engine.inspection.preference.strongest import strongest
from engine.model.building import build
from engine.model.weights import copy_tensors, named_tensors
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from tests.engine.model.stacks import IMAGE, lenet, resnet, stack
from tests.engine.network.strategies import cases
from tests.examples import examples

COLOUR = (3, 32, 32)
quietly = settings(suppress_health_check=list(HealthCheck), database=None, max_examples=examples(25))


def plain(shape):
    return Normaliser((0.0,) * shape[0], (1.0,) * shape[0])


def noise(count=40, shape=IMAGE):
    draw = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (count, *shape), generator=draw, dtype=torch.uint8)
    return Sample(whole(images, torch.arange(count) % 10), plain(shape), torch.arange(count))


@pytest.mark.parametrize(
    ("network", "shape", "address"),
    [(lenet(), IMAGE, "n00000"), (lenet(), IMAGE, "n00007"), (lenet(), IMAGE, "n00013"), (resnet(1), COLOUR, "nbaca0")],
)
def test_the_strongest_images_are_those_of_a_slow_search(network, shape, address):
    net, sample = build(network, shape, 10).eval(), noise(shape=shape)
    found = strongest(net, address, 1, sample, count=5)
    assert (found.images, len(found.patches)) == (40, 5)
    with torch.no_grad():
        each = [
            net.run(sample.normaliser(sample.images.part(at, at + 1)), {address})[address][0, 1] for at in range(40)
        ]
    order = sorted(range(40), key=lambda at: -float(each[at].max()))[:5]
    assert [one.image for one in found.patches] == order
    for patch in found.patches:
        assert patch.value == pytest.approx(float(each[patch.image].max()), abs=1e-5)
        assert patch.within[0] == 1
        assert each[patch.image][patch.within[1:]] == pytest.approx(patch.value, abs=1e-5)


def test_nothing_outside_the_patch_matters():
    net, sample = build(lenet(), IMAGE, 10).eval(), noise()
    patch = strongest(net, "n00004", 2, sample).patches[0]
    image = sample.images.image(patch.image).clone()
    outside = torch.ones(28, 28, dtype=torch.bool)
    outside[patch.rows[0] : patch.rows[-1] + 1, patch.columns[0] : patch.columns[-1] + 1] = False
    assert 0 < outside.sum() < 28 * 28
    image[:, outside] = 0
    with torch.no_grad():
        said = net.run(sample.normaliser(image[None]), {"n00004"})["n00004"][0]
    assert float(said[patch.within]) == pytest.approx(patch.value, abs=1e-5)


def test_images_are_called_by_their_place_in_the_split():
    net, images = build(lenet(), IMAGE, 10).eval(), noise(12_000, (1, 28, 28)).images
    sample = sample_for_search(images, net, plain(IMAGE))
    assert len(sample) == 10_000
    patch = strongest(net, "n00000", 0, sample, count=1).patches[0]
    with torch.no_grad():
        said = net.run(sample.normaliser(images.part(patch.image, patch.image + 1)), {"n00000"})["n00000"][0, 0]
    assert float(said.max()) == pytest.approx(patch.value, abs=1e-5)


def test_what_is_no_number_excites_nothing():
    net = build(lenet(), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00000"].weight[2].fill_(float("nan"))
    assert strongest(net, "n00000", 2, noise()).patches == ()
    assert strongest(net, "n00000", 1, noise(0)).patches == ()
    with pytest.raises(InputError, match="not a number"):
        made_for(net, plain(IMAGE), "n00000", 2)


def test_where_it_says_the_same_to_all_nothing_excites_it():
    net = build(stack(Conv2d(2, (3, 3)), ReLU(), Flatten(), Linear()), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00000"].bias.fill_(-100)
    assert strongest(net, "n00001", 0, noise()).patches == ()
    assert len(strongest(net, "n00000", 0, noise()).patches) == 9
    assert len(strongest(net, "n00001", 0, noise(1)).patches) == 1


@pytest.mark.parametrize(("address", "channel"), [("nother", 0), ("n00000", 6), ("n00000", -1)])
def test_what_is_not_there_is_a_sentence(address, channel):
    net = build(lenet(), IMAGE, 10).eval()
    for ask in (
        lambda: strongest(net, address, channel, noise()),
        lambda: made_for(net, plain(IMAGE), address, channel),
    ):
        with pytest.raises(InputError, match=r"no such layer|no channel"):
            ask()


def test_both_tell_how_far_they_are_and_end_when_asked():
    net, told = build(lenet(), IMAGE, 10).eval(), []
    strongest(net, "n00000", 0, noise(250), tell=lambda *far: told.append(far))
    made_for(net, plain(IMAGE), "n00000", 0, steps=3, tell=lambda *far: told.append(far))
    assert told == [(0, 250), (100, 250), (200, 250), (0, 3), (1, 3), (2, 3)]

    class GivenUp(Exception):
        pass

    def stop(done, total):
        raise GivenUp

    for ask in (lambda: strongest(net, "n00000", 0, noise(), tell=stop),
                lambda: made_for(net, plain(IMAGE), "n00000", 0, tell=stop)):  # fmt: skip
        with pytest.raises(GivenUp):
            ask()


def test_an_image_is_made_that_a_filter_likes_far_better_than_grey_noise():
    net = build(lenet(), IMAGE, 10).eval()
    before = copy_tensors(net)
    made, again = (made_for(net, plain(IMAGE), "n00013", 4, seed=3) for _ in range(2))
    assert (made.pixels.dtype, tuple(made.pixels.shape)) == (torch.uint8, IMAGE)
    assert torch.equal(made.pixels, again.pixels)
    with torch.no_grad():
        said = net.run(plain(IMAGE)(made.pixels[None]), {"n00013"})["n00013"][0, 4]
        others = net.run(plain(IMAGE)(noise(200).images.images), {"n00013"})["n00013"][:, 4]
    assert float(said) == pytest.approx(made.value, abs=0.01)  # to the nearest level
    assert made.value > float(others.max())
    assert all(torch.equal(before[name], one) for name, one in named_tensors(net).items())
    assert all(one.requires_grad for one in net.parameters())


@pytest.mark.parametrize("size", [2.0**-100, 2.0**100])
def test_the_image_that_is_made_is_the_same_however_large_the_weights_are(size):
    net = build(stack(Conv2d(2, (3, 3)), Flatten(), Linear()), IMAGE, 10).eval()
    usual = made_for(net, plain(IMAGE), "n00000", 1, steps=8)
    with torch.no_grad():
        for one in net.layers["n00000"].parameters():
            one.mul_(size)
    made = made_for(net, plain(IMAGE), "n00000", 1, steps=8)
    assert torch.equal(made.pixels, usual.pixels)
    assert made.value == pytest.approx(usual.value * size)


def test_where_nothing_moves_a_unit_it_is_said():
    net = build(stack(Conv2d(2, (3, 3)), ReLU(), Flatten(), Linear()), IMAGE, 10).eval()
    with torch.no_grad():
        net.layers["n00000"].bias.fill_(-100)
    with pytest.raises(InputError, match=DEAD):
        made_for(net, plain(IMAGE), "n00001", 0)
    assert made_for(net, plain(IMAGE), "n00000", 0).value > -100


@quietly
@given(cases(), st.data())
def test_of_any_layer_of_any_network(case, data):
    network, shape, classes = case
    assume(not analyse(network, shape, classes).problems)
    net = build(network, shape, classes).eval()
    address = data.draw(st.sampled_from(sorted(analyse(network, shape, classes).instances)))
    found = strongest(net, address, 0, noise(3, shape))
    assert all(one.within[0] == 0 for one in found.patches)
    with suppress(InputError):  # nothing moves it
        made = made_for(net, plain(shape), address, 0, steps=3)
        assert made.value >= made.before
