import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.inspect.all_images import places
from gui.inspect.all_images.places import EDGE, MARGIN, Ground, Sight

POINTS = np.array([[0, 0], [1, 0], [0, 1], [4, 2]], np.float32)


def placed(points, width, height, sight=None):
    return Ground(points, width, height).seen(sight or Sight()).at


def test_points_fill_the_rectangle_unstretched_with_the_second_axis_upwards():
    np.testing.assert_allclose(placed(POINTS, 428, 228), [[14, 214], [114, 214], [14, 114], [414, 14]])
    assert placed(POINTS[:0], 100, 100).shape == (0, 2)
    np.testing.assert_allclose(placed(POINTS[:1], 100, 60), [[50, 30]])


def with_outliers(*far):
    return np.concatenate([np.random.default_rng(1).normal(size=(400, 2)), np.reshape(far, (-1, 2))]).astype(np.float32)


@given(st.lists(st.tuples(st.floats(0.05, 20), st.floats(0, 1), st.floats(0, 1)), max_size=6), st.floats(0, 1e6))
def test_however_one_looks_closer_nothing_beyond_all_of_them_is_seen(looks, far):
    ground, sight = Ground(with_outliers((far, -far / 3)), 400, 200), Sight()
    for factor, x, y in looks:
        sight = ground.closer(sight, factor, (400 * x, 200 * y))
        assert sight.zoom <= places.LARGEST
        low, high = ground._ends
        half = 0.5 / sight.zoom
        for centre, least, greatest in zip(sight.centre, low, high, strict=True):
            assert least - 1e-6 <= centre - half or centre + half >= greatest - 1e-6
            assert low.min() <= centre <= high.max()
    assert ground.closer(sight, 1e-9, (200, 100)) == ground.whole()
    seen = ground.seen(ground.whole())
    assert not seen.out.any()
    assert ((seen.at >= MARGIN - 1e-3) & (seen.at <= np.array([400, 200]) - MARGIN + 1e-3)).all()


def test_looking_closer_leaves_what_is_under_the_pointer():
    at = placed(POINTS, 400, 200)[1]
    closer = Ground(POINTS, 400, 200).closer(Sight(), 2, tuple(at))
    np.testing.assert_allclose(placed(POINTS, 400, 200, closer)[1], at)


@given(st.floats(0, 37), st.floats(1, places.LARGEST), st.integers(0, 401))
def test_one_goes_to_any_image_however_far_off(power, zoom, at):
    ground = Ground(with_outliers((10**power, 0), (-(10**power), 1)), 400, 200)
    sight = ground.closer(Sight(), zoom, (30, 40))
    assert ground.shows(ground.to(sight, at), at)


@pytest.mark.parametrize("size", [1e-37, 1e-20, 1.0, 1e37])
def test_however_small_or_large_the_points_are_they_fill_the_map(size):
    points = with_outliers() * np.float32(size)
    np.testing.assert_allclose(placed(points, 400, 300), placed(with_outliers(), 400, 300), rtol=1e-4)
    assert places.neighbours(points, 1, 5).tolist() == places.neighbours(with_outliers(), 1, 5).tolist()


def test_what_lies_far_from_nearly_all_is_marked_at_the_edge_towards_it():
    points = with_outliers((1000, 0), (0, -1000), (-900, 900))
    seen = Ground(points, 400, 300).seen(Sight())
    assert np.flatnonzero(seen.out).tolist() == [400, 401, 402]
    assert seen.beyond[400:].tolist() == [[1, 0], [0, 1], [-1, -1]]
    np.testing.assert_allclose(seen.at[400, 0], 400 - EDGE)
    np.testing.assert_allclose(seen.at[402], [EDGE, EDGE])
    assert np.ptp(seen.at[:400], 0).max() > 200
    closer = Ground(points, 400, 300).closer(Sight(), 4, (200, 150))
    assert not Ground(points, 400, 300).seen(closer).out.any(), "looking closer most are out of sight anyway"


@pytest.mark.parametrize(
    "points", [with_outliers(), with_outliers()[:20], np.tile(POINTS, (80, 1)), with_outliers() * 0]
)
def test_where_none_lies_far_out_all_of_them_fill_the_map(points):
    seen = Ground(points, 400, 300).seen(Sight())
    assert not seen.out.any()
    low, high = places.nearly_all(points)
    np.testing.assert_array_equal((low, high), (points.min(0), points.max(0)))


def test_where_nearly_all_lie_on_one_point_the_others_are_seen():
    points = np.zeros((300, 2), np.float32)
    points[-1] = (3, 1)
    seen = Ground(points, 400, 300).seen(Sight())
    assert not seen.out.any()
    assert np.ptp(seen.at[:, 0]) == 400 - 2 * MARGIN


def test_the_nearest_and_the_next_in_a_direction():
    found = placed(POINTS, 428, 228)
    assert places.nearest(found, 110, 210, 12) == 1
    assert places.nearest(found, 200, 150, 12) is None
    assert places.nearest(found[:0], 0, 0, 12) is None
    way = places.Directions
    assert places.beside(found, 0, way["right"]) == 1
    assert places.beside(found, 0, way["up"]) == 2
    assert places.beside(found, 0, way["left"]) == 0
    assert places.beside(found, 3, way["left"]) == 2
    assert places.neighbours(POINTS, 1, 2).tolist() == [1, 0]


def test_what_lies_within_a_line_that_crosses_itself_or_is_hollow():
    draw = np.random.default_rng(0).uniform(0, 100, (500, 2))
    hollow = np.array([[0, 0], [100, 0], [100, 100], [50, 20], [0, 100]], float)
    inside = set(places.within(draw, hollow).tolist())
    for at, (x, y) in enumerate(draw):
        assert (at in inside) == (y < 20 + 80 * abs(x - 50) / 50)
    assert not len(places.within(draw, np.array([[0, 0], [1, 1.0]])))


def test_a_name_stands_where_images_lie_and_not_in_the_empty_inside_of_their_arch():
    turn = np.linspace(0, np.pi, 300)
    arch = np.stack([100 * np.cos(turn), 100 * np.sin(turn)], 1)
    crowd = np.random.default_rng(0).normal((100, 0), 2, (60, 2))
    found = places.thickest(np.concatenate([arch, crowd, [[900.0, 900.0]]]))
    assert np.hypot(*(found - (100, 0))) < 90
    assert abs(np.hypot(*found) - 100) < 12
    assert places.thickest(np.array([[3.0, 4.0]])).tolist() == [3, 4]
