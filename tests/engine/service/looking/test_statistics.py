"""Asking the service how a layer of the shown model spreads, and what its dropout drops."""

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.network.activation_functions import ReLU
from engine.network.layers import BatchNorm, Conv2d, Dropout, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.project import Project
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf
from engine.typed.document import changed
from tests.engine.service.door import MNIST, a_one, small

NETWORK = Network(
    (
        Node("nconv0", Conv2d(4, (5, 5))),
        Node("nnorm0", BatchNorm()),
        Node("nrelu0", ReLU()),
        Node("nflat0", Flatten()),
        Node("ndrop0", Dropout()),
        Node("nlast0", Linear("classes")),
    )
)
A_DIGIT = ImageOf("test", 3)


@pytest.fixture
def project() -> Project:
    return changed(small(20), network=NETWORK)


@pytest.fixture
def trained(door, project):
    """A run that has learned a little is shown."""
    door.ask(q.ShowRun(door.service.folder(door.train(project))))
    return door


def gathered(door, address="nnorm0", mode="testing"):
    return door.ask(q.GatherStatistics(address, mode))


def test_a_batch_norm_that_has_learned_nothing_yet_changes_nothing_in_testing_and_much_in_training(door, project):
    door.ask(q.ShowProject(project))
    found = gathered(door)
    testing, training = found.layer, gathered(door, mode="training").layer
    assert (found.step, found.missing, testing.images, testing.batch) == (0, None, 1000, 64)
    assert testing.norm.untouched
    np.testing.assert_allclose(testing.after.channels.mean, testing.before.channels.mean, atol=1e-3)
    np.testing.assert_allclose(training.after.channels.mean, 0, atol=1e-4)
    np.testing.assert_allclose(training.after.channels.deviation, 1, atol=0.05)
    assert testing.before.values.mean == pytest.approx(training.before.values.mean, abs=1e-2)


def test_statistics_are_of_the_shown_weights_and_the_same_when_asked_again(trained):
    first, again = gathered(trained), gathered(trained)
    weights = trained.ask(q.ReadWeights("nconv0", 0))
    assert first.step == weights.step == 20
    assert not first.layer.norm.untouched
    assert [one.name for one in first.layer.tensors] == ["weight", "bias"]
    for one, other in zip(first.layer.tensors, again.layer.tensors, strict=True):
        assert one.gradient_length == other.gradient_length > 0
    assert first.layer.loss > 0
    assert first.layer.gradient_images == 64
    assert first.layer.active_at == "nrelu0"
    assert len(first.layer.units) == 4


def test_they_are_those_of_the_muted_model(trained):
    trained.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nrelu0", 2)}))))
    found = gathered(trained, "nrelu0").layer
    assert found.units.dead[2]
    assert not gathered(trained, "nlast0").layer.after.channels.dead.any()


def test_of_a_network_that_is_broken_behind_there_are_no_gradients(door, project):
    broken = Network((*NETWORK.nodes[:3], Node("nlast0", Linear("classes"))))
    door.ask(q.ShowProject(changed(project, network=broken)))
    found = gathered(door).layer
    assert found.before.values.count == 1000 * 4 * 24 * 24
    assert all(one.gradient is None for one in found.tensors)
    with pytest.raises(InputError, match="does not have this layer"):
        gathered(door, "nlast0")


def test_without_images_there_are_the_weights(door, project):
    door.ask(q.ShowProject(changed(project, data=MNIST)))
    found = gathered(door, "nconv0")
    assert isinstance(found.missing, DataError)
    assert (found.layer.images, found.layer.before) == (0, None)
    assert found.layer.tensors[0].values.count == 4 * 25
    with pytest.raises(InputError, match="no weights"):
        gathered(door, "ngone0")


def test_dropout_is_shown_on_an_image_and_a_drawing(trained):
    for image in (A_DIGIT, a_one()):
        found = trained.ask(q.DropOut("ndrop0", image, 1))
        assert (found.image, found.step, found.probability) == (image, 20, 0.5)
        kept = found.gave != 0
        np.testing.assert_allclose(found.gave[kept], 2 * found.given[kept])
        assert 0.4 < kept.sum() / (found.given != 0).sum() < 0.6
    assert trained.ask(q.DropOut("ndrop0", DrawingOf(2, np.zeros((28, 28), np.uint8)), 1)) is None
    with pytest.raises(InputError, match="drops nothing"):
        trained.ask(q.DropOut("nconv0", A_DIGIT, 1))
