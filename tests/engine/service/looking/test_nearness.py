"""Asking the service which training images are nearest to an image."""

import gc
import weakref

import numpy as np
import pytest
import torch

from engine.data.store import load
from engine.errors import DataError, InputError
from engine.inspection.embedding import sample
from engine.network.network import Network
from engine.service import questions as q
from engine.service.answers import DrawingOf, ImageOf, PictureOf
from engine.typed.document import changed
from tests.engine.service.door import MNIST, a_one, small
from tests.engine.service.looking.test_embeddings import NETWORK

A_DIGIT = ImageOf("test", 3)


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(sample, "HELD_AGAINST", (400, 800))


@pytest.fixture
def trained(door):
    door.folder = door.service.folder(door.train(changed(small(40), network=NETWORK)))
    door.ask(q.ShowRun(door.folder))
    return door


def test_three_training_images_are_nearest_with_their_classes_and_pictures(trained):
    found = trained.ask(q.FindNearest(A_DIGIT, anew=True))
    train = load(small().data, None).train
    assert (found.image, found.step, found.known, found.tested) == (A_DIGIT, 40, 800, 200)
    assert len(set(found.indexes)) == 3
    assert list(found.labels) == train.labels[list(found.indexes)].tolist()
    np.testing.assert_array_equal(found.pixels, train.at(torch.tensor(found.indexes)).numpy())
    assert 0 <= found.share <= 1
    again = trained.ask(q.FindNearest(A_DIGIT, anew=False))
    assert (again.indexes, again.share) == (found.indexes, found.share)


def test_an_image_of_noise_is_unlike_all_and_a_training_image_is_not_near_itself(trained):
    noise = np.random.default_rng(0).integers(0, 2, (1, 28, 28), np.uint8) * 255
    assert trained.ask(q.FindNearest(PictureOf(5, noise), anew=True)).share > 0.9
    assert trained.ask(q.FindNearest(a_one(), anew=False)) is not None
    first = trained.ask(q.FindNearest(A_DIGIT, anew=False)).indexes[0]
    assert first not in trained.ask(q.FindNearest(ImageOf("train", first), anew=False)).indexes


def test_weights_of_a_moment_ago_will_do_unless_it_is_to_be_anew(trained):
    trained.ask(q.FindNearest(A_DIGIT, anew=True))
    trained.ask(q.ShowRun(trained.folder, 8))
    assert trained.ask(q.FindNearest(A_DIGIT, anew=False)).step == 40
    assert trained.ask(q.FindNearest(A_DIGIT, anew=True)).step == 8
    trained.ask(q.UseMutes(q.Mutes(frozenset({q.Mute("nrelu0", 0)}))))
    assert trained.ask(q.FindNearest(A_DIGIT, anew=False)).step == 8
    trained.ask(q.ShowProject(small()))
    assert trained.ask(q.FindNearest(A_DIGIT, anew=False)).step == 0, "of another network"


def test_nothing_drawn_has_nothing_near_and_what_cannot_be_is_said(trained):
    assert trained.ask(q.FindNearest(DrawingOf(2, np.zeros((28, 28), np.uint8)), anew=True)) is None
    with pytest.raises(DataError, match="no image 99,999"):
        trained.ask(q.FindNearest(ImageOf("test", 99_999), anew=True))
    trained.ask(q.ShowProject(changed(small(), data=MNIST)))
    with pytest.raises(DataError):
        trained.ask(q.FindNearest(a_one(), anew=True))
    trained.ask(q.ShowProject(changed(small(), network=Network((*NETWORK.nodes[:2], NETWORK.nodes[-1])))))
    with pytest.raises(InputError, match="cannot answer yet"):
        trained.ask(q.FindNearest(A_DIGIT, anew=True))


def test_what_an_image_is_held_against_goes_with_its_model_and_with_its_images(trained):
    def held(image=A_DIGIT):
        trained.ask(q.FindNearest(image, anew=True))
        (kept,) = trained.service._answering._showing.kept.values()
        return weakref.ref(kept)

    def gone(one):
        gc.collect()
        return one() is None

    first = held()
    trained.ask(q.ShowRun(trained.folder, 8))
    assert not gone(first), "until others are made of the newer weights it will do"
    second = held()
    assert gone(first)
    trained.ask(q.ShowProject(small()))
    assert gone(second), "another network"
    third = held()
    trained.ask(q.ShowProject(changed(small(), data=MNIST)))
    assert gone(third), "other images"
