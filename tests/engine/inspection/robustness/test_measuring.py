"""What a network makes of images that are distorted more and more, against one look at a time."""

import numpy as np
import pytest
import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import whole
from engine.errors import InputError
from engine.inspection.muting.sample import Sample
from engine.inspection.robustness.distorting import distorted
from engine.inspection.robustness.distortions import KINDS, distortion
from engine.inspection.robustness.measuring import measured
from engine.metrics.interval import wilson
from engine.model.building import build
from engine.network.layers import Flatten, Linear
from tests.engine.model.stacks import IMAGE, lenet, resnet, stack

COLOUR = (3, 16, 16)


def sample_of(count=30, shape=IMAGE, first=0):
    draw = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (count, *shape), generator=draw, dtype=torch.uint8)
    labels = torch.arange(count) % 10
    plain = Normaliser((0.0,) * shape[0], (1.0,) * shape[0])
    return Sample(whole(images, labels), plain, torch.arange(first, first + count))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("network", "shape"), [(lenet(), IMAGE), (resnet(1), COLOUR)], ids=["grey", "colour"])
def test_it_is_what_one_look_at_a_time_finds(kind, network, shape):
    net, sample = build(network, shape, 10).eval(), sample_of(7, shape, first=100)
    found = measured(net, sample, kind, KINDS[kind].tested[::6])
    assert KINDS[kind].nothing in found.strengths
    with torch.no_grad():
        for row, strength in enumerate(found.strengths):
            for at in range(7):
                image = distorted(sample.images.part(at, at + 1), distortion(kind, strength), [100 + at])
                said = net(sample.normaliser(image)).softmax(1)[0]
                assert said[found.predicted[row, at]] == pytest.approx(float(said.max()), abs=1e-4)
                assert found.probability[row, at] == pytest.approx(float(said.max()), abs=1e-3)
    assert found.places.tolist() == list(range(100, 107))


def test_every_figure_follows_from_the_answers():
    net, sample = build(lenet(), IMAGE, 10).eval(), sample_of(60)
    found = measured(net, sample, "noise", [0, 50, 100])
    assert (found.strengths, found.nothing, len(found)) == ((0.0, 50.0, 100.0), 0, 60)
    for at in range(3):
        right = int((found.predicted[at] == found.labels).sum())
        assert found.accuracy[at] == right / 60
        assert tuple(found.intervals[at]) == wilson(right, 60)
        assert found.confusion(at).right.sum() == right
        assert found.confusion(at).images == 60
        newly = found.newly_wrong(at)
        assert set(newly) == {row for row in range(60) if found.right[0, row] and not found.right[at, row]}
        assert list(found.probability[at, newly]) == sorted(found.probability[at, newly], reverse=True)
    assert not len(found.newly_wrong(0))


def test_it_is_the_same_again_however_many_are_looked_at_at_once(monkeypatch):
    net, sample = build(lenet(), IMAGE, 10).eval(), sample_of(25)
    found = measured(net, sample, "noise")
    monkeypatch.setattr("engine.inspection.muting.sample.CHUNK", 4)
    again = measured(net, sample, "noise")
    np.testing.assert_allclose(again.probability, found.probability, atol=1e-5)


def test_it_tells_how_far_it_is_and_ends_when_asked():
    net, told = build(lenet(), IMAGE, 10).eval(), []
    measured(net, sample_of(150), "blur", [0, 5], lambda *far: told.append(far))
    assert told == [(0, 300), (100, 300), (200, 300), (250, 300)]

    class GivenUp(Exception):
        pass

    def stop(done, total):
        raise GivenUp

    with pytest.raises(GivenUp):
        measured(net, sample_of(), "blur", tell=stop)


def test_of_one_class_all_is_right():
    net = build(stack(Flatten(), Linear("classes")), IMAGE, 1).eval()
    sample = sample_of(5)
    one = Sample(whole(sample.images.images, torch.zeros(5, dtype=torch.int64)), sample.normaliser, sample.places)
    assert measured(net, one, "shift").accuracy.tolist() == [1.0] * 21


def test_what_cannot_be_measured_is_a_sentence():
    net = build(lenet(), IMAGE, 10).eval()
    with pytest.raises(InputError, match="no test images"):
        measured(net, sample_of(0), "noise")
    with torch.no_grad():
        net.layers["n00000"].weight[2].fill_(float("nan"))
    with pytest.raises(InputError, match="not a number"):
        measured(net, sample_of(), "noise")
