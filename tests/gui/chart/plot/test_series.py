"""A series keeps everything, loses no spike when reduced, and rewinds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.chart.plot.series import StepSeries


def filled(values, first=1, block=7):
    series = StepSeries()
    steps = np.arange(first, first + len(values))
    for at in range(0, len(values), block):
        series.append(steps[at : at + block], np.asarray(values[at : at + block]))
    return series


def test_keeps_every_value_while_it_grows():
    values = np.random.default_rng(0).random(5000).astype(np.float32)
    series = filled(values, block=333)
    np.testing.assert_array_equal(series.values, values)
    np.testing.assert_array_equal(series.steps, np.arange(1, 5001))


def test_smoothing_in_blocks_equals_smoothing_at_once():
    values = np.random.default_rng(0).random(3000)
    live = StepSeries()
    for step in range(0, 3000, 100):
        live.append(np.arange(step, step + 100), values[step : step + 100])
        live.smoothed(0.9)
    np.testing.assert_allclose(live.smoothed(0.9), filled(values).smoothed(0.9), rtol=1e-5)


def test_a_new_strength_smooths_everything_anew():
    series = filled(np.arange(100.0))
    series.smoothed(0.9)
    np.testing.assert_allclose(series.smoothed(0.5), filled(np.arange(100.0)).smoothed(0.5))


@given(st.integers(1, 3000), st.integers(1, 200), st.integers(0, 3000), st.integers(1, 3000))
def test_no_spike_in_sight_is_lost(count, columns, first, span):
    values = np.random.default_rng(count).random(count).astype(np.float32)
    reduced = filled(values, block=997).reduced(first, first + span, columns)
    seen = values[max(0, first - 1) : max(0, first + span)]
    assert len(reduced.step) <= max(2 * columns, columns + 2)
    assert np.all(np.diff(reduced.step) > 0)
    if len(seen):
        assert reduced.high.max() >= seen.max()
        assert reduced.low.min() <= seen.min()
        assert values.min() <= reduced.low.min()
        assert reduced.high.max() <= values.max()


def test_few_points_come_back_as_they_are():
    reduced = filled([3.0, 1.0, 2.0]).reduced(0, 10, 100)
    np.testing.assert_array_equal(reduced.low, [3, 1, 2])
    np.testing.assert_array_equal(reduced.high, [3, 1, 2])
    steps, line = reduced.outline()
    np.testing.assert_array_equal(steps, [1, 1, 2, 2, 3, 3])
    np.testing.assert_array_equal(line, [3, 3, 1, 1, 2, 2])


def test_reduced_smooth_is_the_mean_of_the_smoothed_curve():
    reduced = filled(np.full(10_000, 0.5)).reduced(0, 10_000, 50, strength=0.9)
    np.testing.assert_allclose(reduced.smooth, 0.5)


def test_values_that_are_not_finite_leave_no_mark_on_their_neighbours():
    values = np.ones(10_000)
    values[::3] = np.nan
    values[1::1000] = np.inf
    values[5000:6000] = np.nan
    reduced = filled(values, block=1024).reduced(0, 10_000, 100)
    finite = np.isfinite(reduced.low)
    assert 85 <= finite.sum() <= 95
    assert set(reduced.high[finite]) == {1.0}


def test_a_resumed_run_draws_over_what_was_lost():
    series = filled(np.arange(100.0))
    series.smoothed(0.9)
    series.append(np.array([51, 52]), np.array([-1.0, -2.0]))
    assert len(series) == 52
    assert series.value_at(52) == -2.0
    assert series.value_at(53) is None
    np.testing.assert_allclose(series.smoothed(0.9)[:50], filled(np.arange(50.0)).smoothed(0.9), rtol=1e-6)


def test_lookup_finds_the_nearest_step():
    series = StepSeries()
    assert series.nearest(5) is None
    series.append(np.array([10, 20, 30]), np.array([1.0, 2.0, 3.0]))
    assert [series.nearest(step) for step in (-5, 14.9, 15.1, 20, 99)] == [0, 0, 1, 1, 2]
    assert series.value_at(20) == 2.0
    assert series.value_at(15) is None


def test_nothing_yet_reduces_to_nothing():
    assert len(StepSeries().reduced(0, 10, 100).step) == 0


def test_lengths_must_agree():
    with pytest.raises(ValueError) as raised:
        StepSeries().append(np.arange(3), np.arange(2.0))
    assert str(raised.value) == "3 steps came with 2 values"
