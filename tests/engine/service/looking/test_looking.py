"""Asking the service why the shown model answers so, and muting it."""

import threading

import numpy as np
import pytest

from engine.errors import DataError, DeviceError, InputError
from engine.machine import memory
from engine.machine.reservations import LOOKS
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.project import Project
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf
from engine.service.looking.layers.enlarge_questions import OwnFilter
from engine.typed.document import changed
from tests.engine.service.door import MNIST, SECONDS, a_one, small

NETWORK = Network(
    (
        Node("nconv0", Conv2d(4, (5, 5))),
        Node("nrelu0", ReLU()),
        Node("nflat0", Flatten()),
        Node("nlast0", Linear("classes")),
    )
)
A_DIGIT = ImageOf("test", 3)


@pytest.fixture
def project() -> Project:
    return changed(small(40), network=NETWORK)


@pytest.fixture
def trained(door, project):
    """A run that has learned a little is shown."""
    door.ask(q.ShowRun(door.service.folder(door.train(project))))
    return door


def muting(*mutes, how="zero"):
    return q.UseMutes(q.Mutes(frozenset(q.Mute(*one) for one in mutes), how))


METHODS = (q.Gradient(), q.IntegratedGradients(), q.GradCam(), q.Occlusion())


@pytest.mark.parametrize("method", METHODS)
def test_an_image_is_explained_beside_the_same_with_random_weights(trained, method):
    found = trained.ask(q.Explain(A_DIGIT, method))
    prediction = trained.ask(q.Predict(A_DIGIT))
    assert found.image == A_DIGIT
    assert found.step == 40
    assert (found.target.wanted, found.target.rather_than) == (found.taken_for, None)
    assert found.taken_for == prediction.picture.predicted
    np.testing.assert_array_equal(found.pixels, prediction.picture.pixels)
    assert found.plane.shape == found.random_plane.shape == (28, 28)
    assert not np.array_equal(found.plane, found.random_plane)
    assert found.words.startswith("Strongest ")
    assert -1 <= found.similarity <= 1
    assert (found.address == "nrelu0") is isinstance(method, q.GradCam)
    assert (found.baseline_score is not None) is isinstance(method, q.IntegratedGradients)


def test_the_sanity_map_stays_as_it_is_while_weights_change(door, project):
    door.ask(q.ShowProject(project))
    first = door.ask(q.Explain(A_DIGIT, q.Gradient(), 3))
    door.ask(q.ShowRun(door.service.folder(door.train(project))))
    second = door.ask(q.Explain(A_DIGIT, q.Gradient(), 3))
    np.testing.assert_array_equal(first.random_plane, second.random_plane)
    assert not np.array_equal(first.plane, second.plane)


def test_any_class_and_the_difference_of_two_and_any_baseline(trained):
    four, nine, both = (trained.ask(q.Explain(A_DIGIT, q.Occlusion(), *which)) for which in ((4,), (9,), (4, 9)))
    np.testing.assert_allclose(both.plane, four.plane - nine.plane, atol=1e-4)
    grey = trained.ask(q.Explain(A_DIGIT, q.Occlusion(), 4, baseline="grey"))
    assert not np.array_equal(grey.plane, four.plane)


def test_a_drawing_is_explained_and_an_empty_one_has_nothing_to_explain(trained):
    assert trained.ask(q.Explain(a_one(), q.GradCam())).plane.any()
    nothing = trained.ask(q.Explain(DrawingOf(2, np.zeros((28, 28), np.uint8)), q.GradCam()))
    assert nothing.plane is None
    assert nothing.target is None


def test_what_cannot_be_explained_is_said_in_words(trained, project):
    for question, words in (
        (q.Explain(A_DIGIT, q.Gradient(), 10), "no class 10"),
        (q.Explain(A_DIGIT, q.GradCam("nlast0")), "gives no maps"),
        (q.Explain(A_DIGIT, q.GradCam("ngone0")), "gives no maps"),
    ):
        with pytest.raises(InputError, match=words):
            trained.ask(question)
    with pytest.raises(DataError, match="no image 99,999"):
        trained.ask(q.Explain(ImageOf("test", 99_999), q.Gradient()))
    broken = changed(project, network=Network((*NETWORK.nodes[:2], NETWORK.nodes[3])))
    trained.ask(q.ShowProject(broken))
    for question in (q.Explain(A_DIGIT, q.Gradient()), q.WeighMutes(), q.RankChannels("nconv0")):
        with pytest.raises(InputError, match="cannot answer yet"):
            trained.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        q.Explain(A_DIGIT, q.Gradient()),
        q.WeighMutes(),
        q.EmbedImages(300, "PCA"),
        q.FindNearest(A_DIGIT, anew=True),
        q.MeasureRobustness("noise"),
        q.GatherStatistics("nconv0", "testing"),
        q.SurveyFilters("nconv0"),
        q.LookForImages("nconv0", 0),
    ],
    ids=lambda question: type(question).__name__,
)
def test_another_look_that_does_not_fit_into_memory_is_refused_in_words(door, project, monkeypatch, question):
    door.ask(q.ShowProject(project))
    monkeypatch.setattr(memory, "free_memory", lambda: 1000)
    with pytest.raises(DeviceError, match=r"To look into this network, about .* are needed; 0 MB are free"):
        door.ask(question)


