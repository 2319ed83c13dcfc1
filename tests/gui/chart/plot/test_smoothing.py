"""The moving average against the plain recurrence, in blocks of any size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.chart.plot.smoothing import MovingAverage

FIGURES = st.floats(-1e3, 1e3) | st.sampled_from([float("nan"), float("inf")])


def plain(values, strength):
    total = weight = 0.0
    result = []
    for value in values:
        finite = np.isfinite(value)
        total = strength * total + (1 - strength) * (value if finite else 0.0)
        weight = strength * weight + (1 - strength) * finite
        result.append(total / weight if weight else float("nan"))
    return result


@given(st.lists(FIGURES, min_size=1, max_size=60), st.floats(0.001, 0.999), st.integers(1, 60))
def test_equals_the_recurrence_however_it_is_fed(values, strength, block):
    average = MovingAverage(strength)
    parts = [average.feed(np.array(values[at : at + block])) for at in range(0, len(values), block)]
    np.testing.assert_allclose(np.concatenate(parts), plain(values, strength), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("strength", [0.01, 0.5, 0.9, 0.999])
def test_long_runs_stay_exact(strength):
    values = np.random.default_rng(0).normal(size=20_000)
    np.testing.assert_allclose(MovingAverage(strength).feed(values), plain(values, strength), rtol=1e-7, atol=1e-9)


def test_no_strength_leaves_values_alone():
    values = np.array([1.0, np.nan, 3.0])
    np.testing.assert_array_equal(MovingAverage(0).feed(values), values)


def test_a_gap_leaves_the_average_where_it_was():
    averages = MovingAverage(0.9).feed(np.array([np.nan, 2.0, np.nan, np.inf, 2.0]))
    np.testing.assert_allclose(averages, [np.nan, 2, 2, 2, 2])


@pytest.mark.parametrize("strength", [-0.1, 1.0, float("nan")])
def test_strength_outside_its_bounds_is_refused(strength):
    with pytest.raises(ValueError) as raised:
        MovingAverage(strength)
    assert "smoothing strength" in str(raised.value)
