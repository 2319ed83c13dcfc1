"""What is shown of a stack that cannot run: the layers before the first problem, live, and no answer."""

from pathlib import Path

import numpy as np
import pytest

from engine.data.store import DataStore
from engine.errors import DataError, DeviceError, InputError, NetworkError
from engine.inspection.muting.mutes import Mute, Mutes
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.network.layers import BatchNorm, Conv2d, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.data_settings import DataSettings, ScaleToOne, Standardise
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.service.images.sources.data_folders import DataFolders
from engine.service.model import showing as module
from engine.service.model.not_read import NotRead
from engine.service.model.showing import Showing
from engine.typed.document import changed
from tests.engine.service.door import Door, a_one

WHOLE = read_recipe("lenet5-sample")
NODES = WHOLE.network.nodes
FLATTEN = next(index for index, node in enumerate(NODES) if node.op.title == "Flatten")
BROKEN = changed(WHOLE, network=WHOLE.network.remove({NODES[FLATTEN].id}))
BEFORE, BEHIND = [node.id for node in NODES[:FLATTEN]], [node.id for node in NODES[FLATTEN + 1 :]]
ENDLESS = changed(WHOLE, network=WHOLE.network.remove({NODES[-1].id}))  # gives 84 values for 10 classes
IMAGE = ImageOf("test", 3)


@pytest.fixture
def showing() -> Showing:
    store = DataStore()
    store.get(WHOLE.data)
    return Showing(store, DataFolders())


def test_layers_before_the_problem_show_the_very_maps_of_the_whole_network(showing: Showing):
    assert showing.initial(WHOLE).complete
    whole = showing.card_maps(BEFORE, IMAGE)
    assert not showing.initial(BROKEN).complete
    before = showing.card_maps([*BEFORE, *BEHIND], IMAGE)
    assert before.keys() == whole.keys() == set(BEFORE)
    assert all(np.array_equal(before[at], whole[at]) for at in BEFORE)


def test_a_layer_before_the_problem_can_be_looked_into_and_one_behind_it_not(showing: Showing):
    showing.initial(BROKEN)
    view = showing.inspect(BEFORE[0], IMAGE)
    assert (view.weights.shape, view.activation.shape) == ((6, 1, 5, 5), (6, 28, 28))
    assert (view.image, view.probabilities) == (IMAGE, None)
    for address in BEHIND:
        with pytest.raises(InputError):
            showing.inspect(address, IMAGE)


@pytest.mark.parametrize("project", [BROKEN, ENDLESS])
def test_it_sees_the_drawing_but_gives_no_answer(showing: Showing, project: Project):
    showing.initial(WHOLE)
    answered = showing.predict(a_one())
    showing.initial(project)
    seen = showing.predict(a_one())
    assert np.array_equal(seen.picture.pixels, answered.picture.pixels)
    assert (seen.probabilities, seen.picture.predicted) == (None, None)
    assert showing.predict(IMAGE).picture.label in range(10)
    with pytest.raises(InputError, match="Mend it"):
        showing.model()


def test_a_network_that_only_ends_in_the_wrong_shape_shows_all_its_layers(showing: Showing):
    assert not showing.initial(ENDLESS).complete
    last = ENDLESS.network.nodes[-2].id
    assert showing.inspect(last, IMAGE).activation.shape == (84,)


def test_where_not_even_the_first_layer_runs_nothing_is_shown(showing: Showing):
    with pytest.raises(NetworkError):
        showing.initial(changed(WHOLE, network=Network(NODES[FLATTEN + 1 :])))


def test_a_prefix_too_large_for_the_memory_is_refused_before_it_is_built(showing: Showing):
    huge = tuple(Node(f"nhug{index:02}", Linear(32_768)) for index in range(99))
    network = Network((*NODES[: FLATTEN + 1], *huge, Node("nlast0", Conv2d())))
    with pytest.raises(DeviceError):
        showing.initial(changed(WHOLE, network=network))


def test_weights_of_a_network_are_not_loaded_into_its_prefix(showing: Showing):
    """Batch normalisation of vectors cannot train on single images: with a batch of 1 the stack ends before it."""
    norm = Node("nnorm0", BatchNorm())
    project = changed(WHOLE, network=WHOLE.network.insert(WHOLE.network.gap(NODES[-1].id), (norm,)))
    whole = showing.initial(project)
    tensors, answered = showing.tensors(), showing.predict(a_one())
    assert not showing.initial(changed(project, training=changed(project.training, batch=1))).complete
    assert showing.weights(tensors, whole).complete
    assert np.array_equal(showing.predict(a_one()).probabilities, answered.probabilities)


def test_a_prefix_is_not_saved_as_the_model_of_the_stack(door: Door, tmp_path: Path):
    path = tmp_path / "broken.layerscope"
    door.ask(q.ShowProject(BROKEN))
    with pytest.raises(InputError, match="cannot run"):
        door.ask(q.SaveWithModel(BROKEN, path, b"png"))
    assert not path.exists()


def test_before_images_are_read_a_drawing_is_answered_and_an_image_says_what_is_missing():
    """A normalisation by constants needs no image; one that measures the training images does."""
    showing = Showing(DataStore(), DataFolders())
    showing.initial(changed(WHOLE, data=DataSettings(normalisation=ScaleToOne())))
    assert showing.predict(a_one()).probabilities is not None
    with pytest.raises(NotRead) as missing:
        showing.predict(IMAGE)
    assert (missing.value.settings, missing.value.root) == (showing.shown.project.data, None)
    showing.initial(changed(WHOLE, data=DataSettings(normalisation=Standardise())))
    with pytest.raises(NotRead):
        showing.predict(a_one())


@pytest.mark.parametrize("index", [2000, 10**9, -1])
def test_an_index_past_the_last_image_leads_to_no_other(door: Door, index: int):
    door.ask(q.ShowProject(WHOLE))
    with pytest.raises(DataError, match="the last of these is 1,999"):
        door.ask(q.Predict(ImageOf("test", index)))


def test_means_of_muted_channels_are_found_once_for_weights_and_mutes(showing: Showing, monkeypatch):
    showing.initial(WHOLE)
    found, muted = [], frozenset([Mute(BEFORE[0], 0)])
    real = module.means_for
    monkeypatch.setattr(module, "means_for", lambda *of: found.append(of) or real(*of))
    first = showing.means(Mutes(muted, "mean"))
    assert showing.means(Mutes(muted, "mean")) is first
    assert showing.means(Mutes(muted)) == {}
    assert len(found) == 1
    showing.initial(WHOLE)
    showing.means(Mutes(muted, "mean"))
    assert len(found) == 2
    assert len(showing._means) == 1  # those of the weights before are let go: a training shows others all the time


def test_what_its_run_has_learned_is_without_filters_that_were_typed_in(showing: Showing):
    showing.initial(WHOLE)
    name, before = f"{BEFORE[0]}/weight", showing.model().tensors[f"{BEFORE[0]}/weight"].clone()
    showing.use_own_filters((OwnFilter.of(BEFORE[0], 2, np.ones((1, 5, 5), np.float32)),))
    assert (showing.model().tensors[name][2] == 1).all()
    assert (showing.learned().tensors[name] == before).all()
