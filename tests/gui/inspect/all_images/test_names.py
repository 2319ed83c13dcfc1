"""Names on the map: near their class, where few points are; none lies over another, nor a line over either."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.inspect.all_images.names import CELL, MEETING, Room

SIZE = (84.0, 17.0)


def rectangle(spot, size=SIZE):
    return spot.left, spot.top, spot.left + size[0], spot.top + size[1]


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def line_of(spot, anchor):
    """Some places along it, but for those at its end."""
    left, top, right, bottom = rectangle(spot)
    begin = np.clip(anchor, (left, top), (right, bottom))
    length = np.hypot(*(anchor - begin))
    return [begin + (anchor - begin) * s for s in np.linspace(0, max(0, length - MEETING * CELL) / length, 60)]


def crossed(one, other):
    """Whether two lines of places cross."""

    def side(a, b, p):
        return np.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))

    (a, b), (c, d) = (one[0], one[-1]), (other[0], other[-1])
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@given(
    st.lists(st.tuples(st.floats(0, 599), st.floats(0, 399)), min_size=1, max_size=12),
    st.sampled_from(["even", "one place", "column"]),
)
def test_no_name_lies_over_another_and_no_line_over_either(anchors, where):
    draw = np.random.default_rng(0)
    points = {
        "even": draw.uniform((0, 0), (600, 400), (2000, 2)),
        "one place": draw.normal((40, 200), 12, (2000, 2)),
        "column": draw.normal((300, 200), (5, 90), (2000, 2)),
    }[where]
    room = Room(points, 600, 400)
    found = [(spot, np.array(at)) for at in anchors if (spot := room.take(np.array(at), *SIZE)) is not None]
    assert len(found) == len(anchors)
    for spot, _ in found:
        left, top, right, bottom = rectangle(spot)
        assert 0 <= left < right <= 600
        assert 0 <= top < bottom <= 400
    lines = [(spot, line_of(spot, at)) for spot, at in found if spot.line]
    for place, (spot, _) in enumerate(found):
        for other, _ in found[:place]:
            assert not overlap(rectangle(spot), rectangle(other))
        for owner, line in lines:
            left, top, right, bottom = rectangle(spot)
            assert owner is spot or not any(left < x < right and top < y < bottom for x, y in line)
    for place, (_, line) in enumerate(lines):
        assert not any(crossed(line, other) for _, other in lines[:place])


@pytest.mark.parametrize("x", [0, 20, 300, 599])
def test_names_of_one_crowd_stand_around_it_and_not_on_it(x):
    crowd = np.random.default_rng(0).normal((x, 200), 6, (2000, 2))
    room = Room(crowd, 600, 400)
    spots = [room.take(np.array([x, 200.0]), *SIZE) for _ in range(10)]
    for spot in spots:
        left, top, right, bottom = rectangle(spot)
        inside = (crowd >= (left, top)).all(1) & (crowd <= (right, bottom)).all(1)
        assert inside.sum() < 20
        assert np.hypot(*(np.clip((x, 200), (left, top), (right, bottom)) - (x, 200))) < 160


def test_a_name_stands_at_its_place_where_few_points_are_and_goes_no_farther_than_it_must():
    points = np.random.default_rng(0).uniform((0, 0), (600, 400), (300, 2))
    room, anchor = Room(points, 600, 400), np.array([300.0, 200.0])
    first = rectangle(room.take(anchor, 18, 17), (18, 17))
    assert np.hypot(*(np.clip(anchor, first[:2], first[2:]) - anchor)) < 40


def test_what_is_too_large_for_the_map_or_finds_no_room_is_left_out():
    assert Room(np.zeros((3, 2)), 60, 40).take(np.array([30.0, 20.0]), *SIZE) is None
    room = Room(np.zeros((3, 2)), 90, 60)
    found = [room.take(np.array([40.0, 30.0]), *SIZE) for _ in range(6)]
    assert found[0] is not None
    assert found[-1] is None
    there = sorted(spot.top for spot in found if spot is not None)
    assert all(below - above >= SIZE[1] for above, below in pairwise(there))


def test_a_map_without_points_has_names_where_they_are_wanted():
    assert Room(np.zeros((0, 2)), 300, 200).take(np.array([100.0, 100.0]), *SIZE) is not None
