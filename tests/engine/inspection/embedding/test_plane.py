"""The plane of many images, against scikit-learn's PCA."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from engine.errors import InputError
from engine.inspection.embedding.familiarity import familiarity
from engine.inspection.embedding.plane import plane_of, turned
from engine.inspection.embedding.tsne import EARLY, LATER, tsne


def features(n, d, seed=0):
    draw = np.random.default_rng(seed)
    return (draw.normal(size=(n, d)) * 0.8 ** np.arange(d) * 5 + draw.normal(size=d)).astype(np.float32)


@pytest.mark.parametrize(("n", "d"), [(300, 20), (40, 84), (300, 600), (20, 700)])
def test_it_is_that_of_scikit_learn_but_for_signs(n, d):
    values = features(n, d)
    known = PCA(2, svd_solver="full").fit(values)
    plane = plane_of(values)
    np.testing.assert_allclose(np.abs(plane.points), np.abs(known.transform(values)), atol=2e-3)
    assert plane.share == pytest.approx(known.explained_variance_ratio_.sum(), rel=1e-4)
    np.testing.assert_array_equal(plane.points, plane_of(values).points)


def test_features_are_never_copied_as_a_whole():
    values = features(8000, 600)
    tracemalloc.start()
    try:
        plane_of(values)
        assert tracemalloc.get_traced_memory()[1] < values.nbytes / 2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("values", [features(1, 4), np.ones((6, 4), np.float32), features(6, 1)])
def test_one_image_or_images_that_are_all_the_same_have_a_place_too(values):
    plane = plane_of(values)
    assert plane.points.shape == (len(values), 2)
    assert np.isfinite(plane.points).all()
    assert not plane.points[:, 1].any()
    assert (plane.share is None) == (len(np.unique(values, axis=0)) == 1)


@pytest.mark.parametrize("d", [1, 84, 4096])
@pytest.mark.parametrize("size", [1e-20, 1e-3, 1.0, 1e6])
def test_what_differs_by_no_more_than_rounding_is_on_one_point_and_what_differs_a_little_is_not(d, size):
    draw = np.random.default_rng(d)
    same = (draw.normal(size=d) + 2) * size
    noise = 1 + np.finfo(np.float32).eps * draw.uniform(-4, 4, size=(60, d))
    rounded = (same * noise).astype(np.float32)
    plane = plane_of(rounded)
    assert not plane.points.any()
    assert plane.share is None
    with pytest.raises(InputError, match="All images are the same"):
        tsne(rounded, plane.points)
    with pytest.raises(InputError, match="the same to this network"):
        familiarity(rounded, rounded)
    little = (same * (1 + 1e-4 * draw.normal(size=(60, d)))).astype(np.float32)
    assert np.ptp(plane_of(little).points[:, 0]) > 0


@pytest.mark.parametrize("d", [20, 600])
@pytest.mark.parametrize("size", [2.0**-110, 2.0**64, 2.0**122])
def test_what_is_very_large_or_very_small_lies_as_the_same_of_usual_size_does(size, d):
    """As in a run on its way to what is not a number: squares of 1e20 do not fit into float32, those of 1e-30 are 0."""
    values = features(80, d)
    scaled, plain = values * np.float32(size), plane_of(values)
    plane = plane_of(scaled)
    assert plane.share == plain.share
    np.testing.assert_array_equal(plane.points, plain.points * np.float32(size))
    np.testing.assert_array_equal(tsne(scaled, plane.points), tsne(values, plain.points))
    near, usual = (familiarity(one[:60], one[60:]).near(one[70]) for one in (scaled, values))
    assert near.share == usual.share
    assert near.places.tolist() == usual.places.tolist()
    np.testing.assert_allclose(near.distances, usual.distances, rtol=1e-9)


@pytest.mark.parametrize("d", [84, 600])
def test_one_image_that_is_far_off_and_the_largest_that_there_are_have_places_too(d):
    values = features(60, d)
    values[3] = 1e36
    plane = plane_of(values)
    assert plane.share == pytest.approx(1, abs=1e-4)
    assert np.abs(plane.points[:, 0]).argmax() == 3
    values[:2] = np.array([[3.3e38], [-3.3e38]])
    plane = plane_of(values)
    assert np.isfinite(plane.points).all()
    assert np.isfinite(turned(plane.points, plane.points)).all()
    assert np.isfinite(tsne(values, plane.points)).all()


@given(angle=st.floats(0, 7), mirror=st.booleans(), seed=st.integers(0, 50))
def test_points_are_turned_back_to_where_they_lay(angle, mirror, seed):
    before = features(30, 2, seed) - features(30, 2, seed).mean(0)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    moved = (before * ((-1, 1) if mirror else (1, 1))) @ turn
    np.testing.assert_allclose(turned(moved.astype(np.float32), before), before, atol=1e-3)


def test_nothing_to_turn_to_leaves_them():
    points = features(5, 2)
    np.testing.assert_array_equal(turned(points, np.zeros((5, 2), np.float32)), points)


def groups(each=20, count=3):
    draw = np.random.default_rng(1)
    return np.concatenate([draw.normal(size=(each, 12)) + 20 * draw.normal(size=12) for _ in range(count)])


def test_tsne_keeps_neighbours_together_the_same_each_time_and_tells_how_far_it_is():
    values, told = groups().astype(np.float32), []
    found = tsne(values, plane_of(values).points, lambda done, of: told.append((done, of)))
    middles = found.reshape(3, 20, 2).mean(1)
    own = np.linalg.norm(found.reshape(3, 20, 2) - middles[:, None], axis=2).max()
    assert own < min(np.linalg.norm(middles[a] - middles[b]) for a, b in ((0, 1), (0, 2), (1, 2)))
    np.testing.assert_array_equal(found, tsne(values, plane_of(values).points))
    assert told[0] == (0, EARLY + LATER)
    assert told[-1] == (EARLY + LATER, EARLY + LATER)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_tsne_ends_when_it_is_told_to():
    def stop(done, of):
        if done:
            raise KeyboardInterrupt

    values = groups().astype(np.float32)
    with pytest.raises(KeyboardInterrupt):
        tsne(values, plane_of(values).points, stop)


def test_tsne_of_too_few_or_of_one_and_the_same_says_so():
    values = features(9, 4)
    with pytest.raises(InputError, match="10 images or more"):
        tsne(values, plane_of(values).points)
    same = np.ones((20, 4), np.float32)
    with pytest.raises(InputError, match="All images are the same"):
        tsne(same, plane_of(same).points)
    twins = np.repeat(features(12, 4), 2, 0)
    assert np.isfinite(tsne(twins, plane_of(twins).points)).all()
