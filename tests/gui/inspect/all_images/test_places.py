import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.inspect.all_images import places
from gui.inspect.all_images.places import MARGIN, Sight

POINTS = np.array([[0, 0], [1, 0], [0, 1], [4, 2]], np.float32)


def test_points_fill_the_rectangle_unstretched_with_the_second_axis_upwards():
    found = places.placed(POINTS, 428, 228, Sight())
    np.testing.assert_allclose(found, [[14, 214], [114, 214], [14, 114], [414, 14]])
    assert places.placed(POINTS[:0], 100, 100, Sight()).shape == (0, 2)
    np.testing.assert_allclose(places.placed(POINTS[:1], 100, 60, Sight()), [[50, 30]])


@given(st.lists(st.tuples(st.floats(0.05, 20), st.floats(0, 1), st.floats(0, 1)), max_size=6))
def test_however_one_looks_closer_nothing_beyond_the_whole_is_seen(looks):
    sight = Sight()
    for factor, x, y in looks:
        sight = sight.closer(factor, (x, y))
        assert 1 <= sight.zoom <= places.LARGEST
        assert all(0.5 / sight.zoom - 1e-9 <= centre <= 1 - 0.5 / sight.zoom + 1e-9 for centre in sight.centre)
    assert sight.closer(1e-9, (0.5, 0.5)) == Sight() or sight.closer(1e-9, (0.5, 0.5)).zoom == 1


def test_looking_closer_leaves_what_is_under_the_pointer():
    at = places.placed(POINTS, 400, 200, Sight())[1]
    room = np.array([400, 200]) - 2 * MARGIN
    closer = Sight().closer(2, tuple((at - MARGIN) / room))
    np.testing.assert_allclose(places.placed(POINTS, 400, 200, closer)[1], at)


def test_the_nearest_and_the_next_in_a_direction():
    found = places.placed(POINTS, 428, 228, Sight())
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