def test_a_look_begins_once_another_leaves_it_memory(door, project, monkeypatch):
    door.ask(q.ShowProject(project))
    asked = threading.Event()
    monkeypatch.setattr(memory, "free_memory", lambda: asked.set() or 10**9)
    with LOOKS.hold(9 * 10**8, "To look at many images"):
        asked.clear()
        request = door.service.ask(q.WeighMutes())
        assert asked.wait(SECONDS)
        door.look()
        assert request not in door.replies
    assert door.answer(request).images


def test_images_that_are_missing_are_said_to_be(door, project):
    door.ask(q.ShowProject(changed(project, data=MNIST)))
    for question in (q.Explain(A_DIGIT, q.Gradient()), q.WeighMutes(), q.RankChannels("nconv0")):
        with pytest.raises(DataError):
            door.ask(question)
    assert door.ask(q.Explain(a_one(), q.Gradient())).plane.any()  # a drawing needs none


# --- muting ---


def test_all_that_is_asked_sees_what_is_muted_and_the_weights_stay(trained):
    before = trained.ask(q.Predict(A_DIGIT)).probabilities
    weights = trained.ask(q.Inspect("nconv0", A_DIGIT)).weights
    trained.ask(muting(("nconv0", 2), ("nlast0", 7)))
    assert not trained.ask(q.Inspect("nconv0", A_DIGIT)).activation[2].any()
    np.testing.assert_array_equal(trained.ask(q.Inspect("nconv0", A_DIGIT)).weights, weights)
    assert not trained.ask(q.CardMaps(("nrelu0",), A_DIGIT))["nrelu0"][2].any()
    assert trained.ask(q.Inspect("nlast0", A_DIGIT)).activation[7] == 0
    assert not np.array_equal(trained.ask(q.Predict(A_DIGIT)).probabilities, before)
    trained.ask(muting())
    np.testing.assert_array_equal(trained.ask(q.Predict(A_DIGIT)).probabilities, before)


def test_mutes_hold_for_other_weights_and_what_a_network_lacks_is_passed_over(trained, project):
    trained.ask(muting(("nconv0", 1), ("ngone0",)))
    trained.ask(q.ShowProject(project))
    assert not trained.ask(q.Inspect("nconv0", A_DIGIT)).activation[1].any()
    trained.ask(q.ShowProject(small()))
    assert trained.ask(q.Predict(A_DIGIT)).probabilities is not None


def test_by_its_mean_a_filter_gives_the_same_everywhere(trained):
    trained.ask(muting(("nrelu0", 1), how="mean"))
    found = trained.ask(q.Inspect("nrelu0", A_DIGIT)).activation[1]
    assert np.ptp(found) == 0
    assert found[0, 0] > 0


def test_maps_over_an_image_are_those_of_the_muted_model_and_of_random_weights_muted_alike(trained):
    assert trained.ask(q.Explain(A_DIGIT, q.Gradient())).random_plane.any()
    trained.ask(muting(("nrelu0",)))
    found = trained.ask(q.Explain(A_DIGIT, q.Gradient()))
    assert not found.plane.any()
    assert not found.random_plane.any()
    assert found.similarity is None
    assert found.words == "The map is the same everywhere."


def test_what_muting_costs_is_weighed_on_a_sample(trained):
    whole = trained.ask(q.WeighMutes())
    assert whole.images == 1000
    assert whole.before == whole.after > 0.5
    trained.ask(muting(("nconv0",)))
    weighed = trained.ask(q.WeighMutes())
    assert weighed.before == whole.before
    assert weighed.after < whole.before
    assert sum(one.images for one in weighed.classes) == 1000
    lost = [(one.after - one.before) / one.images for one in weighed.classes]
    assert lost == sorted(lost)
    assert lost[0] < 0


def test_what_typed_in_filters_do_is_weighed_beside_what_was_learned(trained):
    whole = trained.ask(q.WeighMutes())
    empty = tuple(OwnFilter.of("nconv0", at, np.zeros((1, 5, 5), np.float32)) for at in range(4))
    trained.ask(q.UseOwnFilters(empty))
    weighed = trained.ask(q.WeighOwnFilters(empty))
    assert (weighed.before, weighed.images) == (whole.before, 1000)
    assert weighed.after < whole.before
    assert trained.ask(q.WeighMutes()).before == weighed.after
    trained.ask(muting(("nconv0",)))
    muted = trained.ask(q.WeighOwnFilters(empty))
    assert muted.before == muted.after


@pytest.mark.parametrize("how", ["zero", "mean"])
def test_filters_are_ranked_by_what_muting_each_alone_costs_whatever_is_muted(trained, how):
    alone = trained.ask(q.RankChannels("nconv0", how))
    trained.ask(muting(("nrelu0",)))
    assert trained.ask(q.RankChannels("nconv0", how)).costs == alone.costs
    dearest = alone.costs[0]
    trained.ask(muting(("nconv0", dearest.channel), how=how))
    weighed = trained.ask(q.WeighMutes())
    assert round((weighed.before - weighed.after) * weighed.images) == dearest.lost
    assert any(getattr(event, "doing", "").startswith("Muting") for event in trained.events)


def test_saved_weights_are_those_that_were_learned(trained, project, tmp_path):
    before = trained.ask(q.ReadWeights("nconv0", 2)).weights
    trained.ask(muting(("nconv0",)))
    trained.ask(q.SaveWithModel(project, tmp_path / "model.layerscope", b""))
    trained.ask(muting())
    trained.ask(q.ShowModelFile(tmp_path / "model.layerscope"))
    np.testing.assert_array_equal(trained.ask(q.ReadWeights("nconv0", 2)).weights, before)
