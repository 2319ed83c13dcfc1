"""Lines cut into the pieces of their pattern."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.chart.beside.dashes import dashed


def lengths(pieces):
    return np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])


def test_a_straight_line():
    assert dashed(np.array([0.0, 10.0]), np.array([5.0, 5.0]), (3, 2)).tolist() == [[0, 5, 3, 5], [5, 5, 8, 5]]
    assert dashed(np.array([0.0, 7.0]), np.array([5.0, 5.0]), (3, 2)).tolist() == [[0, 5, 3, 5], [5, 5, 7, 5]]


def test_a_dash_goes_around_a_corner():
    assert dashed(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 4.0]), (2, 9)).tolist() == [[0, 0, 1, 0], [1, 0, 1, 1]]


def test_gaps_and_single_points_are_left_out():
    heights = np.array([0, 0, np.nan, 7, np.inf, 0, 0])
    assert dashed(np.arange(7.0), heights, (5, 1)).tolist() == [[0, 0, 1, 0], [5, 0, 6, 0]]
    assert len(dashed(np.empty(0), np.empty(0), (5, 1))) == 0
    assert len(dashed(np.array([1.0]), np.array([1.0]), (5, 1))) == 0


@given(st.lists(st.floats(-500, 500), min_size=2, max_size=40))
def test_dashes_are_the_share_of_the_line_that_they_should_be(heights):
    x, y = np.arange(len(heights), dtype=float), np.array(heights)
    whole = np.hypot(np.diff(x), np.diff(y)).sum()
    found = lengths(dashed(x, y, (4, 1, 2, 1))).sum()
    assert found == pytest.approx(whole * 6 / 8, abs=4)
    assert lengths(dashed(x, y, (4, 0))).sum() == pytest.approx(whole)
