"""One filter or map of the shown model, as the service answers."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.data.store import DataStore
from engine.errors import InputError
from engine.inspection.enlarging.sheet import MOST_VALUES, sheet
from engine.inspection.muting.mutes import Mute, Mutes
from engine.model.building import build
from engine.network.layers import Conv2d, GlobalAvgPool, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.recipes import read_recipe
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf
from engine.service.images.sources.data_folders import DataFolders
from engine.service.looking.layers.enlarging import across_images, answered, surveyed_filters
from engine.service.model.showing import Showing

WHOLE = read_recipe("lenet5-sample")
CONV, TANH, *_, LAST = (node.id for node in WHOLE.network.nodes)
IMAGE = ImageOf("test", 3)


class Quiet:
    """A task that nobody ends."""

    def go_on(self) -> None:
        """Always."""


def taking(showing):
    return SimpleNamespace(copied=lambda take, _: take(showing))


@pytest.fixture(scope="module")
def store():
    found = DataStore()
    found.get(WHOLE.data)
    return found


@pytest.fixture
def showing(store):
    found = Showing(store, DataFolders())
    found.initial(WHOLE)
    return found


def test_a_map_is_that_of_the_whole_layer(showing):
    answer = answered(q.Enlarge(TANH, "map", 4, IMAGE), showing)
    whole = showing.inspect(TANH, IMAGE).activation
    np.testing.assert_array_equal(answer.found.values, whole[4])
    np.testing.assert_array_equal(answer.found.beside.values, showing.inspect(CONV, IMAGE).activation[4])
    assert (answer.step, answer.image) == (0, IMAGE)


def test_a_muted_filter_is_told_as_if_it_were_heard_and_not_as_dead(showing):
    def survey():
        return surveyed_filters(q.SurveyFilters(CONV), taking(showing), Quiet()).found

    plain = survey()
    showing.mute(Mutes(frozenset({Mute(CONV, 4), Mute(TANH, 2), Mute(LAST, 1)})))
    muted = survey()
    assert not muted.dead.any()
    np.testing.assert_array_equal(muted.there, plain.there)


def test_what_is_muted_is_muted_here_too_but_its_filter_is_as_it_is(showing):
    showing.mute(Mutes(frozenset({Mute(CONV, 4)})))
    assert not answered(q.Enlarge(CONV, "map", 4, IMAGE), showing).found.values.any()
    assert answered(q.Enlarge(CONV, "filter", 4, IMAGE), showing).found.kernels.any()


def test_without_a_drawing_it_is_a_black_image(showing):
    empty = DrawingOf(1, np.zeros((28, 28), np.uint8))
    answer = answered(q.Enlarge(CONV, "map", 0, empty), showing)
    assert answer.image is None
    assert answer.found.beside.figures.strongest is None


def test_across_images_each_map_is_that_of_its_image(showing):
    answer = across_images(q.LookAcrossImages(TANH, 2), taking(showing), Quiet())
    assert answer.maps.shape == (12, 28, 28)
    assert len(set(answer.labels[:10])) == 10
    at = answer.places[5]
    np.testing.assert_allclose(
        answer.maps[5], showing.inspect(TANH, ImageOf("test", at)).activation[2], rtol=0, atol=1e-6
    )
    assert answer.limits == (answer.maps.min(), answer.maps.max())


def test_a_vector_has_no_maps(showing):
    for ask in (
        lambda: answered(q.Enlarge(LAST, "map", 0, IMAGE), showing),
        lambda: across_images(q.LookAcrossImages(LAST, 0), taking(showing), Quiet()),
    ):
        with pytest.raises(InputError, match="single values"):
            ask()


def test_a_sheet_has_the_layers_that_there_are_in_the_order_asked(showing):
    found = answered(q.ShowSheet((TANH, "n0000x", CONV, LAST), IMAGE), showing)
    assert [layer.address for layer in found.layers] == [TANH, CONV, LAST]
    np.testing.assert_array_equal(found.layers[0].values, showing.inspect(TANH, IMAGE).activation)
    assert (found.layers[2].count, found.layers[2].values.shape) == (10, (10,))


def test_a_sheet_is_bounded():
    ends = Node("n00002", GlobalAvgPool()), Node("n00003", Linear(units="classes"))
    network = Network((Node("n00001", Conv2d(filters=300, kernel=(1, 1))), *ends))
    net = build(network, (1, 8, 8), 3).eval()
    wide, _ = sheet(net, torch.zeros(1, 1, 8, 8), ("n00001", "n00002"))
    assert (wide.count, wide.values.shape) == (300, (64, 8, 8))
    (large,) = sheet(net, torch.zeros(1, 1, 512, 512), ("n00001",))
    assert (large.sides, large.every, large.values.shape) == ((512, 512), 9, (64, 57, 57))
    (huge,) = sheet(net, torch.zeros(1, 1, 512, 512), ("n00001",), side=512)
    assert huge.values.size <= MOST_VALUES
    assert len(sheet(net, torch.zeros(1, 1, 8, 8), ("n00001",) * 40)) == 12
