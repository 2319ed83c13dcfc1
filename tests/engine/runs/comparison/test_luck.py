"""Whether a group of runs is better by more than luck, against SciPy's permutation test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engine.runs.comparison.luck import luck, permutation, spread

FEW = st.lists(st.integers(0, 20).map(lambda right: right / 20), min_size=2, max_size=4)


def of_means(first, other, axis):
    return np.mean(first, axis=axis) - np.mean(other, axis=axis)


@settings(max_examples=15)
@given(FEW, FEW)
def test_as_scipy_has_it(first, other):
    found = stats.permutation_test((first, other), of_means, n_resamples=np.inf, vectorized=True)
    by_hand = np.mean(np.abs(found.null_distribution) >= abs(found.statistic) - 1e-9)
    assert permutation(first, other) == pytest.approx(by_hand)


def test_of_too_many_ways_a_sample_is_drawn_the_same_each_time():
    draw = np.random.default_rng(3)
    first, other = draw.normal(0.90, 0.01, 15), draw.normal(0.908, 0.01, 15)
    found = permutation(first, other)
    assert found == permutation(first, other)
    welch = stats.ttest_ind(first, other, equal_var=False).pvalue
    assert found == pytest.approx(welch, abs=0.01)


def test_five_that_are_all_better_than_five():
    found = luck([0.90, 0.91, 0.92, 0.93, 0.94], [0.95, 0.96, 0.97, 0.98, 0.99])
    assert found.chance == found.least == pytest.approx(2 / 252)
    assert found.gain == pytest.approx(0.05)
    assert found.enough
    assert found.beyond_luck


@pytest.mark.parametrize(
    ("first", "other", "enough"),
    [(1, 1, False), (2, 2, False), (3, 3, False), (1, 40, False), (3, 4, True), (4, 4, True)],
)
def test_of_how_many_something_can_be_said(first, other, enough):
    found = luck(np.linspace(0.1, 0.2, first), np.linspace(0.8, 0.9, other))
    assert found.enough is found.beyond_luck is enough


def test_what_is_all_alike_is_luck():
    assert luck([0.9] * 5, [0.9] * 5).chance == 1.0


def test_the_spread_is_that_of_a_sample():
    found = spread([0.1, 0.2, 0.3])
    assert (found.runs, found.least, found.most) == (3, 0.1, 0.3)
    assert (found.mean, found.deviation) == (pytest.approx(0.2), pytest.approx(0.1))
    assert spread([0.5]).deviation is None
