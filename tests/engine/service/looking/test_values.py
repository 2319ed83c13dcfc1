"""One value of the shown model, explained on the current image."""

import numpy as np
import pytest

from engine.data.store import DataStore
from engine.errors import InputError
from engine.inspection.arithmetic.explanation import Place
from engine.inspection.muting.mutes import Mute, Mutes
from engine.network.layers import Conv2d, Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Repeat
from engine.project.recipes import read_recipe
from engine.service.answers import DrawingOf, ImageOf
from engine.service.images.sources.data_folders import DataFolders
from engine.service.looking.values.value_questions import ExplainValue
from engine.service.looking.values.values import explained_value
from engine.service.model.showing import Showing
from engine.typed.document import changed
from tests.engine.model.stacks import node

WHOLE = read_recipe("lenet5-sample")
CONV, TANH, POOL, *_, LAST = (node.id for node in WHOLE.network.nodes)
IMAGE = ImageOf("test", 3)


HEAD = (node("flat", Flatten()), node("last", Linear()))


@pytest.fixture
def showing():
    return shown(WHOLE)


def shown(project):
    store = DataStore()
    store.get(project.data)
    found = Showing(store, DataFolders())
    found.initial(project)
    return found


def test_a_value_is_explained_with_its_activation_and_pooling_and_where_it_goes(showing):
    found = explained_value(showing, ExplainValue(Place(TANH, (2, 9, 4)), IMAGE))
    assert [one.place.address for one in found.path] == [CONV, TANH, POOL]
    assert (found.at, found.own.place) == (1, Place(TANH, (2, 9, 4)))
    assert found.own.value == showing.inspect(TANH, IMAGE).activation[2, 9, 4]
    assert [use.address for use in found.uses] == [POOL]
    (pixels,) = found.path[0].maps
    np.testing.assert_array_equal(pixels, showing.normaliser(showing.seen(IMAGE)[None])[0, 0].numpy())
    assert (found.step, found.image) == (0, IMAGE)


def test_what_is_muted_says_so(showing):
    showing.mute(Mutes(frozenset({Mute(CONV, 2)})))
    found = explained_value(showing, ExplainValue(Place(CONV, (2, 9, 4)), IMAGE))
    assert found.muted == (True, False, False)
    assert (found.own.value, found.path[1].value) == (0.0, 0.0)
    assert found.own.working.total != 0


def test_a_muted_repeat_says_so_at_the_layer_that_makes_what_it_gives():
    network = Network((node("tile", Repeat((node("conv", Conv2d(4, (3, 3), padding=(1, 1))),), 2)), *HEAD))
    found = shown(changed(WHOLE, network=network))
    found.mute(Mutes(frozenset({Mute("ntile0")})))
    value = explained_value(found, ExplainValue(Place("ntile0", (1, 3, 3)), IMAGE))
    assert (value.own.value, value.muted[value.at]) == (0.0, True)
    first = explained_value(found, ExplainValue(Place("nconv0@0", (1, 3, 3)), IMAGE))
    assert not first.muted[first.at]


def test_a_class_is_explained_with_its_probability(showing):
    found = explained_value(showing, ExplainValue(Place(LAST, (7,)), IMAGE))
    assert found.own.probability.total == pytest.approx(showing.predict(IMAGE).probabilities[7], abs=1e-6)
    assert found.uses == ()


def test_nothing_drawn_and_no_such_value_are_sentences(showing):
    empty = DrawingOf(1, np.zeros((28, 28), np.uint8))
    with pytest.raises(InputError, match="Nothing is drawn"):
        explained_value(showing, ExplainValue(Place(CONV, (0, 0, 0)), empty))
    with pytest.raises(InputError, match="no value"):
        explained_value(showing, ExplainValue(Place(CONV, (0, 0, 99)), IMAGE))
    with pytest.raises(InputError, match="no such layer"):
        explained_value(showing, ExplainValue(Place("nother", (0, 0, 0)), IMAGE))
