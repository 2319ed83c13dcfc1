"""Mean and spread of curves of several lengths, told at other steps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.chart.beside.band import band

NAN = float("nan")


def curve(steps, values):
    return np.array(steps, float), np.array(values, float)


def test_at_each_step_over_those_that_have_reached_it():
    found = band([curve([1, 2, 3], [1, 2, 3]), curve([1, 2], [3, 6])], np.array([1, 2, 3]))
    assert found.mean.tolist() == [2, 4, 3]
    assert found.low.tolist() == [1, 2, 3]
    assert found.high.tolist() == [3, 6, 3]


def test_one_that_was_told_at_other_steps_lies_between():
    found = band([curve([0, 10], [0, 10]), curve([5], [7])], np.array([0, 5, 10]))
    assert found.mean.tolist() == [0, 6, 10]
    assert (found.low.tolist(), found.high.tolist()) == ([0, 5, 10], [0, 7, 10])


def test_what_is_no_number_counts_for_nothing():
    found = band([curve([1, 2, 3], [1, NAN, 3]), curve([1, 2], [np.inf, NAN])], np.array([1, 2, 3]))
    assert found.mean.tolist() == [1, 2, 3]
    assert len(band([curve([1], [NAN])], np.array([1]))) == 0
    assert len(band([], np.array([1, 2]))) == 0
    assert len(band([curve([], [])], np.array([1]))) == 0


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), min_size=1, max_size=5))
def test_the_mean_lies_between_the_lowest_and_the_highest(figures):
    found = band([curve(range(len(one)), one) for one in figures], np.arange(8))
    assert (found.low <= found.mean + 1e-6).all()
    assert (found.mean <= found.high + 1e-6).all()
    assert len(found) == max(map(len, figures))
