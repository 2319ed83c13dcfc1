"""Asking the service how test images lie to the shown model."""

import gc
import threading
import weakref
from types import SimpleNamespace
from unittest import mock

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.events import Progress
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.service.looking.images import embeddings
from engine.typed.document import changed
from tests.engine.service.door import MNIST, small

NETWORK = Network(
    (
        Node("nconv0", Conv2d(4, (5, 5), (4, 4))),
        Node("nrelu0", ReLU()),
        Node("nflat0", Flatten()),
        Node("nhidd0", Linear(16)),
        Node("ncurv0", ReLU()),
        Node("nlast0", Linear("classes")),
    )
)
PCA = q.EmbedImages(300, "PCA")


@pytest.fixture
def project():
    return changed(small(40), network=NETWORK)


@pytest.fixture
def trained(door, project):
    door.folder = door.service.folder(door.train(project))
    door.ask(q.ShowRun(door.folder))
    return door


def test_test_images_lie_in_a_plane_with_what_they_are_taken_for(trained):
    found = trained.ask(PCA)
    assert (found.step, found.address, found.features, found.learned) == (40, "ncurv0", 16, True)
    assert found.points.shape == (300, 2)
    assert 0 < found.share <= 1
    for at in (0, 7, 299):
        prediction = trained.ask(q.Predict(ImageOf("test", int(found.indexes[at]))))
        assert found.labels[at] == prediction.picture.label
        assert found.predicted[at] == prediction.picture.predicted
        assert found.probability[at] == pytest.approx(prediction.probabilities.max(), abs=1e-4)
    assert trained.ask(q.EmbedImages(100_000, "PCA")).points.shape == (found.count, 2)


def test_another_layout_asks_the_network_nothing_and_tells_how_far_it_is(trained, monkeypatch):
    trained.ask(PCA)
    trained.events.clear()
    monkeypatch.setattr(embeddings, "seen_of", None)
    found = trained.ask(q.EmbedImages(300, "t-SNE"))
    assert found.layout == "t-SNE"
    assert found.share is None
    told = [event for event in trained.events if isinstance(event, Progress) and event.doing]
    assert {event.unit for event in told} == {"points"}
    assert any(event.doing.startswith("Looking for the neighbours") and not event.total for event in told)
    assert told[-1].done == told[-1].total


def test_images_are_not_kept_for_what_was_made_of_them(monkeypatch):
    class Images:
        pass

    for does in ("places_of", "_made"):
        monkeypatch.setattr(embeddings, does, mock.Mock())
    images = Images()
    alive, shown = weakref.ref(images), mock.Mock(serial=1)
    known = embeddings.Embeddings(mock.Mock())
    kept = {}
    known._seen(SimpleNamespace(shown=shown, mutes=(), images=images, net=None, kept=kept), 3, None)
    assert kept
    for does in (embeddings.places_of, embeddings._made):
        does.reset_mock()
    del images
    gc.collect()
    assert alive() is None


def test_from_step_to_step_it_moves_and_does_not_turn_over(trained):
    now = trained.ask(PCA)
    trained.ask(q.ShowRun(trained.folder, 32))
    then = trained.ask(PCA)
    assert then.step == 32
    far = np.linalg.norm(now.points - then.points, axis=1).mean()
    for mirrored in ((-1, 1), (1, -1), (-1, -1)):
        assert far < np.linalg.norm(now.points - then.points * mirrored, axis=1).mean()


def test_muted_it_lies_otherwise_and_in_another_number_it_is_asked_anew(trained):
    before = trained.ask(PCA)
    trained.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("ncurv0")}))))
    muted = trained.ask(PCA)
    assert not muted.points.any()
    assert muted.share is None
    trained.ask(q.UseMutes(q.Mutes()))
    np.testing.assert_allclose(np.abs(trained.ask(PCA).points), np.abs(before.points), atol=1e-3)


def test_what_is_given_up_ends_at_once(trained, monkeypatch):
    begun, made = threading.Event(), embeddings.tsne

    def slow(features, begin, tell):
        begun.set()
        while True:
            tell(1, 2)

    monkeypatch.setattr(embeddings, "tsne", slow)
    trained.service.ask(q.EmbedImages(300, "t-SNE"))
    assert begun.wait(60)
    monkeypatch.setattr(embeddings, "tsne", made)
    assert trained.ask(PCA).layout == "PCA"


def test_pictures_of_test_images_are_read(trained):
    pixels = trained.ask(q.ReadEmbedded((3, 5), 28))
    np.testing.assert_array_equal(pixels[1], trained.ask(q.Predict(ImageOf("test", 5))).picture.pixels)
    with pytest.raises(DataError, match="no image 99,999"):
        trained.ask(q.ReadEmbedded((99_999,), 28))


def test_what_cannot_be_laid_out_is_said_in_words(door, project):
    door.ask(q.ShowProject(changed(project, network=Network((*NETWORK.nodes[:2], NETWORK.nodes[-1])))))
    with pytest.raises(InputError, match="cannot answer yet"):
        door.ask(PCA)
    door.ask(q.ShowProject(changed(project, data=MNIST)))
    with pytest.raises(DataError):
        door.ask(PCA)
    door.ask(q.ShowProject(small()))
    assert not door.ask(PCA).learned
