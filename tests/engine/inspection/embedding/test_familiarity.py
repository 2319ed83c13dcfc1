"""Which known images are nearest, and how unlike all of them an image is, against a slow reference."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from engine.errors import InputError
from engine.inspection.embedding.familiarity import LEAST_SPREAD, familiarity


def images(count, seed, d=12):
    draw = np.random.default_rng(seed)
    return (draw.normal(size=(count, d)) * np.linspace(6, 0.3, d) + 3).astype(np.float32)


@pytest.fixture(scope="module")
def known():
    return images(200, 0), images(80, 1)


def test_the_nearest_are_those_of_a_slow_reference(known):
    train, test = known
    found = familiarity(train, test)
    pca = PCA().fit(train.astype(np.float64))
    variances = pca.transform(train).var(0)
    place = lambda x: pca.transform(x.astype(np.float64)) / np.sqrt(variances + LEAST_SPREAD * variances.mean())  # noqa: E731
    far, which = NearestNeighbors(n_neighbors=3).fit(place(train)).kneighbors(place(test))
    np.testing.assert_allclose(found.usual, np.sort(far.mean(1)), rtol=1e-3)
    for at in range(5):
        near = found.near(test[at])
        assert near.places.tolist() == which[at].tolist()
        np.testing.assert_allclose(near.distances, far[at], rtol=1e-3)
        assert near.share == pytest.approx(np.mean(far.mean(1) < far[at].mean()), abs=0.02)


def test_a_known_image_is_not_near_itself_and_a_stranger_is_far(known):
    found = familiarity(*known)
    train = known[0]
    assert found.near(train[7]).places[0] == 7
    assert found.near(train[7]).distances[0] == pytest.approx(0, abs=0.02)
    assert 7 not in found.near(train[7], 7).places
    assert found.near(train[7] + 100).share == 1
    assert found.near(train.mean(0)).share < 0.5


def test_directions_in_which_images_hardly_differ_count_too(known):
    found = familiarity(*known)
    quiet = known[0].mean(0).copy()
    quiet[-1] += 20 * 0.3
    assert found.near(quiet).share == 1


def test_images_that_are_twice_and_units_that_are_always_zero_have_distances_too():
    some = np.zeros((10, 4), np.float32)
    some[5:, 0] = 1
    near = familiarity(some, some[:3]).near(some[0])
    assert near.distances.tolist() == [0, 0, 0]
    assert near.share == 0
    assert np.isfinite(familiarity(some, some[:3]).near(some[0] + 1).distances).all()


def test_too_few_images_are_said_to_be(known):
    for train, test in ((known[0][:3], known[1]), (known[0], known[1][:0])):
        with pytest.raises(InputError, match="too few images"):
            familiarity(train, test)
    assert len(familiarity(known[0][:4], known[1]).near(known[0][0], 0).places) == 3


@pytest.mark.parametrize("value", [0.0, 0.1, -1e20, 1e-30])
def test_where_all_images_are_the_same_to_a_network_none_is_nearest(value):
    """As dead units make them, or weights of zero: a share would say that each is like all others."""
    same = np.full((20, 7), value, np.float32)
    with pytest.raises(InputError, match="the same to this network"):
        familiarity(same, same)
