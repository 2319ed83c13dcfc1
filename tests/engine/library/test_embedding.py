"""Laying out the test images of a run, and what is nearest to an image."""

import numpy as np
import pytest

import engine
from engine.data.store import load


def test_test_images_are_laid_out_by_what_the_last_hidden_layer_gives(short):
    found = engine.embed(short, images=300)
    assert found.points.shape == (300, 2)
    assert len(found.features) == len(found.labels) == len(found.predicted) == 300
    assert 0 < found.share <= 1
    told = []
    other = engine.embed(short, "tsne", images=60, progress=lambda *far: told.append(far))
    assert other.points.shape == (60, 2)
    assert other.share is None
    assert told[-1][0] == told[-1][1]


def test_the_nearest_training_images_of_an_image(short):
    data = load(short.project.data, None)
    one, other = engine.nearest(short, data.test.image(0).numpy(), np.full((28, 28), 130, np.uint8))
    assert len(one.indexes) == 3
    assert one.labels == tuple(data.classes[data.train.labels[index]] for index in one.indexes)
    assert list(one.distances) == sorted(one.distances)
    assert other.share >= 0.5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda run: engine.embed(run, "umap"), "no layout “umap”"),
        (lambda run: engine.embed(run, images=0), "from 1 to 10,000, not 0"),
        (engine.nearest, "no image to hold"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(short, wrong, words):
    with pytest.raises(engine.InputError, match=words):
        wrong(short)
